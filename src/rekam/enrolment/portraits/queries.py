"""Reads of new photographs, in the scope of whoever asks."""

from collections.abc import Sequence
from uuid import UUID

from rekam.enrolment.models import Record
from rekam.enrolment.portraits.models import PortraitChange
from rekam.enrolment.portraits.rules import Standing
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault

__all__ = ["PortraitChange", "get_change", "history", "picture"]


def get_change(change: UUID) -> PortraitChange:
    """The new photograph with this id. Raises RuleBroken("not_found"), the same for another office's."""
    found = PortraitChange.objects.filter(uuid=change).select_related("record").first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def history(record: Record) -> Sequence[PortraitChange]:
    """The photographs of a recording that came into force later than its first, the newest first."""
    rows = PortraitChange.objects.filter(record=record, standing=Standing.IN_FORCE)
    return list(rows.order_by("-decided_at", "-pk"))


def picture(change: PortraitChange, *, new: bool) -> bytes:
    """The new photograph, or the one before, as PNG. Raises RuleBroken("portrait_missing") once let go."""
    address = change.after if new else change.before
    if not address:
        raise RuleBroken("portrait_missing")
    return vault.read(address)
