"""The tables of this room; each part has its own."""

from rekam.coverage.targets.models import Target

__all__ = ["Target"]
