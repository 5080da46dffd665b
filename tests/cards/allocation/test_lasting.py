"""When the stock ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.cards.allocation.lasting import PRINTER_A_DAY, Course, Situation, Week, busy_days, course
from rekam.cards.orders.rules import Priority
from rekam.kernel.errors import RuleBroken

MONDAY = date(2026, 11, 23)


def situation(**changed: object) -> Situation:
    values: dict[str, object] = {
        "day": MONDAY,
        "stock": 1_000,
        "queue": 0,
        "weeks": [Week({Priority.LOST: number}, 0) for number in (350, 400, 450, 500)],
        "turning": {},
        "busy": [400],
        "spoiled": 0.0001,
    }
    return Situation(**(values | changed))  # type: ignore[arg-type]


def ends(found: Course) -> tuple[date | None, date | None, date | None]:
    return found.ends.p10, found.ends.p50, found.ends.p90


def test_a_thousand_blanks_at_70_to_100_a_day_last_two_weeks() -> None:
    """Penajam Paser Utara, August 2021: stock 1,000, 70 to 100 a day, "two weeks" (kaltim.tribunnews.com)."""
    first, middle, last = ends(course(situation()))
    assert first
    assert middle
    assert last
    assert MONDAY + timedelta(days=11) <= first <= middle <= last <= MONDAY + timedelta(days=18)


def test_a_queue_is_printed_no_faster_than_the_printers_can() -> None:
    found = course(situation(queue=10_000, busy=[100], weeks=[Week({}, 0)] * 4))
    assert ends(found) == (date(2026, 12, 4),) * 3
    assert found.queue[9].p50 in range(9_000, 9_003)


def test_first_time_holders_follow_the_birthdays_ahead() -> None:
    weeks = [Week({Priority.FIRST_TIME: 50}, 50)] * 4
    few, many = ({MONDAY + timedelta(days=n): per_day for n in range(366)} for per_day in (5, 20))
    slow, fast = (course(situation(weeks=weeks, turning=turning)).ends.p50 for turning in (few, many))
    assert slow
    assert fast
    assert slow > fast


def test_a_delivery_puts_the_end_off_and_seven_dry_months_make_a_queue() -> None:
    without = course(situation())
    with_it = course(situation(deliveries={MONDAY + timedelta(days=5): 2_000}))
    assert without.ends.p50
    assert with_it.ends.p50
    assert with_it.ends.p50 > without.ends.p50
    june = next(at for at, day in enumerate(without.days) if day >= date(2027, 6, 23))
    waiting = without.queue[june]
    assert 25 * 350 < waiting.p10 < waiting.p50 < waiting.p90 < 30 * 500


def test_a_stock_that_nobody_uses_does_not_end() -> None:
    assert ends(course(situation(weeks=[Week({}, 0)] * 4))) == (None, None, None)


def test_four_weeks_are_needed_to_say_anything() -> None:
    with pytest.raises(RuleBroken, match="too_few_weeks"):
        course(situation(weeks=[Week({}, 0)] * 3))


def test_what_an_office_can_print_is_learnt_from_its_busy_days() -> None:
    assert busy_days([5, 6]) == [PRINTER_A_DAY]
    assert busy_days([10] * 8 + [40, 50]) == [10, 10, 10, 40, 50]


@settings(max_examples=10, deadline=None)
@given(stock=st.integers(0, 5_000), queue=st.integers(0, 5_000), a_day=st.integers(1, 500))
def test_stock_and_queue_never_fall_below_zero_and_the_tails_are_in_order(
    stock: int, queue: int, a_day: int
) -> None:
    found = course(situation(stock=stock, queue=queue, busy=[a_day], spoiled=0.05))
    for tails in (*found.stock, *found.queue):
        assert 0 <= tails.p10 <= tails.p50 <= tails.p90


def test_an_empty_safe_ends_when_what_arrives_is_used_up() -> None:
    assert ends(course(situation(stock=0))) == (None, None, None)
    arrives = MONDAY + timedelta(days=30)
    first, *_ = ends(course(situation(stock=0, queue=300, deliveries={arrives: 300})))
    assert first == arrives
