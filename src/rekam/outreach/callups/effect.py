"""What a call brings, and how sure that is: from the lot alone. Pure.

In each week the RT called so far are compared with those whose week has not come, by how many of a hundred
were recorded in that week; weeks add up by the people in them. Since the lot decided who is called when, the
same lot drawn again says what chance alone would have shown (Fisher 1935; for stepped orders Ji, Fink,
Robyn and Small 2017): no assumption on distributions, and none on RT being alike.

The interval holds each effect that the lot does not speak against: an effect t is one that all called RT
share in each week; taken off their shares, what is left must look like any other drawing. With
s(y, Z) = <y, Z> / |Z| for the called Z of a lot, centred within weeks, the drawing is at least as extreme as
the one that happened iff t >= (s(y, Z) - s(y, Z')) / (|Z| - <Z, Z'> / |Z'|), whose denominator is never below
0 (Cauchy and Schwarz): so the bounds are two places in the sorted thresholds, exact, without a search.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rekam.outreach.callups.lot import Steps, draws

DRAWS = 1999
OUTSIDE = 0.05  # the interval leaves out so much
SAME = 1e-9
AT_ONCE = 100  # lots: a city's 2,000 RT over ten weeks are 16 MB then
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Effect:
    """How many more of a hundred called people are recorded a week than of those not called yet.

    gain          the best guess, in people of a hundred and week
    lower, upper  the 95 % interval; infinite where the order was too short to tell
    p             how often the lot alone shows so much, either way (0 to 1)
    """

    gain: float
    lower: float
    upper: float
    p: float
    called: float
    waiting: float
    weeks: int

    @property
    def is_bounded(self) -> bool:
        """Whether the lot has enough different orders for an interval."""
        return bool(np.isfinite([self.lower, self.upper]).all())

    @property
    def is_told(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.lower > 0 or self.upper < 0


def find_effect(
    recorded: npt.NDArray[np.int64],
    *,
    people: Sequence[int],
    steps: Sequence[int],
    strata: Sequence[str],
    weeks: int,
    seed: int,
    count: int = DRAWS,
) -> Effect | None:
    """The effect of being called, from the weeks that are over; None before any RT could be compared.

    recorded  RT x weeks that are over: how many of the RT's people were recorded in that week
    people    of each RT, called or to be called in this round (at least 1)
    steps     each RT's week, 0 to weeks - 1
    strata    each RT's kelurahan, as the lot was drawn
    weeks     of the round
    count     lots drawn for comparison
    """
    weight = np.asarray(people, dtype=np.float64)
    shares = 100 * recorded / weight[:, None]
    over = recorded.shape[1]
    real = _called(np.asarray(steps)[None, :], over=over, weight=weight)
    length = float(_lengths(real, weight)[0])
    if length < SAME:
        return None
    score = float((real[0] * weight[:, None] * shares).sum() / length)
    lots = draws(strata, weeks=weeks, count=count, seed=seed)
    chance = [
        _scores(lots[first : first + AT_ONCE], shares=shares, real=real[0], weight=weight)
        for first in range(0, count, AT_ONCE)
    ]
    scores, alike = (np.concatenate(parts) for parts in zip(*chance, strict=True))
    lower, upper = _interval(score - scores, length - alike)
    extreme = int((np.abs(scores) >= abs(score) - SAME).sum())
    called = np.arange(over)[None, :] >= np.asarray(steps)[:, None]
    return Effect(
        gain=score / length,
        lower=lower,
        upper=upper,
        p=(1 + extreme) / (1 + count),
        called=_mean(shares, called, weight),
        waiting=_mean(shares, ~called, weight),
        weeks=over,
    )


def _scores(lots: Steps, *, shares: Numbers, real: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
    """s(y, Z') of each lot, and how alike it is to the one that happened: <Z, Z'> / |Z'|."""
    others = _called(lots, over=shares.shape[1], weight=weight)
    lengths = np.maximum(_lengths(others, weight), SAME)
    found = np.einsum("nrw,rw->n", others, weight[:, None] * shares) / lengths
    return found, np.einsum("nrw,rw->n", others, weight[:, None] * real) / lengths


def _called(steps: Steps, *, over: int, weight: Numbers) -> Numbers:
    """For each lot: who is called by each week, less the weighted mean of the week."""
    called = (np.arange(over)[None, None, :] >= steps[:, :, None]).astype(np.float64)
    mean = np.einsum("nrw,r->nw", called, weight) / weight.sum()
    return np.asarray(called - mean[:, None, :])


def _lengths(called: Numbers, weight: Numbers) -> Numbers:
    return np.asarray(np.sqrt(np.einsum("nrw,r->n", called**2, weight)))


def _interval(further: Numbers, apart: Numbers) -> tuple[float, float]:
    """The effects between which no more than OUTSIDE / 2 of the drawings lie on either side."""
    same = apart < SAME  # the same order again: as extreme whatever the effect is
    told = further / np.where(same, 1, apart)
    place = int(OUTSIDE / 2 * (len(told) + 1))
    low, high = np.sort(np.where(same, -np.inf, told)), np.sort(np.where(same, np.inf, told))
    return (float(low[place - 1]), float(high[-place])) if place else (-np.inf, np.inf)


def _mean(shares: Numbers, chosen: npt.NDArray[np.bool_], weight: Numbers) -> float:
    weights = chosen * weight[:, None]
    total = weights.sum()
    return float((shares * weights).sum() / total) if total else 0.0
