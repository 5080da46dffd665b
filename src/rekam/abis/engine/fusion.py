"""Adding up the evidence of all parts that were compared, and deciding.

Each score model gives log10 of a likelihood ratio; parts of one body are taken as independent, so the
evidence adds. A stranger reaches a likelihood ratio of R with a chance of at most 1 / R, which is what `far`
reports: it is a bound from the models, not a measured rate.

Source: Nandakumar, Chen, Dass, Jain, "Likelihood ratio-based biometric score fusion", IEEE TPAMI 30 (2),
2008.
"""

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.parameters import Parameters, ScoreModel
from rekam.abis.engine.positions import Position

LEAST_SCORE: Final = 1e-3
"""Stage 2 scores are taken as at least this, so that their logarithm exists."""


class Decision(StrEnum):
    """What a score means: the same body, two people must look, or nothing found."""

    HIT = "hit"
    UNCLEAR = "unclear"
    NONE = "none"


def model_units(position: Position, *, score: float) -> float:
    """A score in the units of its model: log10 of a finger's; irises and faces as they are."""
    return math.log10(max(score, LEAST_SCORE)) if position.is_finger else score


def evidence(
    position: Position, *, score: float, parameters: Parameters, extractor: Extractor | None = None
) -> float:
    """log10 likelihood ratio of one comparison.

    score      stage 2 of fingers (0 to 1), distance of irises (0 to 0.5), cosine of faces (-1 to 1)
    extractor  by whose model a finger's score goes (`compare.extractors`); ValueError without it
    """
    model = model_of(position, parameters=parameters, extractor=extractor)
    return model.evidence(model_units(position, score=score))


def false_match_rate(
    position: Position, *, score: float, parameters: Parameters, extractor: Extractor | None = None
) -> float:
    """The chance (LEAST_FMR to 1) that one comparison of two bodies gives this score or a more alike one.

    From the fitted tail of measured strangers, an extrapolation below 1 / `strangers` of the part's model.
    Arguments as `evidence`.
    """
    model = model_of(position, parameters=parameters, extractor=extractor)
    return model.false_match_rate(model_units(position, score=score))


def model_of(position: Position, *, parameters: Parameters, extractor: Extractor | None = None) -> ScoreModel:
    """What a score of this part means; arguments as `evidence`."""
    if not position.is_finger:
        return parameters.iris if position.is_iris else parameters.face
    if extractor is None:
        raise ValueError("the score of a finger means nothing without the extractor of its minutiae")
    return parameters.finger if extractor is Extractor.LEADER else parameters.finger_mindtct


def weigh(
    scores: Mapping[Position, float],
    *,
    parameters: Parameters,
    extractors: Mapping[Position, Extractor],
) -> dict[Position, float]:
    """The evidence of each compared part; `extractors` of all fingers among them."""
    return {
        p: evidence(p, score=score, parameters=parameters, extractor=extractors.get(p))
        for p, score in scores.items()
    }


def total(weights: Mapping[Position, float]) -> float:
    """The sum of the evidence of all compared parts, in log10 units; 0 where nothing was compared.

    A score of 6 means a chance of at most one in a million that this or more comes from two bodies.
    """
    return math.fsum(weights.values())


def fuse(
    scores: Mapping[Position, float],
    *,
    parameters: Parameters,
    extractors: Mapping[Position, Extractor],
) -> float:
    """The evidence of all compared parts together: `total` of what they `weigh`."""
    return total(weigh(scores, parameters=parameters, extractors=extractors))


def false_accept_rate(score: float) -> float:
    """The chance (0 to 1) at most that strangers reach a fused score: 10 ** -score."""
    return min(1.0, math.pow(10.0, -score))


def decide(
    weights: Mapping[Position, float], *, threshold_duplicate: float, threshold_review: float
) -> Decision:
    """What the evidence of each part means against two thresholds.

    A hit needs fingers and irises that reach the line for a look without the face: the face of a twin, or a
    likeness, must not carry what else was compared over the line.
    """
    score = total(weights)
    without_face = score - weights.get(Position.FACE, 0.0)
    if score >= threshold_duplicate and without_face >= threshold_review and set(weights) != {Position.FACE}:
        return Decision.HIT
    return Decision.UNCLEAR if score >= threshold_review else Decision.NONE
