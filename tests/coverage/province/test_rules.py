"""Rank, pace and track; the gap by trait of area."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.province.rules import (
    Goal,
    Progress,
    Track,
    by_trait,
    gap_change,
    may_be_missing,
    needed_a_week,
    ranked,
    track,
)
from rekam.coverage.rules import Counts
from rekam.coverage.traits.rules import Trait

TODAY = date(2026, 11, 24)
IN_TEN_WEEKS = TODAY + timedelta(days=70)


def part(*, gap: int = 100, then: int | None = 140, back: int = 28, goal: Goal | None = None) -> Progress:
    days = {} if then is None else {TODAY - timedelta(days=back): Counts(wajib=1000, recorded=1000 - then)}
    return Progress(code="36.73", now=Counts(wajib=1000, recorded=1000 - gap), days=days, goal=goal)


def goal(percent: str, on: date = IN_TEN_WEEKS) -> Goal:
    return Goal(percent=Decimal(percent), on=on)


def test_equal_shares_share_a_rank_however_large_they_are() -> None:
    counts = {"36.01": (200, 100), "36.02": (2, 1), "36.03": (10, 9), "36.04": (10, 4)}
    parts = [Progress(code, Counts(wajib=w, recorded=r), {}) for code, (w, r) in counts.items()]
    assert [(rank, one.code) for rank, one in ranked(parts)] == [
        (1, "36.03"),
        (2, "36.01"),
        (2, "36.02"),
        (4, "36.04"),
    ]


@pytest.mark.parametrize(
    ("back", "change"), [(7, -40), (13, -40), (6, None), (14, None)], ids=lambda told: str(told)
)
def test_the_week_is_compared_with_a_day_kept_near_it(back: int, change: int | None) -> None:
    assert gap_change(part(back=back), today=TODAY) == change


@given(st.integers(0, 10_000_000), st.decimals("0.01", "100", places=2))
def test_a_target_is_never_reached_by_rounding(wajib: int, percent: Decimal) -> None:
    missing = may_be_missing(Counts(wajib=wajib), percent=percent)
    assert (wajib - missing) * 100 >= wajib * percent
    assert wajib == missing or (wajib - missing - 1) * 100 < wajib * percent


def test_what_is_needed_a_week_is_whole_people_cut_up() -> None:
    assert needed_a_week(part(goal=goal("99")), today=TODAY) == 9  # 90 in ten weeks
    assert needed_a_week(part(goal=goal("98.9")), today=TODAY) == 9  # 89 in ten weeks
    assert needed_a_week(part(), today=TODAY) is None
    assert needed_a_week(part(goal=goal("99", on=TODAY)), today=TODAY) is None


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (part(), Track.NONE),
        (part(goal=goal("90")), Track.REACHED),
        (part(goal=goal("99")), Track.ON),  # ten a week for four weeks, nine are needed
        (part(goal=goal("100")), Track.ON),  # and ten
        (part(goal=goal("99"), then=135), Track.OFF),
        (part(goal=goal("99"), then=None), Track.UNKNOWN),
        (part(goal=goal("99", on=TODAY)), Track.OFF),
    ],
)
def test_the_track_follows_from_the_last_four_weeks(one: Progress, expected: Track) -> None:
    assert track(one, today=TODAY) is expected


def test_a_kelurahan_of_two_traits_is_in_two_rows_and_the_rest_in_the_last() -> None:
    villages = {
        "36.02.03.2001": Counts(wajib=10, recorded=8),
        "36.02.03.2002": Counts(wajib=20, recorded=20),
        "36.02.14.1001": Counts(wajib=30, recorded=30),
    }
    areas = {
        Trait.COAST: frozenset({"36.02.03.2001", "36.02.03.2002"}),
        Trait.REMOTE: frozenset({"36.02.03.2001"}),
    }
    rows = {row.trait: (row.villages, row.counts.not_recorded) for row in by_trait(villages, areas=areas)}
    assert rows == {Trait.REMOTE: (1, 2), Trait.COAST: (2, 2), None: (1, 0)}
