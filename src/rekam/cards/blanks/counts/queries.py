"""Reads of counts of a safe, in the scope of whoever asks."""

from collections.abc import Sequence
from uuid import UUID

from rekam.cards.blanks.counts.models import SafeCount, SafeCountLine
from rekam.kernel.errors import RuleBroken


def get_count(count: UUID) -> SafeCount:
    """Raises RuleBroken("not_found")."""
    row = SafeCount.objects.filter(uuid=count).first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def lines_of_count(count: SafeCount) -> list[SafeCountLine]:
    """The serials that did not agree: the missing ones first, by serial."""
    return list(count.lines.order_by("verdict", "serial"))


def counts_of(sites: Sequence[str], *, limit: int = 30) -> list[SafeCount]:
    """The last counts of these sites, the newest first."""
    return list(SafeCount.objects.filter(area_code__in=sites).order_by("-at", "-pk")[:limit])


def open_counts(*, limit: int = 5) -> list[SafeCount]:
    """Counts that no second officer has confirmed, the oldest first."""
    return list(SafeCount.objects.filter(confirmed_by="").order_by("at", "pk")[:limit])
