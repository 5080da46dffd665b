"""The worker's tasks of this room."""

from rekam.web.retention import jobs as retention
from rekam.web.watch import jobs as watch

__all__ = ["retention", "watch"]
