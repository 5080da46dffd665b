"""Who is called next, and how long somebody without a booking waits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.applications.bookings.waiting import Day, Waiting, estimates, order

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = Day(
    now=540, spans=((480, 720), (780, 900)), stations=1, busy=0, waiting=0, booked=(), durations=[10.0] * 20
)


def waiting(number: int, came: int, booked: int | None = None) -> Waiting:
    """Minutes from nine o'clock."""
    return Waiting(
        number=number,
        came=NINE + came * MINUTE,
        booked=None if booked is None else NINE + booked * MINUTE,
    )


def numbers(*line: Waiting, now: int = 0) -> list[int]:
    return [one.number for one in order(line, now=NINE + now * MINUTE)]


def test_a_booking_whose_hour_has_come_goes_before_whoever_came_earlier() -> None:
    assert numbers(waiting(1, -50), waiting(2, -5, booked=0), waiting(3, -40)) == [2, 1, 3]


def test_who_is_early_waits_for_the_hour_but_not_where_nobody_else_waits() -> None:
    early = waiting(1, -60, booked=30)
    assert numbers(early, waiting(2, -1)) == [2, 1]
    assert numbers(early) == [1]


def test_who_comes_half_an_hour_too_late_waits_like_a_walk_in() -> None:
    assert numbers(waiting(5, 31, booked=0), waiting(4, 10), now=40) == [4, 5]
    assert numbers(waiting(5, 30, booked=0), waiting(4, 10), now=40) == [5, 4]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(-90, 0), st.none() | st.integers(-60, 60)), max_size=12))
def test_everybody_stays_in_line_once(line: list[tuple[int, int | None]]) -> None:
    told = [waiting(number, came, booked) for number, (came, booked) in enumerate(line)]
    assert sorted(numbers(*told)) == list(range(len(told)))


def test_each_one_before_me_takes_as_long_as_the_last_people_took() -> None:
    (now,) = estimates(replace(DAY, waiting=3), at=[540], seed=1)
    assert (now.low, now.middle, now.high, now.fits) == (30, 30, 30, 1.0)
    (two,) = estimates(replace(DAY, waiting=4, stations=2), at=[540], seed=1)
    assert two.middle == 20


def test_bookings_are_served_in_their_hour_before_walk_ins() -> None:
    busy = replace(DAY, waiting=2, booked=[545, 545])
    (now,) = estimates(busy, at=[540], seed=1)
    assert now.middle == 40


def test_nobody_is_served_in_the_break_and_the_last_may_not_fit() -> None:
    (noon,) = estimates(DAY, at=[725], seed=1)
    assert noon.middle == 55
    (late,) = estimates(replace(DAY, now=880, waiting=3), at=[880], seed=1)
    assert late.fits == 0


def test_the_usual_walk_ins_make_a_later_hour_longer_and_chance_an_interval() -> None:
    spread = replace(DAY, durations=[4.0, 8.0, 12.0, 16.0] * 5, walk_ins=[(9, 8.0), (10, 8.0)])
    soon, later = estimates(spread, at=[540, 660], seed=1)
    assert soon.middle <= later.middle
    assert later.low < later.high


@pytest.mark.parametrize("unknown", [{"durations": [5.0] * 19}, {"stations": 0}, {"spans": ()}])
def test_too_little_known_gives_no_estimate(unknown: dict[str, object]) -> None:
    assert estimates(replace(DAY, **unknown), at=[540], seed=1) == []  # type: ignore[arg-type]


@settings(max_examples=25)
@given(st.integers(0, 15), st.integers(0, 15), st.integers(1, 5))
def test_more_people_before_me_never_shorten_the_wait(few: int, more: int, stations: int) -> None:
    day = replace(DAY, stations=stations, waiting=few)
    (short,) = estimates(day, at=[540], seed=3)
    (long,) = estimates(replace(day, waiting=few + more), at=[540], seed=3)
    assert short.middle <= long.middle
    assert short.low <= short.middle <= short.high
