"""One count of activations, three bases, each named."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.ikd.rules import Standing, goal_on, people_of, percent_of


def test_the_published_share_of_the_target_is_no_share_of_the_residents() -> None:
    """Kota Serang, first quarter of 2023: 6.716 told as 5,4 %, which is of the 125.000 of the target."""
    serang = Standing(wajib=514_104, recorded=500_000, own=6_716, target=125_000)

    assert serang.of_target == Decimal("5.37")
    assert serang.of_wajib == Decimal("1.30")
    assert serang.of_recorded == Decimal("1.34")


def test_outsiders_count_for_no_share() -> None:
    assert Standing(wajib=100, recorded=80, own=0, outsiders=50, target=20).of_target == 0


@pytest.mark.parametrize(
    ("day", "percent"), [(date(2023, 6, 1), 25), (date(2024, 1, 1), 30), (date(2026, 11, 24), 30)]
)
def test_the_target_is_that_of_the_day(day: date, percent: int) -> None:
    goal = goal_on(day)

    assert goal is not None
    assert goal.percent == percent


def test_before_the_first_target_there_is_none() -> None:
    assert goal_on(date(2022, 12, 31)) is None


@given(recorded=st.integers(0, 300_000_000))
def test_who_reaches_the_target_has_the_whole_of_it(recorded: int) -> None:
    goal = goal_on(date(2026, 1, 1))
    assert goal is not None
    people = people_of(goal, recorded=recorded)

    assert people * 100 >= goal.percent * recorded
    assert (people - 1) * 100 < goal.percent * recorded


@given(part=st.integers(0, 10**9), base=st.integers(1, 10**9))
def test_a_share_is_never_rounded_up(part: int, base: int) -> None:
    told = percent_of(part, base)

    assert told is not None
    assert told * base <= 100 * part < (told + Decimal("0.01")) * base


def test_of_nothing_there_is_no_share() -> None:
    assert percent_of(3, 0) is None
