"""Planning service events and counting who registers. Enter here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.events.models import Event
from rekam.outreach.events.queries import get_event
from rekam.outreach.events.rules import MOST_WEEKS, Kind, Service, check_event
from rekam.outreach.models import Visit
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.people import Standing, stand
from rekam.outreach.sites.queries import get_site


@dataclass(frozen=True, kw_only=True)
class Held:
    """How an event is held.

    kits, per_hour  that record there, and how many people one of them records in an hour
    call            whether whoever stands at the site and is not recorded is called, as far as there is room
    """

    kind: Kind
    opens: time
    closes: time
    kits: int
    per_hour: int
    services: Sequence[Service]
    call: bool = False


@transaction.atomic
def plan_event(
    *, site: UUID, held: Held, on: date, actor: str, at: datetime, weeks: int = 1
) -> Sequence[Event]:
    """Plan an event at a site on a day, and again on the same weekday in the weeks after it.

    Only the first of them calls people: whom it leaves out stands in the lists of the later ones.

    Raises RuleBroken("not_found" | "event_in_the_past" | "event_weeks" | "event_there_already" |
    "event_hours" | "event_capacity" | "event_services").
    """
    place = get_site(site)
    check_event(
        kits=held.kits,
        per_hour=held.per_hour,
        opens=held.opens,
        closes=held.closes,
        services=held.services,
    )
    if on < office_day(at):
        raise RuleBroken("event_in_the_past")
    if not 1 <= weeks <= MOST_WEEKS:
        raise RuleBroken("event_weeks", most=MOST_WEEKS)
    days = [on + timedelta(weeks=week) for week in range(weeks)]
    if Event.objects.filter(site=place, visit__on__in=days).exists():
        raise RuleBroken("event_there_already")
    standing = stand(on=on)
    return [
        _plan(place, held, on=day, standing=standing, call=held.call and day == on, actor=actor, at=at)
        for day in days
    ]


def _plan(
    place: Site, held: Held, *, on: date, standing: Standing, call: bool, actor: str, at: datetime
) -> Event:
    there = list(standing.at.get(str(place.uuid), ()))
    event = Event(
        area_code=place.area_code,
        site=place,
        kind=held.kind,
        opens=held.opens,
        closes=held.closes,
        kits=held.kits,
        per_hour=held.per_hour,
        services=[str(one) for one in held.services],
    )
    listed = there[: event.capacity] if call else []
    event.visit = Visit.objects.create(
        area_code=place.area_code,
        site=place.name,
        on=on,
        people=listed,
        known=len(there),
        planned_by=actor,
        planned_at=at,
    )
    event.save()
    record(
        "outreach.visit.planned" if listed else "outreach.event.planned",
        actor=actor,
        at=at,
        subjects=[str(event.visit.uuid), *listed],
        purpose=Purpose.OUTREACH,
        case=str(event.visit.uuid),
        kind=str(held.kind),
    )
    return event


@transaction.atomic
def book(*, event: UUID, number: int, actor: str, at: datetime) -> Event:
    """Note that so many more registered for an event, or, below zero, that so many stay away after all.

    event  its visit's id
    Raises RuleBroken("not_found" | "event_over" | "event_full" | "event_nobody_registered").
    """
    row = get_event(event, lock=True)
    if row.visit.on < office_day(at):
        raise RuleBroken("event_over")
    if number > row.places_left:
        raise RuleBroken("event_full", left=row.places_left)
    if number == 0 or row.registered + number < 0:
        raise RuleBroken("event_nobody_registered", registered=row.registered)
    row.registered += number
    row.save(update_fields=["registered"])
    record("outreach.event.booked", actor=actor, at=at, case=str(row.visit.uuid), number=number)
    return row
