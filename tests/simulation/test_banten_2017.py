"""The scenario's sums are exactly the published ones; areas that are hard to reach have the larger gaps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.region import find_area
from rekam.simulation.banten_2017 import (
    NOT_RECORDED,
    WAJIB,
    WEEKS,
    by_sex_and_age,
    history_days,
    situation,
    spread,
    traits,
    traits_of,
)


def test_the_parts_sum_to_what_was_published() -> None:
    now = situation()
    assert (int(now.wajib.sum()), int(now.missing.sum())) == (7_549_281, 232_020)
    assert (WAJIB, NOT_RECORDED) == (7_549_281, 232_020)
    assert len(now.codes) == len(set(now.codes)) == 1552
    assert (now.missing <= now.wajib).all()
    assert (now.missing >= 0).all()


def test_each_kabupaten_has_its_share_of_the_population_of_2024() -> None:
    now = situation()
    serang = sum(int(w) for code, w in zip(now.codes, now.wajib, strict=True) if code.startswith("36.73."))
    assert abs(serang - 7_549_281 * 759_929 / 12_881_374) < 1


def test_remote_border_coast_and_island_have_the_larger_gap() -> None:
    now = situation()
    marked = np.array([bool(traits_of(code)) for code in now.codes])
    gap = [int(now.missing[which].sum()) / int(now.wajib[which].sum()) for which in (marked, ~marked)]
    assert gap[0] > 1.3 * gap[1]


def test_every_marked_area_exists_in_banten() -> None:
    for code in traits():
        assert code.startswith("36.")
        assert find_area(code) is not None


def test_the_weeks_before_are_possible() -> None:
    now = situation()
    assert len(history_days()) == WEEKS
    for weeks, day in history_days():
        wajib, missing = now.weeks_ago(weeks)
        assert (missing <= wajib).all(), day
        assert int(missing.sum()) > NOT_RECORDED


def test_sexes_and_ages_sum_to_their_kelurahan() -> None:
    now = situation()
    few = now.missing[:50]
    assert (by_sex_and_age(few, young=8).sum(axis=(1, 2)) == few).all()


@given(st.integers(0, 10_000_000), st.lists(st.floats(0.001, 1000), min_size=1, max_size=30))
def test_spreading_loses_and_invents_nobody(total: int, weights: list[float]) -> None:
    parts = spread(total, np.array(weights))
    assert int(parts.sum()) == total
    exact = total * np.array(weights) / sum(weights)
    assert (np.abs(parts - exact) <= 1 + 1e-6 * exact).all()


def test_weights_must_say_something() -> None:
    with pytest.raises(ValueError, match="weights"):
        spread(3, np.zeros(2))
