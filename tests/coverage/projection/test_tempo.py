"""The tempo that was put in is the tempo that is found."""

import numpy as np
import pytest

from rekam.coverage.projection.tempo import BLOCK_DAYS, Tempo, draw_tempo, learn_tempo, standstill_days

BLOCKS = 39
DAYS = BLOCKS * BLOCK_DAYS
MONTHS = (np.arange(DAYS) // 30) % 12
EXPECTED = np.full(DAYS, 10.0)


def recordings(*, factor: np.ndarray, seed: int = 1) -> np.ndarray:
    """Recordings of each day around ten times the factor of its block."""
    return np.random.default_rng(seed).poisson(10 * np.repeat(factor, BLOCK_DAYS))


def learn(observed: np.ndarray, *, standstills: bool = False) -> Tempo:
    still = standstill_days(observed=observed, expected=EXPECTED)
    return learn_tempo(
        observed=observed, expected=EXPECTED, months=MONTHS, still=still, standstills=standstills
    )


def test_a_season_is_found_and_comes_again() -> None:
    factor = np.where((np.arange(DAYS)[::BLOCK_DAYS] // 30) % 12 < 3, 2.0, 1.0)
    tempo = learn(recordings(factor=factor))
    assert tempo.season[:3].mean() - tempo.season[3:].mean() == pytest.approx(np.log(2), abs=0.15)


def test_an_even_office_is_expected_to_stay_even() -> None:
    tempo = learn(recordings(factor=np.ones(BLOCKS)))
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
    tempo = learn(observed)
    still = standstill_days(observed=observed, expected=EXPECTED)
    assert still.reshape(-1, BLOCK_DAYS).all(axis=1).tolist() == (factor == 0).tolist()
    assert tempo.still is not None
    assert tempo.still.age == 0
    assert tempo.mean == pytest.approx(0, abs=0.05)
    assert tempo.still.lasts == pytest.approx(7, abs=0.5)


def test_an_office_that_stands_still_now_begins_so() -> None:
    factor = np.ones(BLOCKS)
    factor[-3:] = 0
    tempo = learn(recordings(factor=factor))
    factors = draw_tempo(
        tempo, paths=300, ends=np.array([7]), months=np.zeros(1, dtype=int), rng=np.random.default_rng(1)
    )
    assert tempo.still is not None
    assert tempo.still.age == 3
    assert (factors == 0).mean() > 0.5


def test_a_standstill_is_reckoned_with_where_it_never_was_only_if_it_must_be() -> None:
    even = recordings(factor=np.ones(BLOCKS))
    assert learn(even).still is None
    known = learn(even, standstills=True).still
    assert known is not None
    assert 0 < known.begins < 1 / 26


def test_four_weeks_in_one_step_are_as_uneven_as_they_are_in_four() -> None:
    uneven = np.repeat(np.random.default_rng(2).gamma(4, 10 / 4, DAYS // 7) * 7, 7) / 7
    tempo = learn(uneven.round().astype(int))
    months = np.zeros(40, dtype=int)
    weekly, long = (
        draw_tempo(
            tempo, paths=400, ends=width * np.arange(1, 41), months=months, rng=np.random.default_rng(1)
        )
        for width in (7, 28)
    )
    assert long.std() == pytest.approx(weekly.reshape(400, 10, 4).mean(axis=2).std(), rel=0.2)
