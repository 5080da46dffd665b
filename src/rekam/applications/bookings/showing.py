"""What the pages show of places, days, hours, queues and outages."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from rekam.applications.bookings.capacity import calendar, pace_of, slots_on
from rekam.applications.bookings.models import Booking, Outage, Ticket
from rekam.applications.bookings.now import called, open_outages, standing
from rekam.applications.bookings.places import Place, get_place, office_now, open_places, with_purpose
from rekam.applications.bookings.queue import line_of
from rekam.applications.bookings.rules import LINE_OF, DaySum, Line, Purpose, State
from rekam.applications.bookings.waiting import Stage
from rekam.applications.bookings.words import DAYS, LINES, NOW, PACES, PURPOSES, STAGES
from rekam.kernel.database import Scope, scope
from rekam.outreach.queries import visits

Context = dict[str, Any]
TEAM_DAYS = 14


def places_for(purpose: Purpose, *, at: datetime) -> Context:
    """Where one can come for something, with the first free day of each place."""
    today = office_now(at).date()
    known, rows = open_places(today=today), []
    for place in with_purpose(known, purpose):
        days = calendar(place, LINE_OF[purpose], at=at)
        free = next((day for day in days if day.free), None)
        rows.append({"place": place, "first": free, "only_on": place.only_on})
    return {
        "purpose": purpose,
        "name": PURPOSES[purpose][0],
        "rows": rows,
        "teams": _teams(known, today=today) if purpose is Purpose.RECORDING else [],
    }


def _teams(known: Iterable[Place], *, today: date) -> list[tuple[date, str]]:
    """Days and places to which a team comes without bookings: whoever is on its list is called."""
    rows, last = visits(since=today), today + timedelta(days=TEAM_DAYS)
    events = {place.uuid for place in known}
    return [
        (row.on, row.place)
        for row in rows
        if row.on <= last and row.called_off_at is None and row.uuid not in events
    ]


def calendar_of(place: Place, purpose: Purpose, *, at: datetime) -> Context:
    """The days of a place, drawn by how much is free."""
    days = [day for day in calendar(place, LINE_OF[purpose], at=at) if day.capacity]
    most = max((day.bookable for day in days), default=0)
    return _at(place, purpose, at=at) | {
        "days": [(day, DAYS[day.word], _sign(day)) for day in days],
        "most": most,
    }


def _sign(day: DaySum) -> str:
    return {"free": "good", "few": "wait", "full": "bad", "closed": "none"}[day.word]


def day_of(place: Place, purpose: Purpose, *, on: date, at: datetime, first: bool = False) -> Context:
    """The half hours of a day that are still to come; the free ones can be chosen."""
    now = office_now(at)
    found = slots_on(place, LINE_OF[purpose], on=on, at=at)
    ahead = [slot for slot in found if slot.minutes and (on > now.date() or slot.starts > now.time())]
    free = any(slot.free_first if first else slot.free for slot in ahead)
    return _at(place, purpose, at=at) | {"on": on, "slots": ahead, "free": free}


def _at(place: Place, purpose: Purpose, *, at: datetime) -> Context:
    return {
        "place": place,
        "purpose": purpose,
        "name": PURPOSES[purpose][0],
        "bring": PURPOSES[purpose][1],
        "outages": outages(open_outages(at=at, place=place)),
    }


def outages(rows: Iterable[Outage]) -> list[Context]:
    """Outages as everybody is told them."""
    return [
        {
            "row": row,
            "place": get_place(row.place),
            "what": LINES[Line(row.line)] if row.line else "",
        }
        for row in rows
    ]


def told_to_all(*, at: datetime) -> list[Context]:
    """The office's outages, for the pages at which everybody begins."""
    with scope(Scope.of(str(settings.REKAM_OFFICE_AREA))):
        return outages(open_outages(at=at))


def booking(row: Booking) -> Context:
    """A booking's place, purpose and time."""
    place = get_place(row.place)
    return {
        "row": row,
        "place": place,
        "name": PURPOSES[Purpose(row.purpose)][0],
        "bring": PURPOSES[Purpose(row.purpose)][1],
    }


def today_of(row: Booking, *, at: datetime) -> Context:
    """What the owner of a booking can do now: move it, come, or look at the number."""
    now = office_now(at)
    place = get_place(row.place)
    ticket = ticket_of(row)
    hit = [one for one in open_outages(at=at, place=place) if row.told.filter(outage=one).exists()]
    is_open = row.state == State.BOOKED
    is_first = is_open and row.priority_until is not None and row.priority_until >= now.date()
    return {
        "is_open": is_open,
        "is_past": is_open and row.on < now.date(),
        "is_today": is_open and row.on == now.date(),
        "first_until": row.priority_until if is_first else None,
        "outages": outages(hit),
        "ticket": ticket,
        "stage": STAGES[Stage(ticket.stage)] if ticket else None,
        "ahead": _ahead(ticket, at=at) if ticket else None,
    }


def ticket_of(row: Booking) -> Ticket | None:
    """The queue number of a booking, if there is one."""
    return Ticket.objects.filter(booking=row).first()


def _ahead(ticket: Ticket, *, at: datetime) -> int | None:
    """How many are before a number; None for one that does not wait."""
    numbers = [one.ticket.pk for one in line_of(ticket.place, Line(ticket.line), at=at)]
    return numbers.index(ticket.pk) if ticket.pk in numbers else None


def standings(*, at: datetime) -> list[Context]:
    """How the lines of all places stand that are open today."""
    today = office_now(at).date()
    return [
        waiting_at(place, at=at)
        for place in open_places(today=today)
        if place.only_on in (None, today) and place.lines
    ]


def waiting_at(place: Place, *, at: datetime) -> Context:
    """How the lines of a place stand, and how long one would wait by the hour."""
    lines = []
    for line in place.lines:
        found = standing(place, line, at=at)
        sign, word = NOW[found.state]
        lines.append(
            {
                "word": LINES[line],
                "line": line,
                "found": found,
                "sign": sign,
                "state": word,
                "hours": [(f"{one.at // 60:02}.{one.at % 60:02}", one) for one in found.hours],
                "most": max((one.high for one in found.hours), default=0),
            }
        )
    return {"place": place, "lines": lines, "outages": outages(open_outages(at=at, place=place)), "at": at}


def screen_of(place: Place, *, at: datetime) -> Context:
    """The numbers that are called now."""
    return {
        "place": place,
        "lines": [(LINES[one.line], one) for one in called(place, at=at)],
        "outages": outages(open_outages(at=at, place=place)),
    }


def loads(place: Place, *, on: date, at: datetime) -> list[Context]:
    """Capacity and bookings of a day by the half hour, for the officers of a place."""
    found = []
    for line in place.lines:
        held = slots_on(place, line, on=on, at=at)
        pace = pace_of(place, line, today=office_now(at).date())
        found.append(
            {
                "word": LINES[line],
                "slots": held,
                "most": max((max(slot.capacity, slot.booked) for slot in held), default=0),
                "capacity": sum(slot.capacity for slot in held),
                "booked": sum(slot.booked for slot in held),
                "over": sum(slot.over for slot in held),
                "pace": pace,
                "source": PACES[pace.source],
            }
        )
    return found
