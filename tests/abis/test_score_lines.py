"""The fits behind the score models, on made-up scores whose truth is known."""

import numpy as np
import pytest
from benchmarks.score_lines import (
    Bounds,
    cllr,
    evidence,
    fit_line,
    fit_model,
    fit_tail,
    mean_ratio,
    rates_told,
)
from hypothesis import given, settings
from hypothesis import strategies as st

BOUNDS = Bounds(floor=-1.0, cap=6.0, flatter=0.8)


def strangers(seed: int, *, count: int = 20_000) -> np.ndarray:
    return np.random.default_rng(seed).normal(0.0, 0.1, count)


def mates(seed: int, *, at: float = 0.8) -> np.ndarray:
    return np.random.default_rng((seed, 1)).normal(at, 0.2, 2_000)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_other_strangers_reach_no_rate_more_often_than_told(seed: int) -> None:
    model = fit_model(mates=mates(seed), strangers=strangers(seed), bounds=BOUNDS)
    fresh = strangers(seed + 1, count=50_000)

    told = rates_told(model, fresh)
    assert all(float((told <= rate).mean()) <= 2 * rate + 1e-4 for rate in (0.1, 0.01, 0.001))
    assert mean_ratio(model, fresh) <= 1.0


def test_the_tail_of_an_exponential_is_found() -> None:
    drawn = np.random.default_rng(3).exponential(0.05, 100_000)

    tail = fit_tail(drawn)

    assert tail.slope == pytest.approx(1 / (0.05 * np.log(10)), rel=0.1)
    assert tail.shape == pytest.approx(0.0, abs=0.15)


def test_the_line_of_two_normals_is_their_likelihood_ratio() -> None:
    generator = np.random.default_rng(5)
    zero, slope = fit_line(mates=generator.normal(1, 0.5, 50_000), strangers=generator.normal(0, 0.5, 50_000))

    assert zero == pytest.approx(0.5, abs=0.02)
    assert slope == pytest.approx(4.0 / np.log(10), rel=0.05)


def test_scores_that_tell_nothing_cost_a_bit_and_good_ones_little() -> None:
    model = fit_model(mates=mates(1), strangers=strangers(1), bounds=BOUNDS)

    assert cllr(model, mates=mates(2), strangers=strangers(2)) < 0.1
    assert cllr(model, mates=strangers(3), strangers=strangers(4)) > 1.0


def test_a_model_says_no_more_than_a_decade_beyond_its_strangers() -> None:
    model = fit_model(mates=mates(1), strangers=strangers(1, count=2_000), bounds=BOUNDS)

    assert model.cap == 4.0
    assert evidence(model, np.array([9.0])) == 4.0
