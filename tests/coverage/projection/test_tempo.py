"""The tempo that was put in is the tempo that is found."""

import numpy as np
import pytest

from rekam.coverage.projection.tempo import BLOCK_DAYS, draw_tempo, learn_tempo, standstill_days

BLOCKS = 39
DAYS = BLOCKS * BLOCK_DAYS
MONTHS = (np.arange(DAYS) // 30) % 12
EXPECTED = np.full(DAYS, 10.0)


def recordings(*, factor: np.ndarray, seed: int = 1) -> np.ndarray:
    """Recordings of each day around ten times the factor of its block."""
    return np.random.default_rng(seed).poisson(10 * np.repeat(factor, BLOCK_DAYS))


def test_a_season_is_found_and_comes_again() -> None:
    factor = np.where((np.arange(DAYS)[::BLOCK_DAYS] // 30) % 12 < 3, 2.0, 1.0)
    tempo = learn_tempo(observed=recordings(factor=factor), expected=EXPECTED, months=MONTHS)
    assert tempo.season[:3].mean() - tempo.season[3:].mean() == pytest.approx(np.log(2), abs=0.15)


def test_an_even_office_is_expected_to_stay_even() -> None:
    tempo = learn_tempo(observed=recordings(factor=np.ones(BLOCKS)), expected=EXPECTED, months=MONTHS)
    ends = np.arange(7, 365, 7)
    factors = draw_tempo(
        tempo, paths=500, ends=ends, months=np.zeros(len(ends), dtype=int), rng=np.random.default_rng(1)
    )
    assert factors.mean() == pytest.approx(1, abs=0.05)
    assert factors.std() < 0.2


def test_months_without_blanks_are_standstills_and_not_a_slow_level() -> None:
    factor = np.ones(BLOCKS)
    factor[10:17] = 0
    observed = recordings(factor=factor)
    tempo = learn_tempo(observed=observed, expected=EXPECTED, months=MONTHS)
    still = standstill_days(observed=observed, expected=EXPECTED)
    assert still.reshape(-1, BLOCK_DAYS).all(axis=1).tolist() == (factor == 0).tolist()
    assert tempo.still is not None
    assert not tempo.still.now
    assert tempo.mean == pytest.approx(0, abs=0.05)
    assert 1 / tempo.still.ends == pytest.approx(7, rel=0.4)


def test_an_office_that_stands_still_now_begins_so() -> None:
    factor = np.ones(BLOCKS)
    factor[-3:] = 0
    tempo = learn_tempo(observed=recordings(factor=factor), expected=EXPECTED, months=MONTHS)
    factors = draw_tempo(
        tempo, paths=300, ends=np.array([7]), months=np.zeros(1, dtype=int), rng=np.random.default_rng(1)
    )
    assert tempo.still is not None
    assert tempo.still.now
    assert (factors == 0).mean() > 0.5
