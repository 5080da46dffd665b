"""Reads of service events."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from rekam.kernel.errors import RuleBroken
from rekam.outreach.events.models import Event


def get_event(event: UUID, *, lock: bool = False) -> Event:
    """The event of the scope by its visit's id. Raises RuleBroken("not_found")."""
    rows = Event.objects.select_for_update(of=("self",)) if lock else Event.objects.all()
    found = rows.select_related("visit", "site").filter(visit__uuid=event).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def events(*, since: date) -> Sequence[Event]:
    """The scope's events from a day on, the next first."""
    rows = Event.objects.filter(visit__on__gte=since).select_related("visit", "site")
    return list(rows.order_by("visit__on", "opens", "pk"))
