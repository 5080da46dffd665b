"""The recordings of the room beside, that stand somewhere since some days."""

from tests.enrolment.waiting.conftest import office, stand

__all__ = ["office", "stand"]
