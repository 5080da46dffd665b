"""The worker's tasks of this room."""

from rekam.web.retention import jobs as retention

__all__ = ["retention"]
