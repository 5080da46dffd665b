"""Who comes first: dated orders, and nobody waits for ever."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.cards.allocation.rules import (
    ALL,
    FIRST_CARDS,
    NATIONAL,
    REPLACEMENTS,
    Order,
    check_order,
    ending_since,
    group_of,
    order_on,
    with_letters,
)
from rekam.cards.orders.rules import Priority
from rekam.kernel.errors import RuleBroken

TODAY = date(2026, 11, 22)
FLAT = Order(since=TODAY, ranks=(frozenset(ALL),), source="SK Kadis 1/2026")


@pytest.mark.parametrize(
    ("day", "sequence"),
    [
        (date(2016, 9, 28), [ALL]),
        (date(2017, 4, 20), [{1, *FIRST_CARDS}, {2, *REPLACEMENTS}]),
        (date(2020, 1, 13), [{1, *FIRST_CARDS}, {2, *REPLACEMENTS}]),
        (date(2020, 1, 14), [{1}, {2}, FIRST_CARDS, REPLACEMENTS]),
        (TODAY, [{1}, {2}, FIRST_CARDS, REPLACEMENTS]),
    ],
)
def test_the_order_of_a_day_is_the_one_that_held_then(day: date, sequence: list[set[int]]) -> None:
    assert [set(rank) for rank in order_on(day).ranks] == [set(rank) for rank in sequence]


def test_an_offices_own_order_holds_from_its_day_and_not_before() -> None:
    assert order_on(TODAY - timedelta(days=1), own=[FLAT]) is NATIONAL[-1]
    assert order_on(TODAY, own=[FLAT]) is FLAT


def test_every_order_of_the_centre_ranks_every_group_and_says_its_source() -> None:
    for order in NATIONAL:
        assert sorted(group for rank in order.ranks for group in rank) == sorted(ALL)
    assert all(order.source for order in NATIONAL[1:])


groups, climbs, days = st.sampled_from(Priority), st.integers(1, 365), st.dates(date(2016, 1, 1), TODAY)


@given(first=groups, second=groups, later=st.integers(0, 1000), climb=climbs, ending=st.booleans())
def test_nobody_is_passed_by_who_asked_more_than_the_climb_later(
    first: Priority, second: Priority, later: int, climb: int, ending: bool
) -> None:
    order = Order(since=TODAY, ranks=NATIONAL[-1].ranks, source="x", climb_days=climb)
    asked = datetime(2026, 1, 1, tzinfo=UTC)
    passes = asked + timedelta(days=later) + order.behind(second, letter_ends=ending) < asked + order.behind(
        first
    )
    assert not (passes and later >= 3 * climb)


@given(on=days, climb=climbs)
def test_a_letter_that_ends_comes_before_print_ready_of_its_age_and_after_first_time_holders(
    on: date, climb: int
) -> None:
    order = order_on(on)
    order = Order(since=order.since, ranks=order.ranks, source="x", climb_days=climb)
    plain = order.turn(Priority.WAITING, since=on)
    young, ending = (order.turn(Priority.SUKET, since=on, letter_ends=ends) for ends in (False, True))
    assert order.turn(Priority.FIRST_TIME, since=on) <= ending <= young == plain
    assert (ending < plain) == (order.rank_of(Priority.SUKET) > 1)


@given(group=groups, on=days)
def test_the_end_of_a_letter_moves_no_other_group(group: Priority, on: date) -> None:
    order = order_on(on)
    assert (order.behind(group, letter_ends=True) == order.behind(group)) or group is Priority.SUKET


def test_a_letter_lifts_who_waits_for_a_first_card_and_nobody_else() -> None:
    lifted = {group for group in Priority if group_of(group, holds_letter=True) is not group}
    assert lifted == {Priority.WAITING}
    assert all(group_of(group, holds_letter=False) is group for group in Priority)


def test_a_letter_nears_its_end_a_month_before_six_months_are_over() -> None:
    assert ending_since(date(2026, 11, 22)) == date(2026, 6, 25)


def test_an_office_order_from_before_letters_were_a_group_ranks_them_with_who_waits() -> None:
    old = (frozenset({Priority.FIRST_TIME}), frozenset({Priority.WAITING, Priority.LOST}))
    assert with_letters(old)[1] == {Priority.WAITING, Priority.LOST, Priority.SUKET}
    assert with_letters(FLAT.ranks) == FLAT.ranks


def test_a_lost_card_waits_for_no_first_time_card_asked_half_a_year_later() -> None:
    assert NATIONAL[-1].behind(Priority.LOST) == timedelta(days=180)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ranks": (frozenset({Priority.LOST}),)}, "order_incomplete"),
        ({"ranks": (ALL, frozenset())}, "order_incomplete"),
        ({"ranks": (ALL, frozenset({Priority.LOST}))}, "order_incomplete"),
        ({"climb_days": 0}, "order_climb_range"),
        ({"since": TODAY - timedelta(days=1)}, "order_in_the_past"),
        ({"source": " "}, "order_without_source"),
    ],
)
def test_an_order_that_says_too_little_is_refused(changed: dict[str, object], code: str) -> None:
    values: dict[str, object] = {"since": TODAY, "ranks": FLAT.ranks, "source": "SK"}
    with pytest.raises(RuleBroken, match=code):
        check_order(Order(**(values | changed)), today=TODAY)  # type: ignore[arg-type]
