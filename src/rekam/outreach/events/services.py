"""Planning and changing service events and counting who registers; outreach.services calls them off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.events.models import Event
from rekam.outreach.events.queries import get_event, held_events, is_free
from rekam.outreach.events.rules import MOST_WEEKS, Kind, Service, check_event
from rekam.outreach.services import call_up, move_visit
from rekam.outreach.sites.people import Standing, stand
from rekam.outreach.sites.queries import get_site
from rekam.outreach.sites.teams.models import Team
from rekam.outreach.sites.teams.queries import get_team


@dataclass(frozen=True, kw_only=True)
class Held:
    """How an event is held.

    kits, per_hour  that record there, and how many people one of them records in an hour
    team            whose day it takes; None where it is staffed otherwise
    """

    kind: Kind
    opens: time
    closes: time
    kits: int
    per_hour: int
    services: Sequence[Service]
    team: UUID | None = None


@transaction.atomic
def plan_event(
    *, site: UUID, held: Held, on: date, actor: str, at: datetime, weeks: int = 1, call: bool = False
) -> Sequence[Event]:
    """Plan an event at a site on a day, and again on the same weekday in the weeks after it.

    call  whether whoever stands at the site and is not recorded is called, as far as there is room: to the
          first of them; whom it leaves out stands in the lists of the later ones
    Raises RuleBroken("not_found" | "day_in_the_past" | "event_weeks" | "event_there_already" |
    "event_hours" | "event_capacity" | "event_services" | "event_team_busy").
    """
    place = get_site(site)
    if on < office_day(at):
        raise RuleBroken("day_in_the_past")
    if not 1 <= weeks <= MOST_WEEKS:
        raise RuleBroken("event_weeks", most=MOST_WEEKS)
    days = [on + timedelta(weeks=week) for week in range(weeks)]
    found = [_held(Event(site=place, area_code=place.area_code), held, on=day) for day in days]
    there = stand(on=on)
    return [
        _plan(event, on=day, standing=there, call=call and day == on, actor=actor, at=at)
        for event, day in zip(found, days, strict=True)
    ]


def _plan(event: Event, *, on: date, standing: Standing, call: bool, actor: str, at: datetime) -> Event:
    key = str(event.site.uuid)
    people = standing.at.get(key, ())[: event.capacity] if call else ()
    known = standing.known(key)
    event.visit = call_up(event.site, on=on, people=people, known=known, actor=actor, at=at)
    event.save()
    return event


@transaction.atomic
def change_event(*, event: UUID, held: Held, on: date, actor: str, at: datetime) -> Event:
    """Hold an event otherwise, or on another day; whoever was called stays called, and is told of a new day.

    event  its visit's id
    Raises RuleBroken("not_found" | "visit_unknown" | "visit_over" | "day_in_the_past" | "event_too_small" |
    "event_there_already" | "event_hours" | "event_capacity" | "event_services" | "event_team_busy").
    """
    row = _held(get_event(event, lock=True), held, on=on)
    coming = len(row.visit.people) + row.registered
    if row.capacity < coming:
        raise RuleBroken("event_too_small", people=coming)
    row.visit = move_visit(visit=row.visit.uuid, to=on, actor=actor, at=at)
    row.save()
    record("outreach.event.changed", actor=actor, at=at, case=str(row.visit.uuid))
    return row


def _held(event: Event, held: Held, *, on: date) -> Event:
    """The event as it is to be held, not saved yet."""
    told = {name: getattr(held, name) for name in ("kits", "per_hour", "opens", "closes", "services")}
    check_event(**told)
    if held_events().filter(site=event.site, visit__on=on).exclude(pk=event.pk).exists():
        raise RuleBroken("event_there_already")
    event.kind, event.team = held.kind, _team(held, on=on, besides=event)
    for name, value in told.items():
        setattr(event, name, value)
    event.services = [str(one) for one in held.services]
    return event


def _team(held: Held, *, on: date, besides: Event) -> Team | None:
    if held.team is None:
        return None
    team = get_team(held.team)
    if not is_free(team, on=on, opens=held.opens, closes=held.closes, besides=besides):
        raise RuleBroken("event_team_busy", team=team.name, day=f"{on:%d.%m.%Y}")
    return team


@transaction.atomic
def book(*, event: UUID, number: int, actor: str, at: datetime) -> Event:
    """Note that so many more registered for an event, or, below zero, that so many stay away after all.

    event  its visit's id
    Raises RuleBroken("not_found" | "event_over" | "event_full" | "event_nobody_registered").
    """
    row = get_event(event, lock=True)
    if row.visit.on < office_day(at) or row.visit.called_off_at:
        raise RuleBroken("event_over")
    if number > row.places_left:
        raise RuleBroken("event_full", left=row.places_left)
    if number == 0 or row.registered + number < 0:
        raise RuleBroken("event_nobody_registered", registered=row.registered)
    row.registered += number
    row.save(update_fields=["registered"])
    record("outreach.event.booked", actor=actor, at=at, case=str(row.visit.uuid), number=number)
    return row
