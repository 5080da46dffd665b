"""Reads of teams."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q

from rekam.kernel.errors import RuleBroken
from rekam.outreach.events.models import Event
from rekam.outreach.sites.teams.models import Absence, Team


def teams(*, on: date) -> Sequence[Team]:
    """The teams of the scope that have not ended by a day, with office, absences and events from it on."""
    ahead = Prefetch("absences", Absence.objects.filter(last__gte=on).order_by("first", "pk"))
    held = Prefetch("events", Event.objects.filter(visit__on__gte=on).select_related("visit"))
    rows = Team.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on)).select_related("office")
    return list(rows.prefetch_related(ahead, held).order_by("name", "pk"))


def get_team(team: UUID) -> Team:
    """The team of the scope with that id. Raises RuleBroken("not_found")."""
    found = Team.objects.filter(uuid=team).select_related("office").first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def absent_days(team: Team, *, days: Sequence[date]) -> frozenset[int]:
    """The numbers of those days on which a team does not go out: not its weekday, away, or at an event."""
    away = [(absence.first, absence.last) for absence in team.absences.all()]
    away += [(event.visit.on, event.visit.on) for event in team.events.all() if _takes_the_day(event, team)]
    return frozenset(
        number
        for number, day in enumerate(days)
        if day.weekday() not in team.weekdays or any(first <= day <= last for first, last in away)
    )


def _takes_the_day(event: Event, team: Team) -> bool:
    return event.visit.called_off_at is None and event.meets(opens=team.leaves, closes=team.back)
