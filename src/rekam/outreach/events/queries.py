"""Reads of service events."""

from collections.abc import Sequence
from datetime import date, time
from uuid import UUID

from django.db.models import QuerySet

from rekam.kernel.errors import RuleBroken
from rekam.outreach.events.models import Event
from rekam.outreach.plans.models import PlanStop
from rekam.outreach.sites.teams.models import Team

__all__ = ["Event", "events", "get_event", "held_events", "is_free"]


def get_event(event: UUID, *, lock: bool = False) -> Event:
    """The event of the scope by its visit's id. Raises RuleBroken("not_found")."""
    rows = Event.objects.select_for_update(of=("self",)) if lock else Event.objects.all()
    found = rows.select_related("visit", "site", "team").filter(visit__uuid=event).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def events(*, since: date) -> Sequence[Event]:
    """The scope's events from a day on that are not called off, the next first."""
    rows = held_events().filter(visit__on__gte=since).select_related("visit", "site", "team")
    return list(rows.order_by("visit__on", "opens", "pk"))


def held_events() -> QuerySet[Event]:
    """The scope's events that are not called off."""
    return Event.objects.filter(visit__called_off_at=None)


def is_free(team: Team, *, on: date, opens: time, closes: time, besides: Event) -> bool:
    """Whether a team can hold an event: not away, at no other event and on no announced visit in those hours.

    besides  an event that does not count: the one that is changed
    """
    events = held_events().filter(team=team, visit__on=on).exclude(pk=besides.pk)
    stops = PlanStop.objects.filter(team=team, day=on, visit__isnull=False, visit__called_off_at=None)
    out = opens < team.back and team.leaves < closes
    return not (
        team.absences.filter(first__lte=on, last__gte=on).exists()
        or any(event.meets(opens=opens, closes=closes) for event in events)
        or (out and stops.exists())
    )
