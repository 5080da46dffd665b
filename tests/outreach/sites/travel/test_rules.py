"""Straight lines, seasons, boats."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.outreach.sites.travel.rules import Season, straight_minutes

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
