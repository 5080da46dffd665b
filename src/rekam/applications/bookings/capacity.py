"""What places offer on days: sessions of hours, kits and people, with what is booked of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import Count, Q

from rekam.applications.bookings.models import Booking, Counter, CounterDay, Outage, Ticket
from rekam.applications.bookings.places import Place, office_now, week_of
from rekam.applications.bookings.rules import (
    DAYS_AHEAD,
    ENOUGH,
    LINE_OF,
    WALK_INS,
    Closed,
    DaySum,
    Line,
    Purpose,
    Session,
    Slot,
    State,
    closed_minutes,
    day_sum,
    slots,
)
from rekam.applications.bookings.waiting import Stage
from rekam.devices.kits.consequences import minutes_each
from rekam.devices.kits.queries import available_kits, kits, office_of, past_days
from rekam.kernel.holidays import office_holidays
from rekam.kernel.working_days import FIXED
from rekam.outreach.events.queries import Event

HOLDING = (State.BOOKED, State.ARRIVED)
PACE_DAYS = 30
SHORTEST, LONGEST = 0.5, 120.0  # minutes; what is beyond them is a number that somebody forgot to close


@dataclass(frozen=True)
class Pace:
    """Minutes a person at one station, and what says so: queue (numbers served), kits, or setting."""

    minutes: float
    source: str


def served_minutes(place: Place, line: Line, *, today: date) -> list[float]:
    """How long each of the last people took at a station of a line, from called to done, in minutes."""
    rows = Ticket.objects.filter(
        place=place.uuid, line=line, stage=Stage.SERVED, on__gte=today - timedelta(days=PACE_DAYS)
    ).values_list("called_at", "ended_at")
    lasted = [(ended - called).total_seconds() / 60 for called, ended in rows if called and ended]
    return [minutes for minutes in lasted if SHORTEST <= minutes <= LONGEST]


def pace_of(place: Place, line: Line, *, today: date) -> Pace:
    """How quickly a line of a place goes: by its queue, else by the office's kits, else as was set."""
    served = served_minutes(place, line, today=today)
    if len(served) >= ENOUGH:
        return Pace(median(served), "queue")
    if line is Line.RECORDING:
        measured, _days = minutes_each(past_days(office=office_of(place.area_code), today=today))
        if measured is not None:
            return Pace(measured, "kits")
    if place.counter is None:
        assert place.event is not None
        return Pace(60 / place.event.per_hour, "setting")
    set_to = place.counter.minutes_recording if line is Line.RECORDING else place.counter.minutes_desk
    return Pace(float(set_to), "setting")


def sessions(place: Place, line: Line, *, days: Sequence[date], at: datetime) -> Mapping[date, Session]:
    """What a place offers to a line on each of some days on which it is open at all."""
    now = office_now(at)
    if place.counter is not None:
        found = _of_counter(place, place.counter, line, days=days, today=now.date())
    else:
        assert place.event is not None
        found = _of_event(place, place.event, line, days=days, today=now.date())
    shut = closed_whiles(place, line)
    return {
        session.on: Session(**vars(session) | {"closed": closed_minutes(shut, on=session.on, now=now)})
        for session in found
    }


def _of_counter(
    place: Place, counter: Counter, line: Line, *, days: Sequence[date], today: date
) -> list[Session]:
    week, off = week_of(counter), office_holidays()
    open_on = [
        day
        for day in days
        if day.weekday() in week
        and day not in off
        and (day.day, day.month) not in FIXED
        and (counter.ended_on is None or day < counter.ended_on)
    ]
    stations = _stations(counter, line, days=open_on, today=today)
    pace = pace_of(place, line, today=today)
    return [
        Session(
            on=day,
            spans=week[day.weekday()].spans,
            stations=stations[day],
            minutes_each=pace.minutes,
            walk_ins=counter.walk_ins,
        )
        for day in open_on
    ]


def _stations(counter: Counter, line: Line, *, days: Sequence[date], today: date) -> Mapping[date, int]:
    """Who can be served at once: people of the day, and no more than kits of the counter that are ready."""
    changed = {
        one.on: (one.recorders, one.clerks) for one in CounterDay.objects.filter(counter=counter, on__in=days)
    }
    people = {day: changed.get(day, (counter.recorders, counter.clerks)) for day in days}
    if line is Line.DESK:
        return {day: clerks for day, (_recorders, clerks) in people.items()}
    ready = available_kits(office=counter.area_code, days=days, today=today)
    own = set(counter.kits)
    return {
        day: min(recorders, sum(str(kit) in own for kit in ready[day]))
        for day, (recorders, _clerks) in people.items()
    }


def _of_event(place: Place, event: Event, line: Line, *, days: Sequence[date], today: date) -> list[Session]:
    """Whoever is on the visit's list has a place, or registered by number; our own bookings hold a time."""
    on = event.visit.on
    if line is Line.DESK or on not in days or event.visit.called_off_at:
        return []
    ours = Booking.objects.filter(place=place.uuid, state__in=HOLDING).count()
    return [
        Session(
            on=on,
            spans=((event.opens, event.closes),),
            stations=_kits_of(event, today=today),
            minutes_each=60 / event.per_hour,
            walk_ins=WALK_INS,
            taken=len(event.visit.people) + max(0, event.registered - ours),
        )
    ]


def _kits_of(event: Event, *, today: date) -> int:
    """The event's kits, and no more than its team has ready, where kits are written down for the team."""
    team = event.team
    if team is None:
        return event.kits
    own = {kit.uuid for kit in kits(within=office_of(event.area_code)) if kit.team == team.name}
    if not own:
        return event.kits
    on = event.visit.on
    ready = available_kits(office=office_of(event.area_code), days=[on], today=today)[on]
    return min(event.kits, len(own.intersection(ready)))


def closed_whiles(place: Place, line: Line) -> list[Closed]:
    """When a line of a place does not work, as far as it is known."""
    rows = Outage.objects.filter(Q(line="") | Q(line=line), place=place.uuid)
    return [
        Closed(office_now(row.begins_at), office_now(end) if end else None)
        for row in rows
        for end in [row.ended_at or row.until]
        if end is None or end > row.begins_at
    ]


def booked_times(
    place: Place, line: Line, *, days: Collection[date], besides: int | None = None
) -> Mapping[date, Mapping[time, int]]:
    """How many hold which time at a line of a place.

    besides   key of a booking that does not count: the one that is moved
    """
    purposes = [one for one in Purpose if LINE_OF[one] is line]
    rows = Booking.objects.filter(place=place.uuid, on__in=days, purpose__in=purposes, state__in=HOLDING)
    found: dict[date, dict[time, int]] = defaultdict(dict)
    rows = rows if besides is None else rows.exclude(pk=besides)
    counted = rows.values_list("on", "starts").annotate(n=Count("pk"))
    for on, starts, n in counted.order_by():
        found[on][starts] = n
    return found


def slots_on(place: Place, line: Line, *, on: date, at: datetime, besides: int | None = None) -> list[Slot]:
    """The half hours of a line of a place on a day; only what is booked where it is closed."""
    booked = booked_times(place, line, days=[on], besides=besides)
    session = sessions(place, line, days=[on], at=at).get(on) or nothing_on(on)
    return slots(session, booked=booked.get(on))


def nothing_on(on: date) -> Session:
    """What a place offers on a day on which it is closed."""
    return Session(on=on, spans=(), stations=0, minutes_each=1)


def calendar(place: Place, line: Line, *, at: datetime) -> list[DaySum]:
    """The days that can be booked, from today on; an event has only its own."""
    now = office_now(at)
    days = [now.date() + timedelta(days=n) for n in range(DAYS_AHEAD + 1)]
    if place.only_on is not None:
        days = [place.only_on] if place.only_on in days else []
    held, booked = sessions(place, line, days=days, at=at), booked_times(place, line, days=days)
    return [
        day_sum(
            day,
            slots(held.get(day) or nothing_on(day), booked=booked.get(day)),
            after=now.time() if day == now.date() else None,
        )
        for day in days
    ]
