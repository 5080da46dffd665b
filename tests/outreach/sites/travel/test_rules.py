"""Straight lines, seasons, boats."""

from datetime import date, time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.outreach.sites.travel.rules import Crossing, Sailing, Season, crossing, straight_minutes

TUESDAY = date(2026, 11, 24)
OPEN, HOME = 8 * 60, 15 * 60
places = st.lists(st.tuples(st.floats(-11, 6), st.floats(95, 141)), min_size=1, max_size=6)


@given(places)
def test_a_straight_line_is_as_long_back_and_never_a_detour(some: list[tuple[float, float]]) -> None:
    minutes = straight_minutes(some, detour=1.3, kmh=25)
    assert np.allclose(minutes, minutes.T)
    assert np.allclose(np.diag(minutes), 0)
    longest = minutes[0][:, None] + minutes[0][None, :]
    assert (minutes <= longest + 1e-6).all()


def test_serang_to_merak_is_about_half_an_hour_of_straight_line() -> None:
    """27 km of great circle between the two towns' middles (6.12 S 106.15 E, 5.93 S 106.00 E)."""
    minutes = straight_minutes([(-6.12, 106.15), (-5.93, 106.00)], detour=1, kmh=60)
    assert minutes[0, 1] == pytest.approx(26.9, abs=0.3)


@pytest.mark.parametrize(("month", "open_"), [(10, False), (11, True), (1, True), (2, True), (3, False)])
def test_a_season_may_go_over_the_new_year(month: int, *, open_: bool) -> None:
    assert Season(11, 2).holds(date(2026, month, 15)) is open_


def boat(hour: int, *, weekday: int = 1) -> Sailing:
    return Sailing(departs=time(hour), minutes=60, weekdays=frozenset({weekday}))


def cross(out: list[Sailing], back: list[Sailing], *, to_harbour: int = 20) -> Crossing | None:
    return crossing(out=out, back=back, on=TUESDAY, leaves=OPEN, home=HOME, to_harbour=to_harbour)


def test_waiting_for_the_boat_counts() -> None:
    """Out at 9, there at 10; back at 13, home at 14.20 but the day ends at 15."""
    assert cross([boat(9)], [boat(13)]) == Crossing(out=120, back=120)


def test_the_boats_that_leave_most_time_are_taken() -> None:
    assert cross([boat(9), boat(11)], [boat(12), boat(13)]) == Crossing(out=120, back=120)


@pytest.mark.parametrize(
    ("out", "back"),
    [
        ([], [boat(13)]),
        ([boat(9)], []),
        ([boat(9, weekday=2)], [boat(13)]),
        ([boat(8)], [boat(13)]),  # leaves before the team is at the harbour
        ([boat(9)], [boat(14)]),  # comes home after the day
        ([boat(12)], [boat(9)]),
    ],
)
def test_a_day_without_fitting_boats_is_none(out: list[Sailing], back: list[Sailing]) -> None:
    assert cross(out, back) is None
