"""Slots are worked out, never stored: nobody is booked beyond what kits and people can do."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.applications.bookings.hours import Hours, check_hours, clock, read_hours, write_hours
from rekam.applications.bookings.rules import (
    Closed,
    Session,
    Slot,
    check_room,
    check_when,
    closed_minutes,
    day_sum,
    slots,
)
from rekam.kernel.errors import RuleBroken

MONDAY = date(2026, 11, 23)
MORNING = ((time(8), time(12)), (time(13), time(15)))
AT_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def session(**changed: object) -> Session:
    told = {"on": MONDAY, "spans": MORNING, "stations": 2, "minutes_each": 10.0, "walk_ins": 30}
    return Session(**told | changed)  # type: ignore[arg-type]


SESSIONS = st.builds(
    session,
    stations=st.integers(0, 12),
    minutes_each=st.floats(1.5, 60),
    walk_ins=st.integers(0, 90),
    taken=st.integers(0, 80),
    closed=st.lists(
        st.tuples(st.integers(400, 900), st.integers(1, 200)).map(lambda one: (one[0], sum(one))), max_size=2
    ),
)


def booked_until_full(given_session: Session, wishes: list[int]) -> Counter[time]:
    """What is booked when people ask for times in this order and the rules decide."""
    booked: Counter[time] = Counter()
    times = [slot.starts for slot in slots(given_session)]
    for wish in wishes:
        starts = times[wish % len(times)]
        try:
            check_room(slots(given_session, booked=booked), starts=starts)
        except RuleBroken:
            continue
        booked[starts] += 1
    return booked


@settings(max_examples=60)
@given(session=SESSIONS, wishes=st.lists(st.integers(0, 30), max_size=60))
def test_nobody_is_booked_beyond_capacity_and_walk_ins_keep_their_share(
    session: Session, wishes: list[int]
) -> None:
    booked = booked_until_full(session, wishes)
    found = slots(session, booked=booked)
    whole = sum(slot.capacity for slot in found)

    assert all(slot.over == 0 and slot.booked <= slot.bookable <= slot.capacity for slot in found)
    assert booked.total() <= whole * (1 - session.walk_ins / 100) + 1e-6
    assert booked.total() + min(session.taken, whole) <= whole + 1e-6


@given(session=SESSIONS)
def test_half_hours_together_hold_what_the_minutes_hold(session: Session) -> None:
    found = slots(session)
    minutes = sum(slot.minutes for slot in found)

    assert sum(slot.capacity for slot in found) == floor(
        minutes * session.stations / session.minutes_each + 1e-9
    )


@settings(max_examples=60)
@given(session=SESSIONS, wishes=st.lists(st.integers(0, 30), max_size=60), left=st.integers(0, 12))
def test_a_broken_kit_lowers_capacity_and_what_is_booked_stays_and_is_named(
    session: Session, wishes: list[int], left: int
) -> None:
    booked = booked_until_full(session, wishes)
    fewer = slots(replace(session, stations=min(left, session.stations)), booked=booked)

    assert sum(slot.booked for slot in fewer) == booked.total()
    assert sum(slot.capacity for slot in fewer) <= sum(slot.capacity for slot in slots(session))
    assert all(slot.booked <= slot.capacity + slot.over for slot in fewer)


def test_bookings_of_a_day_that_is_closed_now_are_all_over_capacity() -> None:
    shut = slots(session(spans=()), booked={time(8): 2})

    assert [(slot.starts, slot.capacity, slot.over) for slot in shut] == [(time(8), 0, 2)]


def test_a_closed_while_takes_the_half_hours_that_it_meets() -> None:
    open_half, shut_half = slots(session(spans=((time(8), time(9)),), closed=[(515, 600)]))

    assert (open_half.capacity, shut_half.capacity) == (6, 0)


def test_whoever_was_hit_by_an_outage_may_take_what_is_kept_for_walk_ins() -> None:
    found = [Slot(starts=time(8), minutes=30, capacity=3, bookable=2, booked=2)]
    check_room(found, starts=time(8), first=True)
    with pytest.raises(RuleBroken) as refused:
        check_room(found, starts=time(8))
    assert refused.value.code == "booking_slot_full"


def test_times_that_a_place_does_not_have_cannot_be_booked() -> None:
    with pytest.raises(RuleBroken) as refused:
        check_room(slots(session()), starts=time(12))
    assert refused.value.code == "booking_slot_unknown"


@pytest.mark.parametrize(
    ("on", "starts", "code"),
    [
        (MONDAY, time(10), "booking_too_late"),
        (MONDAY + timedelta(days=31), time(8), "booking_too_early"),
    ],
)
def test_one_books_ahead_but_not_far(on: date, starts: time, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_when(on=on, starts=starts, now=AT_TEN)
    assert refused.value.code == code


def test_an_outage_without_an_end_lasts_for_the_rest_of_the_day_that_it_is() -> None:
    shut = [Closed(AT_TEN, None)]
    tomorrow = MONDAY + timedelta(days=1)

    assert closed_minutes(shut, on=MONDAY, now=AT_TEN) == [(600, 1440)]
    assert closed_minutes(shut, on=tomorrow, now=AT_TEN) == []
    assert closed_minutes(shut, on=tomorrow, now=AT_TEN + timedelta(days=1)) == [(0, 1440)]
    assert closed_minutes(shut, on=MONDAY - timedelta(days=1), now=AT_TEN) == []


def test_a_day_says_in_a_word_how_full_it_is() -> None:
    def word(booked: dict[time, int]) -> str:
        return day_sum(MONDAY, slots(session(walk_ins=0), booked=booked)).word

    starts = [slot.starts for slot in slots(session())]
    assert word({}) == "free"
    assert word(dict.fromkeys(starts[:-1], 6)) == "few"
    assert word(dict.fromkeys(starts, 6)) == "full"
    assert day_sum(MONDAY, []).word == "closed"


HALF_HOURS = st.lists(st.integers(0, 47), min_size=4, max_size=4, unique=True).map(sorted)


@given(ends=HALF_HOURS)
def test_hours_are_read_as_they_are_written(ends: list[int]) -> None:
    opens, since, until, closes = (clock(30 * one) for one in ends)
    for hours in (
        Hours(opens=opens, closes=closes),
        Hours(opens=opens, closes=closes, break_from=since, break_until=until),
    ):
        assert read_hours(write_hours(hours)) == hours
        check_hours({0: hours})


@pytest.mark.parametrize("text", ["8 sampai 12", "08.00", "08.00-25.00", "8-12,13-15,16-17"])
def test_hours_that_nobody_can_keep_are_refused(text: str) -> None:
    with pytest.raises(RuleBroken):
        read_hours(text)


@pytest.mark.parametrize(
    ("week", "code"),
    [
        ({}, "counter_never_open"),
        ({0: Hours(opens=time(12), closes=time(8))}, "counter_hours"),
        ({0: Hours(opens=time(8), closes=time(15), break_from=time(9))}, "counter_hours"),
    ],
)
def test_a_counter_opens_on_some_day_and_closes_after_it_opens(week: dict[int, Hours], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_hours(week)
    assert refused.value.code == code
