"""Queue numbers of a day: taken, called, served; and what everybody is told of the wait."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest

from rekam.applications.bookings import now, queue
from rekam.applications.bookings.models import Booking, Counter, Ticket
from rekam.applications.bookings.places import get_place
from rekam.applications.bookings.rules import Line, Purpose
from rekam.applications.bookings.waiting import Stage
from rekam.kernel.errors import RuleBroken
from tests.applications.bookings.conftest import EIGHT, HOUR, TODAY, booked, nik
from tests.applications.bookings.test_booking import served

pytestmark = pytest.mark.django_db
BEFORE = EIGHT - HOUR
HALF = timedelta(minutes=30)
BY = {"actor": "yayan", "at": EIGHT}


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value.code


def today(counter: Counter, *, number: int = 1, starts: time = time(8, 30)) -> Booking:
    return booked(counter, nik=nik(number), on=TODAY, starts=starts, at=BEFORE)


def walk_in(counter: Counter, purpose: Purpose = Purpose.RECORDING) -> Ticket:
    return queue.give_number(place=counter.uuid, purpose=purpose, **BY)  # type: ignore[arg-type]


def test_lines_are_numbered_apart_and_a_booking_has_one_number(counter: Counter) -> None:
    row = today(counter)
    assert [walk_in(counter).sign, walk_in(counter, Purpose.COLLECTION).sign] == ["A1", "B1"]
    spaced = f"{row.number[:5]} {row.number[5:]}"
    for _twice in range(2):
        ticket = queue.check_in(place=counter.uuid, number=spaced, **BY)  # type: ignore[arg-type]
        assert ticket.sign == "A2"
    row.refresh_from_db()
    assert row.state == "arrived"
    other = {"place": counter.uuid, "number": "0000000000"}
    assert refused(lambda: queue.check_in(**other, **BY)) == "booking_not_today"  # type: ignore[arg-type]


def test_from_a_telephone_one_comes_with_the_word_on_the_board(counter: Counter) -> None:
    row = today(counter)
    told = {"booking": row.uuid, "actor": "public", "at": EIGHT}
    assert refused(lambda: queue.arrive_with_word(word="XXXXX", **told)) == "booking_word_wrong"  # type: ignore[arg-type]
    word = queue.word_of(counter.uuid, at=EIGHT)
    assert word != queue.word_of(counter.uuid, at=EIGHT + 24 * HOUR)
    assert queue.arrive_with_word(word=word.lower(), **told).number == 1  # type: ignore[arg-type]


def test_the_next_is_called_and_served_or_not_there(counter: Counter) -> None:
    booking = today(counter)
    first, second = walk_in(counter), walk_in(counter)
    queue.arrive(booking=booking.uuid, actor="yayan", at=EIGHT)

    def call() -> Ticket:
        return queue.call_next(
            place=counter.uuid, line=Line.RECORDING, station=2, actor="yayan", at=EIGHT + HALF
        )

    called = call()
    assert (called.booking, called.called_to) == (booking, 2), "the hour of the booking has come"
    queue.close_call(ticket=called.uuid, stage=Stage.MISSED, actor="yayan", at=EIGHT + HALF)
    booking.refresh_from_db()
    assert booking.state == "missed"
    assert call().pk == first.pk
    queue.close_call(ticket=first.uuid, stage=Stage.WAITING, actor="yayan", at=EIGHT + HALF)
    assert call().pk == first.pk
    served_now = queue.close_call(ticket=first.uuid, stage=Stage.SERVED, actor="yayan", at=EIGHT + HOUR)
    assert served_now.ended_at == EIGHT + HOUR
    assert call().pk == second.pk
    assert refused(call) == "queue_empty"
    assert (
        refused(
            lambda: queue.close_call(ticket=first.uuid, stage=Stage.MISSED, actor="yayan", at=EIGHT + HOUR)
        )
        == "ticket_step"
    )


def test_after_closing_nobody_gets_a_number(counter: Counter) -> None:
    late = {"actor": "yayan", "at": EIGHT + 2 * HOUR}
    give = lambda: queue.give_number(place=counter.uuid, purpose=Purpose.RECORDING, **late)  # noqa: E731
    assert refused(give) == "queue_closed"


def test_a_place_tells_how_it_stands_and_estimates_only_what_it_measured(counter: Counter) -> None:
    place = get_place(counter.uuid)

    def state(hours: float) -> now.Standing:
        return now.standing(place, Line.RECORDING, at=EIGHT + hours * HOUR)

    assert (state(-2).state, state(2.5).state, state(24 * 5).state) == ("not_yet", "closed", "closed")
    walk_in(counter)
    unknown = state(0.1)
    assert (unknown.state, unknown.waiting, unknown.now) == ("open", 1, None)

    served(counter, line=Line.RECORDING, minutes=12, people=20)
    today(counter)
    known = state(0.25)
    assert known.now is not None
    assert (known.now.middle, known.closes) == (12, "10.00")
    assert [wait.at for wait in known.hours] == [540]
