"""Fitting the score models of `rekam.abis.engine.parameters`: the strangers' tail and the line of evidence.

All scores here are turned so that higher means more alike. Pure: arrays in, values out.

The tail is exponential above the 99th percentile (a generalised Pareto tail of shape 0; its shape is
estimated too, and one above 0 means a heavier tail, against which the line is no protection), moved up until
no measured rate lies above it. The line of evidence is a logistic regression of mates against strangers,
made flatter and moved until strangers' mean likelihood ratio is at most MEAN_RATIO. A true likelihood ratio
has a mean of 1 among strangers, and then they reach R with a chance of at most 1 / R (Markov); so does the
product of several, as long as they are independent.

Sources: Coles, "An Introduction to Statistical Modeling of Extreme Values", 2001, chapter 4; Bruemmer and
du Preez, "Application-independent evaluation of speaker detection", Computer Speech and Language 20, 2006.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.parameters import ScoreModel

Scores = npt.NDArray[np.float64]

MEAN_RATIO: Final = 0.5
"""Half of what would be allowed, since the next strangers may be liker than these."""
TAIL: Final = 0.99
SEEN_OFTEN: Final = 10
"""Strangers from which on a measured rate is held against the tail: fewer are chance."""


@dataclass(frozen=True)
class Bounds:
    """What a model may say whatever the data show.

    floor    development sets are better than offices: a failed mate must not say more against than this
    cap      twins and likenesses
    flatter  the share of the tail's slope that the evidence has at most: below 1 the mean ratio has a limit
    """

    floor: float
    cap: float
    flatter: float


@dataclass(frozen=True)
class Tail:
    """Strangers above `TAIL`: the score of 1 in 100, decades a unit beyond it, and the estimated shape."""

    at: float
    slope: float
    shape: float


def fit_tail(strangers: Scores) -> Tail:
    """The tail of strangers' scores, on or above all rates that at least SEEN_OFTEN of them show."""
    ordered = np.sort(strangers)[::-1]
    start = float(np.quantile(strangers, TAIL))
    beyond = np.sort(ordered[ordered > start] - start)
    count, mean = len(beyond), float(beyond.mean())
    weighted = float(((count - 1 - np.arange(count)) / (count - 1) * beyond).mean())
    slope = 1.0 / (mean * math.log(10.0))
    ranks = np.arange(SEEN_OFTEN, count + 1)
    decades = -np.log10(ranks / len(ordered))
    shift = float(np.max(ordered[ranks - 1] - (start + (decades - 2.0) / slope)))
    return Tail(at=start + max(0.0, shift), slope=slope, shape=2.0 - mean / (mean - 2.0 * weighted))


def fit_line(*, mates: Scores, strangers: Scores) -> tuple[float, float]:
    """Zero and slope (log10 a unit) of a logistic regression in which both sorts weigh the same."""
    scores = np.concatenate([mates, strangers])
    middle, spread = float(scores.mean()), float(scores.std())
    x = np.stack([(scores - middle) / spread, np.ones_like(scores)])
    sure = np.concatenate([np.ones(len(mates)), np.zeros(len(strangers))])
    weight = np.concatenate(
        [np.full(len(mates), 0.5 / len(mates)), np.full(len(strangers), 0.5 / len(strangers))]
    )
    line = np.array([1.0, 0.0])
    for _ in range(50):
        chance = 1.0 / (1.0 + np.exp(-np.clip(line @ x, -50.0, 50.0)))
        curve = (x * (weight * chance * (1.0 - chance))) @ x.T + 1e-6 * np.eye(2)
        line = line + np.linalg.solve(curve, x @ (weight * (sure - chance)) - 1e-6 * line)
    slope = float(line[0]) / spread
    return middle - float(line[1]) / slope, slope / math.log(10.0)


def fit_model(*, mates: Scores, strangers: Scores, bounds: Bounds) -> ScoreModel:
    """The model of these scores."""
    tail = fit_tail(strangers)
    zero, slope = fit_line(mates=mates, strangers=strangers)
    slope = _rounded(min(slope, bounds.flatter * tail.slope))
    cap = min(bounds.cap, math.floor(2.0 * (math.log10(len(strangers)) + 1.0)) / 2.0)
    step = 0.02 / slope
    while True:
        missed = float((mates < zero).mean()) + 1.0 / len(mates)
        floor = max(
            bounds.floor, math.ceil(10.0 * math.log10(missed / float((strangers < zero).mean()))) / 10.0
        )
        model = ScoreModel(
            zero=round(zero, 4),
            slope=slope,
            floor=min(0.0, floor),
            cap=cap,
            tail_at=round(tail.at, 4),
            tail_slope=_rounded(tail.slope),
            strangers=len(strangers),
        )
        if mean_ratio(model, strangers) <= MEAN_RATIO:
            return model
        zero += step


def mean_ratio(model: ScoreModel, strangers: Scores) -> float:
    """The mean likelihood ratio of strangers: at most 1, or the model says more than it knows."""
    return float(np.power(10.0, evidence(model, strangers)).mean())


def cllr(model: ScoreModel, *, mates: Scores, strangers: Scores) -> float:
    """Cost of the log likelihood ratio in bits: 0 = knows all, 1 = says nothing, above 1 = misleads."""
    for_mates, for_strangers = (np.power(10.0, evidence(model, s)) for s in (mates, strangers))
    return 0.5 * float(np.log2(1.0 + 1.0 / for_mates).mean() + np.log2(1.0 + for_strangers).mean())


def evidence(model: ScoreModel, scores: Scores) -> Scores:
    """`ScoreModel.evidence` of many scores."""
    return np.clip(model.slope * (scores - model.zero), model.floor, model.cap)


def rates_told(model: ScoreModel, scores: Scores) -> Scores:
    """`ScoreModel.false_match_rate` of many scores."""
    return np.array([model.false_match_rate(float(score)) for score in scores])


def _rounded(value: float) -> float:
    """Two and a half digits are all that such data give."""
    return float(f"{value:.3g}")
