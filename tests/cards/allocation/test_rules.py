"""Who comes first: dated orders, and nobody waits for ever."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.cards.allocation.rules import ALL, NATIONAL, REPLACEMENTS, Order, check_order, order_on
from rekam.cards.orders.rules import Priority
from rekam.kernel.errors import RuleBroken

TODAY = date(2026, 11, 22)
FLAT = Order(since=TODAY, ranks=(frozenset(ALL),), source="SK Kadis 1/2026")


@pytest.mark.parametrize(
    ("day", "sequence"),
    [
        (date(2016, 9, 28), [ALL]),
        (date(2017, 4, 20), [{1, 3}, {2, *REPLACEMENTS}]),
        (date(2020, 1, 13), [{1, 3}, {2, *REPLACEMENTS}]),
        (date(2020, 1, 14), [{1}, {2}, {3}, REPLACEMENTS]),
        (TODAY, [{1}, {2}, {3}, REPLACEMENTS]),
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


@given(
    first=st.sampled_from(Priority),
    second=st.sampled_from(Priority),
    later=st.integers(0, 1000),
    climb=st.integers(1, 365),
)
def test_nobody_is_passed_by_who_asked_more_than_the_climb_later(
    first: Priority, second: Priority, later: int, climb: int
) -> None:
    order = Order(since=TODAY, ranks=NATIONAL[-1].ranks, source="x", climb_days=climb)
    asked = datetime(2026, 1, 1, tzinfo=UTC)
    passes = asked + timedelta(days=later) + order.behind(second) < asked + order.behind(first)
    assert not (passes and later >= 3 * climb)


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
