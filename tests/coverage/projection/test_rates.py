"""Rates of small areas are pulled towards their neighbours, by as much as chance asks for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.projection.rates import shrunken

USUAL = 0.005
units = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 100_000)), min_size=1, max_size=20)


@given(units, st.integers(0, 19))
def test_the_rate_lies_between_the_own_and_the_mean_of_all(seen: list[tuple[int, int]], which: int) -> None:
    events = np.array([one for one, _ in seen])
    exposure = np.array([many for _, many in seen])
    inside = np.arange(len(seen)) == which % len(seen)

    found = shrunken(events=events, exposure=exposure, inside=inside, usual=USUAL).mean

    own = float(events[inside][0] / exposure[inside][0])
    mean = (float(events.sum()) + 0.5) / (float(exposure.sum()) + 0.5 / USUAL)
    assert min(own, mean) - 1e-12 <= found <= max(own, mean) + 1e-12


def test_a_large_area_keeps_its_own_rate_and_a_small_one_gets_its_neighbours() -> None:
    rng = np.random.default_rng(2)
    exposure = np.full(40, 100_000)
    exposure[0] = 50
    events = rng.poisson(rng.gamma(20, 1 / 20, 40) * 0.01 * exposure)
    events[0] = 6
    small = shrunken(events=events, exposure=exposure, inside=np.arange(40) == 0, usual=USUAL).mean
    large = shrunken(events=events, exposure=exposure, inside=np.arange(40) == 5, usual=USUAL).mean
    assert small == pytest.approx(0.01, rel=0.5)
    assert large == pytest.approx(events[5] / exposure[5], rel=0.03)


def test_where_nothing_happened_the_rate_is_small_and_not_none() -> None:
    none = np.zeros(3, dtype=int)
    found = shrunken(events=none, exposure=np.full(3, 1000), inside=np.full(3, True), usual=USUAL)
    empty = shrunken(events=none, exposure=none, inside=np.full(3, True), usual=USUAL)
    assert 0 < found.mean < empty.mean
    assert empty.mean == pytest.approx(USUAL)
