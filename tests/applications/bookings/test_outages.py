"""An outage is told to whoever is booked into it, to everybody, and when it is over; and reminders."""

import json
from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest

from rekam.applications.bookings import outages, services, telling
from rekam.applications.bookings.capacity import slots_on
from rekam.applications.bookings.models import Booking, Counter, Outage, Ticket
from rekam.applications.bookings.now import open_outages
from rekam.applications.bookings.places import get_place
from rekam.applications.bookings.rules import Line, Purpose, State
from rekam.applications.bookings.services import When
from rekam.applications.bookings.turned_away import count_turned_away
from rekam.devices.outages.rules import Cause
from rekam.devices.outages.services import Told, report
from rekam.kernel.errors import RuleBroken
from rekam.messages.addresses import digest
from rekam.messages.delivering import deliver_due
from rekam.messages.models import Message, Recipient
from rekam.messages.services import Channel, Template, to
from rekam.outreach.services import call_off
from tests.applications.bookings.conftest import EIGHT, HOUR, TODAY, TOMORROW, booked, fill, nik
from tests.applications.bookings.test_booking import event

pytestmark = pytest.mark.django_db
DAY = 24 * HOUR
PHONE, MAIL = "0812 3456 7890", "siti@example.id"


def declared(counter: Counter, **changed: object) -> Outage:
    told = {
        "place": counter.uuid,
        "line": None,
        "begins": EIGHT + DAY,
        "until": EIGHT + DAY + HOUR,
        "cause": "jaringan pusat terputus",
        "actor": "yayan",
        "at": EIGHT,
    }
    return outages.declare(**told | changed)  # type: ignore[arg-type]


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value.code


def texts(outbox: Path, at: int = 1) -> list[str]:
    deliver_due(at=EIGHT + at * HOUR)
    return sorted(json.loads(path.read_text())["text"] for path in outbox.glob("*.json"))


def test_whoever_is_booked_into_it_is_told_and_it_says_who_could_not_be(
    counter: Counter, outbox: Path
) -> None:
    hit = booked(counter, contact=PHONE)
    wants_none = to(Channel.EMAIL, MAIL)
    Recipient.objects.create(digest=digest(wants_none), stop_code="0123456789", stopped_at=EIGHT)
    booked(counter, nik=nik(2), contact=MAIL)
    booked(counter, nik=nik(3), purpose=Purpose.COLLECTION)
    booked(counter, nik=nik(4), starts=time(9), contact=PHONE)
    row = declared(counter)

    counts = outages.counts_of(row)
    assert (counts.hit, counts.written, counts.no_contact, counts.unreached) == (3, 1, 1, 1)
    (text,) = texts(outbox)
    assert "Kecamatan Kasemen tutup: jaringan pusat terputus" in text
    assert "rekam.example.go.id/janji/cari/" in text
    assert hit.name not in text
    assert open_outages(at=EIGHT) == [row]


def test_whoever_was_hit_comes_first_and_nobody_else_books_the_while(counter: Counter) -> None:
    hit = booked(counter)
    declared(counter)
    assert refused(lambda: booked(counter, nik=nik(2))) == "booking_slot_unknown"

    fill(counter, starts=time(9, 30), upto=2)
    assert refused(lambda: booked(counter, nik=nik(9), starts=time(9, 30))) == "booking_slot_full"
    when = When(place=counter.uuid, on=TOMORROW, starts=time(9, 30))
    moved = services.move(booking=hit.uuid, when=when, actor="public", at=EIGHT)
    found = {
        slot.starts: slot for slot in slots_on(get_place(counter.uuid), Line.RECORDING, on=TOMORROW, at=EIGHT)
    }
    assert (moved.starts, found[time(9, 30)].booked, found[time(9, 30)].over) == (time(9, 30), 3, 0)
    assert outages.counts_of(Outage.objects.get()).left == 1


def test_one_line_alone_can_be_out(counter: Counter) -> None:
    booked(counter)
    booked(counter, purpose=Purpose.COLLECTION)
    assert outages.counts_of(declared(counter, line=Line.DESK)).hit == 1
    assert refused(lambda: declared(counter, line=Line.DESK)) == "outage_there_already"
    declared(counter, line=Line.RECORDING)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"until": EIGHT}, "outage_while"),
        ({"cause": "  "}, "outage_cause"),
        ({"cause": "x" * 121}, "outage_cause"),
    ],
)
def test_an_outage_has_an_end_ahead_and_a_cause(
    counter: Counter, changed: dict[str, object], code: str
) -> None:
    assert refused(lambda: declared(counter, **changed)) == code


def test_an_outage_that_goes_on_hits_the_next_day_and_its_end_is_told(counter: Counter, outbox: Path) -> None:
    booked(counter, contact=PHONE)
    row = declared(counter, begins=EIGHT, until=None)
    assert outages.counts_of(row).hit == 0
    assert outages.tell_on(at=EIGHT + DAY) == 1
    assert outages.tell_on(at=EIGHT + DAY) == 0

    for _twice in range(2):
        outages.end(outage=row.uuid, actor="yayan", at=EIGHT + DAY)
    assert open_outages(at=EIGHT + DAY) == []
    assert [text for text in texts(outbox, at=25) if "melayani lagi" in text]
    assert Message.objects.count() == 2


def test_an_outage_ends_by_itself_when_its_while_is_over(counter: Counter) -> None:
    row = declared(counter)
    outages.tell_on(at=EIGHT + DAY + HOUR)
    row.refresh_from_db()
    assert (row.ended_at, row.ended_by) == (row.until, "system")


@pytest.mark.usefixtures("office")
def test_an_event_that_is_called_off_is_an_outage_of_its_day() -> None:
    visit = event().visit
    where = get_place(visit.uuid)
    when = When(place=where.uuid, on=visit.on, starts=time(9))
    comer = services.Comer(nik=nik(1), name="Siti")
    services.book(purpose=Purpose.RECORDING, when=when, comer=comer, token=where.uuid, at=EIGHT)
    call_off(visit=visit.uuid, why="listrik padam", actor="rina", at=EIGHT)

    outages.tell_on(at=EIGHT)
    row = Outage.objects.get()
    assert (row.cause, outages.counts_of(row).hit) == ("listrik padam", 1)
    outages.tell_on(at=EIGHT)
    assert Outage.objects.count() == 1


def test_one_is_reminded_the_day_before_and_that_morning_each_once(counter: Counter, outbox: Path) -> None:
    row = booked(counter, contact=PHONE, starts=time(9), language="en")
    booked(counter, nik=nik(2), starts=time(9))
    assert telling.remind(at=EIGHT) == 0
    for _twice in range(2):
        telling.remind(at=EIGHT + 2 * HOUR)
    assert [one.template for one in Message.objects.all()] == [Template.BOOKING_TOMORROW]
    telling.remind(at=EIGHT + 23 * HOUR)
    assert len(texts(outbox, at=25)) == 2
    row.refresh_from_db()
    assert row.reminders == 2
    assert telling.remind(at=EIGHT + 24 * HOUR) == 0


def test_what_was_cancelled_or_moved_is_not_reminded_of(counter: Counter, outbox: Path) -> None:
    row = booked(counter, contact=PHONE)
    services.cancel(booking=row.uuid, actor="public", at=EIGHT)
    assert telling.remind(at=EIGHT + 2 * HOUR) == 0
    assert not outbox.exists()
    assert Booking.objects.get().state == State.CANCELLED


def test_whoever_had_a_number_in_an_outage_and_was_not_served_counts_as_turned_away(counter: Counter) -> None:
    told = Told(sites=(counter.area_code,), cause=Cause.NETWORK, began=EIGHT + HOUR, ended=EIGHT + 2 * HOUR)
    row = report(told, actor="bakri", at=EIGHT + 3 * HOUR)
    assert count_turned_away(at=EIGHT + DAY) == 0  # no numbers: nothing is known
    for number, stage, taken, called in (
        (1, "served", 0.2, 0.4),  # before it
        (2, "served", 0.5, 2.5),  # waited, and was served after it
        (3, "waiting", 0.5, None),
        (4, "missed", 1.5, 2.2),
        (5, "waiting", 2.5, None),  # after it
    ):
        Ticket.objects.create(
            area_code=counter.area_code,
            place=counter.uuid,
            on=TODAY,
            line=Line.RECORDING,
            number=number,
            purpose=Purpose.RECORDING,
            stage=stage,
            taken_at=EIGHT + taken * HOUR,
            called_at=None if called is None else EIGHT + called * HOUR,
            called_to=None if called is None else 1,
        )
    assert count_turned_away(at=EIGHT + 4 * HOUR) == 0  # the day is not over
    assert count_turned_away(at=EIGHT + DAY) == 1
    assert count_turned_away(at=EIGHT + DAY) == 1
    row.refresh_from_db()
    assert (row.counted, row.steps) == (2, 2)
