"""The worker's tasks of this room. Arguments are opaque ids; a repeat is a no-op."""

from rekam.registry.bulk import jobs as bulk

__all__ = ["bulk"]
