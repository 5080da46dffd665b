"""What scores mean: properties that hold for all scores and all sets of parts."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.fusion import (
    Decision,
    decide,
    evidence,
    false_accept_rate,
    false_match_rate,
    fuse,
    weigh,
)
from rekam.abis.engine.parameters import DEFAULT, LEAST_FMR, ScoreModel
from rekam.abis.engine.positions import FINGERS, IRISES, Position

FACE_SCORE = st.floats(-1.0, 1.0)
SCORE = {position: st.floats(0.0, 1.0 if position.is_finger else 0.5) for position in (*FINGERS, *IRISES)}
SCORES = st.fixed_dictionaries({}, optional=SCORE | {Position.FACE: FACE_SCORE})
ALIKE = {position: -1.0 if position.is_iris else 1.0 for position in Position}
WHO = st.sampled_from(Extractor)
LEADERS = dict.fromkeys(FINGERS, Extractor.LEADER)
few = settings(max_examples=40, deadline=None)


def told(position: Position, score: float, extractor: Extractor) -> tuple[float, float]:
    weight = evidence(position, score=score, parameters=DEFAULT, extractor=extractor)
    return weight, false_match_rate(position, score=score, parameters=DEFAULT, extractor=extractor)


def fused(scores: dict[Position, float]) -> float:
    return fuse(scores, parameters=DEFAULT, extractors=LEADERS)


def test_a_finger_of_nobodys_minutiae_means_nothing() -> None:
    with pytest.raises(ValueError, match="without the extractor"):
        evidence(Position.LEFT_RING, score=0.5, parameters=DEFAULT)


@few
@given(position=st.sampled_from(Position), a=st.floats(0, 1), b=st.floats(0, 1), who=WHO)
def test_a_liker_score_never_says_less_and_is_never_commoner_among_strangers(
    position: Position, a: float, b: float, who: Extractor
) -> None:
    less, more = sorted((a, b), key=lambda score: score * ALIKE[position])

    assert told(position, more, who)[0] >= told(position, less, who)[0]
    assert told(position, more, who)[1] <= told(position, less, who)[1]


@few
@given(position=st.sampled_from(Position), score=st.floats(0, 1), who=WHO)
def test_no_part_says_more_than_its_strangers_allow(position: Position, score: float, who: Extractor) -> None:
    weight, rate = told(position, score, who)

    assert rate >= LEAST_FMR
    assert rate <= false_accept_rate(weight) or rate <= 10 ** -(weight - 1e-9)


@few
@given(scores=SCORES, iris=st.sampled_from(IRISES))
def test_an_iris_that_does_not_match_never_raises_the_score(
    scores: dict[Position, float], iris: Position
) -> None:
    without = {position: score for position, score in scores.items() if position is not iris}

    assert fused(without | {iris: 0.45}) <= fused(without)


@few
@given(scores=SCORES, data=st.data())
def test_the_order_of_the_parts_does_not_matter(scores: dict[Position, float], data: st.DataObject) -> None:
    shuffled = dict(data.draw(st.permutations(list(scores.items()))))

    assert fused(shuffled) == fused(scores)


@few
@given(scores=SCORES)
def test_the_score_lies_between_the_floors_and_caps_of_what_is_there(scores: dict[Position, float]) -> None:
    models = [DEFAULT.finger if p.is_finger else DEFAULT.iris if p.is_iris else DEFAULT.face for p in scores]

    assert math.fsum(m.floor for m in models) <= fused(scores) + 1e-9
    assert fused(scores) <= math.fsum(m.cap for m in models) + 1e-9


@few
@given(scores=SCORES, gallery=st.integers(1, 200_000_000))
def test_the_face_never_carries_fingers_and_irises_over_the_line(
    scores: dict[Position, float], gallery: int
) -> None:
    hit, look = DEFAULT.threshold_duplicate(gallery=gallery), DEFAULT.threshold_review(gallery=gallery)
    body = {position: score for position, score in scores.items() if position is not Position.FACE}
    twin = weigh(body | {Position.FACE: 1.0}, parameters=DEFAULT, extractors=LEADERS)

    if decide(twin, threshold_duplicate=hit, threshold_review=look) is Decision.HIT:
        assert fused(body) >= look


def test_the_best_two_irises_reach_the_line_of_a_province_and_one_does_not() -> None:
    both = fused(dict.fromkeys(IRISES, 0.0))

    assert both >= DEFAULT.threshold_duplicate(gallery=13_000_000)
    assert fused({Position.IRIS_LEFT: 0.0}) < DEFAULT.threshold_duplicate(gallery=20_000)


MODEL = {
    "zero": 0.3, "slope": 10.0, "floor": -1.0, "cap": 2.5, "tail_at": 0.3, "tail_slope": 12.0,
    "strangers": 10_000,
}  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"slope": 0.0},
        {"cap": 7.0},
        {"floor": -5.0},
        {"tail_slope": 8.0},
        {"tail_slope": -12.0},
        {"strangers": 10},
    ],
)
def test_a_model_that_says_more_than_its_strangers_is_a_mistake(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"must|not fitted"):
        ScoreModel(**(MODEL | wrong))  # type: ignore[arg-type]
