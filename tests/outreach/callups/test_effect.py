"""The effect of calls: a planted one is found, none is not found, and the interval covers what it says."""

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.outreach.callups.effect import Effect, find_effect
from rekam.outreach.callups.lot import draws

WEEKS = 6
STRATA = [f"K{number // 10}" for number in range(60)]  # six kelurahan of ten RT
PEOPLE = [20 + 5 * (number % 7) for number in range(60)]


def played(*, gain: float, seed: int, over: int = WEEKS) -> Effect | None:
    """A round in which about 2 of 100 come each week anyway, and `gain` more of those called."""
    random = np.random.default_rng(seed)
    steps = draws(STRATA, weeks=WEEKS, count=1, seed=seed)[0]
    rate = 2 + random.uniform(-1, 1, (60, 1)) + random.uniform(-1, 1, (1, over))
    rate = rate + gain * (np.arange(over)[None, :] >= steps[:, None])
    recorded = random.binomial(np.array(PEOPLE)[:, None], np.clip(rate / 100, 0, 1))
    return reckoned(recorded, steps=list(steps), seed=seed)


def reckoned(
    recorded: npt.NDArray[np.int64], *, steps: list[int], seed: int, count: int = 299
) -> Effect | None:
    return find_effect(
        recorded, people=PEOPLE, steps=steps, strata=STRATA, weeks=WEEKS, seed=seed + 1, count=count
    )


def test_a_planted_effect_is_found_and_its_size_lies_inside() -> None:
    found = [played(gain=6, seed=seed) for seed in range(20)]
    told = [one for one in found if one]
    assert all(one.lower > 0 and one.p < 0.05 for one in told)
    assert sum(one.lower <= 6 <= one.upper for one in told) >= 18
    assert abs(sum(one.gain for one in told) / 20 - 6) < 0.5


def test_no_effect_is_not_found_more_often_than_the_interval_says() -> None:
    found = [played(gain=0, seed=seed) for seed in range(60)]
    told = [one for one in found if one]
    assert sum(one.is_told for one in told) <= 8  # 3 expected of 60; 9 or more in 2 of 1000 series
    assert abs(sum(one.gain for one in told) / 60) < 0.5


def test_before_any_week_is_over_that_has_both_kinds_nothing_is_said() -> None:
    steps = [0] * 60
    assert reckoned(np.zeros((60, 3), dtype=np.int64), steps=steps, seed=1) is None


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, WEEKS))
def test_interval_and_p_agree_and_the_guess_lies_between(seed: int, over: int) -> None:
    found = played(gain=2, seed=seed, over=over)
    assert found is not None
    assert found.lower <= found.gain <= found.upper
    if found.p < 0.02:
        assert found.is_told
    if found.p > 0.1:
        assert not found.is_told


def test_two_rt_have_too_few_orders_for_an_interval() -> None:
    found = find_effect(
        np.array([[3, 1], [0, 2]]),
        people=[10, 10],
        steps=[0, 1],
        strata=["K", "K"],
        weeks=2,
        seed=1,
        count=199,
    )
    assert found is not None
    assert not found.is_bounded
    assert not found.is_told


def test_who_is_called_more_by_a_fixed_number_gains_that_number() -> None:
    """Without chance: everybody's share rises by 10 of 100 when called, so the guess is 10."""
    steps = draws(["K"] * 60, weeks=WEEKS, count=1, seed=3)[0]
    called = np.arange(WEEKS)[None, :] >= steps[:, None]
    recorded = np.array(PEOPLE)[:, None] * (5 + 10 * called)
    found = find_effect(
        recorded,
        people=[100 * one for one in PEOPLE],
        steps=list(steps),
        strata=["K"] * 60,
        weeks=WEEKS,
        seed=4,
        count=99,
    )
    assert found is not None
    assert round(found.gain, 6) == 10
