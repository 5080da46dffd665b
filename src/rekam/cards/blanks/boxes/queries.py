"""Reads of closed boxes, in the scope of whoever asks."""

from collections.abc import Sequence
from uuid import UUID

from rekam.cards.blanks.models import Box, BoxMove
from rekam.kernel.errors import RuleBroken


def get_box(box: UUID) -> Box:
    """Raises RuleBroken("not_found")."""
    row = Box.objects.filter(uuid=box).select_related("delivery").first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def boxes_at(sites: Sequence[str]) -> list[Box]:
    """The boxes of these sites that still hold something, by number."""
    return list(Box.objects.filter(area_code__in=sites, left__gt=0).order_by("area_code", "number"))


def moves_of_box(box: Box) -> list[BoxMove]:
    """What happened to a box, oldest first."""
    return list(BoxMove.objects.filter(box=box).order_by("at", "pk"))
