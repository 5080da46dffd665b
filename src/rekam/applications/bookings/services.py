"""Booking, moving and cancelling: what is free is worked out behind a lock of the place."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.applications.bookings.capacity import slots_on
from rekam.applications.bookings.models import Booking
from rekam.applications.bookings.places import Place, get_place, office_now
from rekam.applications.bookings.rules import LINE_OF, Purpose, State, check_room, check_when
from rekam.applications.filing.numbers import code_of, digest_of, new_number, read_number
from rekam.applications.filing.writing import PUBLIC
from rekam.audit.rules import Purpose as Why
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import installation_key, office_day
from rekam.messages import services as messages
from rekam.messages.services import Channel, To
from rekam.outreach.events.services import book as register

_ROOM = "rekam.applications.bookings"
_NOBODYS = "0" * 64


@dataclass(frozen=True, kw_only=True)
class Comer:
    """Who comes.

    nik      of it only a keyed digest is kept, so that nobody holds two places for one purpose
    contact  telephone or e-mail; "" where no message is wanted
    """

    nik: str
    name: str
    contact: str = ""
    language: str = "id"


@dataclass(frozen=True, kw_only=True)
class When:
    """A half hour at a place."""

    place: UUID
    on: date
    starts: time


@dataclass(frozen=True)
class Booked:
    """A booking and its code, which no table holds."""

    booking: Booking
    code: str


def address_of(contact: str) -> To | None:
    """Where messages for a booking go; None without a contact.

    Raises RuleBroken("message_phone_malformed" | "message_email_malformed").
    """
    if not contact.strip():
        return None
    return messages.to(Channel.EMAIL if "@" in contact else Channel.SMS, contact)


@transaction.atomic
def book(*, purpose: Purpose, when: When, comer: Comer, token: UUID, by: str = "", at: datetime) -> Booked:
    """Hold a half hour for somebody; the same form again gives the same booking.

    by  the officer who books for somebody; "" for the person
    Raises RuleBroken("not_found" | "booking_purpose" | "booking_too_late" | "booking_too_early" |
    "booking_slot_unknown" | "booking_slot_full" | "booking_open_already" | "booking_token_used"), what
    `address_of` raises, and what an event's registration raises.
    """
    address_of(comer.contact)
    place = get_place(when.place, lock=True)
    known = Booking.objects.filter(token=token).first()
    if known is not None:
        return _same(known, purpose=purpose, when=when)
    row = Booking(
        number=new_number(),
        token=token,
        code_digest=digest_of(code_of(token)),
        purpose=purpose,
        person=_person(comer.nik),
        name=comer.name.strip()[:60],
        contact=comer.contact.strip(),
        language=comer.language,
        made_by=by,
        made_at=at,
    )
    _put(row, place, on=when.on, starts=when.starts, at=at)
    _insert(row)
    if place.event is not None:
        register(event=place.uuid, number=1, actor=by or PUBLIC, at=at)
    _tell("applications.booking_made", row, actor=by or PUBLIC, at=at)
    return Booked(row, code_of(token))


def _same(known: Booking, *, purpose: Purpose, when: When) -> Booked:
    if (known.purpose, known.place, known.on, known.starts) != (purpose, when.place, when.on, when.starts):
        raise RuleBroken("booking_token_used")
    return Booked(known, code_of(known.token))


def _put(row: Booking, place: Place, *, on: date, starts: time, at: datetime) -> None:
    """Let a booking hold that half hour if it may; the place is locked. It is not saved yet."""
    purpose = Purpose(row.purpose)
    if purpose not in place.purposes:
        raise RuleBroken("booking_purpose")
    check_when(on=on, starts=starts, now=office_now(at))
    found = slots_on(place, LINE_OF[purpose], on=on, at=at, besides=row.pk)
    check_room(found, starts=starts, first=bool(row.priority_until and on <= row.priority_until))
    row.place, row.is_event, row.area_code = place.uuid, place.event is not None, place.area_code
    row.on, row.starts = on, starts


def _insert(row: Booking) -> None:
    """Two forms of one person that come at once at two places: the table lets one in."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as refused:
        if "bookings_open_once" not in str(refused):
            raise
        raise RuleBroken("booking_open_already") from refused


@transaction.atomic
def move(*, booking: UUID, when: When, actor: str, at: datetime) -> Booking:
    """Let a booking hold another half hour, there or at another place for the same purpose.

    Raises RuleBroken("not_found" | "booking_over") and what `book` raises about places and times.
    """
    row = lock(booking)
    _check_open(row)
    if (row.place, row.on, row.starts) == (when.place, when.on, when.starts):
        return row
    old, was_event = row.place, row.is_event
    # Always in the same order, so that two who change places do not wait for each other.
    places = {one: get_place(one, lock=True) for one in sorted({old, when.place})}
    _put(row, places[when.place], on=when.on, starts=when.starts, at=at)
    row.reminders = 0
    row.save()
    if old != row.place:
        if was_event:
            _leave(places[old], actor=actor, at=at)
        if row.is_event:
            register(event=row.place, number=1, actor=actor, at=at)
    _tell("applications.booking_moved", row, actor=actor, at=at)
    return row


@transaction.atomic
def cancel(*, booking: UUID, actor: str, at: datetime) -> Booking:
    """Give a half hour back; given back twice it is given back once.

    Raises RuleBroken("not_found" | "booking_over").
    """
    row = lock(booking)
    if row.state == State.CANCELLED:
        return row
    _check_open(row)
    row.state, row.ended_on = State.CANCELLED, office_day(at)
    row.save(update_fields=["state", "ended_on"])
    if row.is_event:
        _leave(get_place(row.place, lock=True), actor=actor, at=at)
    _tell("applications.booking_cancelled", row, actor=actor, at=at)
    return row


def _leave(place: Place, *, actor: str, at: datetime) -> None:
    """Register one fewer for an event that is still to come."""
    event = place.event
    if event is None or event.registered < 1 or not event.visit.may_change(on=office_day(at)):
        return
    register(event=place.uuid, number=-1, actor=actor, at=at)


def lock(booking: UUID) -> Booking:
    """The booking, kept to this transaction. Raises RuleBroken("not_found")."""
    row = Booking.objects.select_for_update().filter(uuid=booking).first()
    if row is None:
        raise RuleBroken("not_found")
    return row


def _check_open(row: Booking) -> None:
    if row.state != State.BOOKED:
        raise RuleBroken("booking_over")


def find_by_code(*, number: str, code: str, at: datetime) -> UUID:
    """The booking that has this number and this code. Call it in the office's scope, counted before.

    Raises RuleBroken("booking_unknown"): nobody learns which of the two was wrong.
    """
    row = Booking.objects.filter(number=_digits(number)).first()
    if not hmac.compare_digest(row.code_digest if row else _NOBODYS, digest_of(code)) or row is None:
        raise RuleBroken("booking_unknown")
    _tell("applications.booking_looked_up", row, actor=PUBLIC, at=at)
    return row.uuid


def _digits(number: str) -> str:
    """What somebody typed, or "" for what no number is: the answer is the same."""
    try:
        return read_number(number)
    except RuleBroken:
        return ""


def _person(nik: str) -> str:
    """By what a person is known again: 64 hexadecimal digits, keyed by the installation's secret."""
    return hmac.digest(installation_key(_ROOM, purpose="person"), nik.encode(), sha256).hex()


def _tell(action: str, row: Booking, *, actor: str, at: datetime) -> None:
    record(
        action,
        actor=actor,
        at=at,
        subjects=[str(row.uuid)],
        purpose=Why.SERVICE,
        case=str(row.uuid),
    )
