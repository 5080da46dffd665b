"""Telling an outage: whoever is booked into it is written to and comes first, everybody can read it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from rekam.applications.bookings.models import Booking, Outage, OutageTold
from rekam.applications.bookings.places import get_place, office_now
from rekam.applications.bookings.rules import (
    LINE_OF,
    LONGEST_CAUSE,
    PRIORITY_DAYS,
    SLOT,
    Closed,
    Line,
    Purpose,
    State,
)
from rekam.applications.bookings.telling import write_to
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.messages.queries import states_by_id
from rekam.messages.rules import State as Sent
from rekam.messages.services import Template
from rekam.outreach.events.queries import Event
from rekam.ui.dates import long_date

LONGEST = timedelta(days=60)
SYSTEM = "system"


@transaction.atomic
def declare(
    *,
    place: UUID,
    line: Line | None,
    begins: datetime,
    until: datetime | None,
    cause: str,
    actor: str,
    at: datetime,
) -> Outage:
    """Say that a place, or a line of it, does not work; whoever is booked into it is told at once.

    until   None where nobody knows
    cause   in public words, at most LONGEST_CAUSE letters
    Raises RuleBroken("not_found" | "outage_while" | "outage_cause" | "outage_there_already").
    """
    found = get_place(place, lock=True)
    if until is not None and not max(begins, at) < until <= begins + LONGEST:
        raise RuleBroken("outage_while", days=LONGEST.days)
    words = " ".join(cause.split())
    if not words or len(words) > LONGEST_CAUSE:
        raise RuleBroken("outage_cause", most=LONGEST_CAUSE)
    if _meets_another(place, line=line, begins=begins, until=until):
        raise RuleBroken("outage_there_already")
    row = Outage.objects.create(
        area_code=found.area_code,
        place=place,
        line=line or "",
        begins_at=begins,
        until=until,
        cause=words,
        actor=actor,
        at=at,
    )
    record("applications.outage_told", actor=actor, at=at, case=str(row.uuid))
    tell_hit(row, at=at)
    return row


def _meets_another(place: UUID, *, line: Line | None, begins: datetime, until: datetime | None) -> bool:
    rows = Outage.objects.filter(Q(until=None) | Q(until__gt=begins), place=place, ended_at=None)
    if until is not None:
        rows = rows.filter(begins_at__lt=until)
    return (rows if line is None else rows.filter(line__in=("", line))).exists()


def get_outage(outage: UUID, *, lock: bool = False) -> Outage:
    """An outage of the scope. Raises RuleBroken("not_found")."""
    rows = Outage.objects.select_for_update() if lock else Outage.objects.all()
    found = rows.filter(uuid=outage).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def tell_hit(outage: Outage, *, at: datetime) -> int:
    """Write to those whom an outage hits and who were not told yet, and let them come first; how many."""
    since = min(office_day(outage.begins_at), office_day(at))
    rows = Booking.objects.filter(place=outage.place, state=State.BOOKED, on__gte=since)
    if outage.line:
        rows = rows.filter(purpose__in=[one for one in Purpose if LINE_OF[one] == outage.line])
    rows = rows.exclude(told__outage=outage).select_for_update(of=("self",)).order_by("pk")
    found = [row for row in rows if _is_hit(row, outage, at=at)]
    for row in found:
        _tell_one(row, outage, at=at)
    return len(found)


def _is_hit(row: Booking, outage: Outage, *, at: datetime) -> bool:
    """Whether the half hour of a booking, not over yet, lies in the outage."""
    now = office_now(at)
    begins = datetime.combine(row.on, row.starts, now.tzinfo)
    ends = begins + timedelta(minutes=SLOT)
    until = office_now(outage.until) if outage.until else None
    shut = Closed(office_now(outage.begins_at), until)
    return ends > now and shut.hits(begins=begins, ends=ends, now=now)


def _tell_one(row: Booking, outage: Outage, *, at: datetime) -> None:
    row.priority_until = max(row.on, office_day(at)) + timedelta(days=PRIORITY_DAYS)
    row.save(update_fields=["priority_until"])
    sent = write_to(
        row, template=Template.BOOKING_OUTAGE, key=f"{outage.uuid.hex}-{row.pk}", at=at, cause=outage.cause
    )
    OutageTold.objects.create(
        area_code=row.area_code, outage=outage, booking=row, message=sent.uuid if sent else None, at=at
    )


@transaction.atomic
def end(*, outage: UUID, actor: str, at: datetime) -> Outage:
    """Say that a place works again; whoever was told and still holds a time hears of it. Ended twice is once.

    Raises RuleBroken("not_found").
    """
    row = get_outage(outage, lock=True)
    if row.ended_at is not None:
        return row
    row.ended_at, row.ended_by = at, actor
    row.save(update_fields=["ended_at", "ended_by"])
    for told in row.told.filter(booking__state=State.BOOKED).select_related("booking"):
        sent = write_to(
            told.booking, template=Template.BOOKING_AGAIN, key=f"{row.uuid.hex}-{told.booking_id}-over", at=at
        )
        told.message_over = sent.uuid if sent else None
        told.save(update_fields=["message_over"])
    record("applications.outage_ended", actor=actor, at=at, case=str(row.uuid))
    return row


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Of the bookings that an outage hits: whom a message reached or will, and whom none can.

    left   took another time, or gave theirs back
    """

    hit: int
    written: int
    unreached: int
    no_contact: int
    left: int


def counts_of(outage: Outage) -> Counts:
    """How many were told of an outage, and how many could not be."""
    told = list(outage.told.select_related("booking"))
    states = states_by_id([one.message for one in told if one.message])
    reached = [state in (Sent.WAITING, Sent.SENT) for state in states.values()]
    return Counts(
        hit=len(told),
        written=sum(reached),
        unreached=len(reached) - sum(reached),
        no_contact=sum(one.message is None for one in told),
        left=sum(
            one.booking.state != State.BOOKED or not _is_hit(one.booking, outage, at=outage.at)
            for one in told
        ),
    )


@transaction.atomic
def tell_on(*, at: datetime) -> int:
    """Tell outages that go on to who is hit by now, end those whose while is over; how many were told.

    An event that was called off or moved is an outage of its old day. Call it in the office's scope.
    """
    _note_lost_events(at=at)
    told = 0
    for row in Outage.objects.filter(ended_at=None).select_for_update().order_by("pk"):
        if row.until is not None and row.until <= at:
            row.ended_at, row.ended_by = row.until, SYSTEM
            row.save(update_fields=["ended_at", "ended_by"])
            continue
        told += tell_hit(row, at=at)
    return told


def _note_lost_events(*, at: datetime) -> None:
    """Events with bookings of a day on which they are not held any more."""
    today = office_day(at)
    rows = Booking.objects.filter(is_event=True, state=State.BOOKED, on__gte=today)
    for place, on in rows.values_list("place", "on").distinct().order_by("on", "place"):
        event = get_place(place).event
        if event is None or (event.visit.called_off_at is None and event.visit.on == on):
            continue
        begins = datetime.combine(on, time(), office_now(at).tzinfo)
        until = begins + timedelta(days=1)
        if _meets_another(place, line=None, begins=begins, until=until):
            continue
        declare(place=place, line=None, begins=begins, until=until, cause=_cause(event), actor=SYSTEM, at=at)


def _cause(event: Event) -> str:
    if event.visit.called_off_at is not None:
        return event.visit.why_off[:LONGEST_CAUSE]
    return f"dipindah ke {long_date(event.visit.on)}"
