"""Queue numbers of a day: take one, check in a booking, call the next, and say what became of it."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from rekam.applications.bookings.capacity import sessions
from rekam.applications.bookings.models import Booking, Ticket
from rekam.applications.bookings.places import Place, get_place, office_now
from rekam.applications.bookings.rules import LINE_OF, MOST_STATIONS, Line, Purpose, State
from rekam.applications.bookings.services import lock
from rekam.applications.bookings.waiting import MOVES, Stage, Waiting, order
from rekam.applications.filing.numbers import read_number
from rekam.audit.rules import Purpose as Why
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import installation_key, office_day
from rekam.kernel.letters import code_from

WORD_LETTERS = 4


def word_of(place: UUID, *, at: datetime) -> str:
    """The word of the day of a place: it stands there on the board, and shows that somebody is there."""
    key = installation_key("rekam.applications.bookings", purpose="word")
    made = hmac.digest(key, f"{place} {office_day(at)}".encode(), sha256)
    return code_from(made, letters=WORD_LETTERS)


@transaction.atomic
def give_number(*, place: UUID, purpose: Purpose, actor: str, at: datetime) -> Ticket:
    """A queue number for somebody without a booking.

    Raises RuleBroken("not_found" | "booking_purpose" | "queue_closed").
    """
    found = get_place(place, lock=True)
    if purpose not in found.purposes:
        raise RuleBroken("booking_purpose")
    return _number(found, purpose=purpose, actor=actor, at=at)


@transaction.atomic
def check_in(*, place: UUID, number: str, actor: str, at: datetime) -> Ticket:
    """A queue number for somebody who booked this place today; the same again is the same number.

    number  of the booking, as it was typed
    Raises RuleBroken("not_found" | "application_number_wrong" | "booking_not_today" | "queue_closed").
    """
    row = Booking.objects.filter(number=read_number(number), place=place, on=office_day(at)).first()
    if row is None:
        raise RuleBroken("booking_not_today")
    return arrive(booking=row.uuid, actor=actor, at=at)


@transaction.atomic
def arrive(*, booking: UUID, actor: str, at: datetime) -> Ticket:
    """A queue number for a booking of today; the same again is the same number.

    Raises RuleBroken("not_found" | "booking_not_today" | "booking_over" | "queue_closed").
    """
    row = lock(booking)
    known = Ticket.objects.filter(booking=row).first()
    if known is not None:
        return known
    if row.state != State.BOOKED:
        raise RuleBroken("booking_over")
    if row.on != office_day(at):
        raise RuleBroken("booking_not_today")
    row.state, row.ended_on = State.ARRIVED, row.on
    row.save(update_fields=["state", "ended_on"])
    place = get_place(row.place, lock=True)
    return _number(place, purpose=Purpose(row.purpose), actor=actor, at=at, booking=row)


def arrive_with_word(*, booking: UUID, word: str, actor: str, at: datetime) -> Ticket:
    """The same from one's own telephone, for who can read the word on the board of the place.

    Raises RuleBroken("booking_word_wrong") and what `arrive` raises.
    """
    row = lock(booking)
    told = word.strip().upper().encode()
    if not hmac.compare_digest(told, word_of(row.place, at=at).encode()):
        raise RuleBroken("booking_word_wrong")
    return arrive(booking=booking, actor=actor, at=at)


def _number(
    place: Place, *, purpose: Purpose, actor: str, at: datetime, booking: Booking | None = None
) -> Ticket:
    """The next number of a line; the place is locked."""
    line, now = LINE_OF[purpose], office_now(at)
    today = sessions(place, line, days=[now.date()], at=at).get(now.date())
    if today is None or now.time() >= today.spans[-1][1]:
        raise RuleBroken("queue_closed")
    taken = Ticket.objects.filter(place=place.uuid, on=now.date(), line=line)
    row = Ticket.objects.create(
        area_code=place.area_code,
        place=place.uuid,
        on=now.date(),
        line=line,
        number=(taken.aggregate(last=Max("number"))["last"] or 0) + 1,
        purpose=purpose,
        booking=booking,
        taken_at=at,
    )
    _tell("applications.ticket_taken", row, actor=actor, at=at)
    return row


def get_ticket(ticket: UUID, *, to_change: bool = False) -> Ticket:
    """A queue number of the scope. Raises RuleBroken("not_found")."""
    rows = Ticket.objects.select_for_update() if to_change else Ticket.objects.all()
    found = rows.filter(uuid=ticket).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


@dataclass(frozen=True)
class InLine:
    """Somebody who waits, with the number."""

    ticket: Ticket
    waiting: Waiting


def line_of(place: UUID, line: Line, *, at: datetime) -> list[InLine]:
    """Who waits in a line of a place today, the next first."""
    now = office_now(at)
    rows = Ticket.objects.filter(place=place, on=now.date(), line=line, stage=Stage.WAITING)
    found = {row.number: row for row in rows.select_related("booking")}
    told = [
        Waiting(
            number=row.number,
            came=row.taken_at,
            booked=datetime.combine(row.on, row.booking.starts, now.tzinfo) if row.booking else None,
        )
        for row in found.values()
    ]
    return [InLine(found[one.number], one) for one in order(told, now=now)]


@transaction.atomic
def call_next(*, place: UUID, line: Line, station: int, actor: str, at: datetime) -> Ticket:
    """Call whoever is next to a station or desk; two who call at once call two people.

    Raises RuleBroken("not_found" | "queue_station" | "queue_empty").
    """
    if not 1 <= station <= MOST_STATIONS:
        raise RuleBroken("queue_station", most=MOST_STATIONS)
    get_place(place, lock=True)
    waiting = line_of(place, line, at=at)
    if not waiting:
        raise RuleBroken("queue_empty")
    row = waiting[0].ticket
    row.stage, row.called_at, row.called_to = Stage.CALLED, at, station
    row.save(update_fields=["stage", "called_at", "called_to"])
    _tell("applications.ticket_called", row, actor=actor, at=at)
    return row


@transaction.atomic
def close_call(*, ticket: UUID, stage: Stage, actor: str, at: datetime) -> Ticket:
    """Say what became of somebody who was called: served, not there, or back in line.

    Said twice it is said once. Raises RuleBroken("not_found" | "ticket_step").
    """
    row = get_ticket(ticket, to_change=True)
    if row.stage == stage:
        return row
    if stage not in MOVES.get(Stage(row.stage), ()):
        raise RuleBroken("ticket_step")
    row.stage = stage
    row.ended_at = None if stage is Stage.WAITING else at
    row.save(update_fields=["stage", "ended_at"])
    if row.booking is not None and stage is Stage.MISSED:
        row.booking.state = State.MISSED
        row.booking.save(update_fields=["state"])
    _tell("applications.ticket_closed", row, actor=actor, at=at)
    return row


def _tell(action: str, row: Ticket, *, actor: str, at: datetime) -> None:
    subjects = [str(row.booking.uuid)] if row.booking else []
    record(action, actor=actor, at=at, subjects=subjects, purpose=Why.SERVICE, case=str(row.uuid))
