"""The engine finds drawn bodies again by another impression, and takes no two of them for one."""

from collections.abc import Callable
from itertools import combinations

import pytest

from rekam.abis.engine.enrol import extract_person
from rekam.abis.engine.extract.networks import weights_folder
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import Sample
from rekam.abis.engine.search import verify
from rekam.abis.engine.template import PersonTemplate
from rekam.simulation.bodies import body

BODIES = 8


def scores(draw: Callable[[int, int], Sample]) -> tuple[list[float], list[float]]:
    """The engine's scores of one body's two impressions, and of two bodies."""
    made = {
        (seed, number): extract_person([draw(seed, number)], extractor=Extractor.LEADER)
        for seed in range(BODIES)
        for number in range(2)
    }
    own = [score(made[seed, 0], made[seed, 1]) for seed in range(BODIES)]
    others = [score(made[a, 0], made[b, 1]) for a, b in combinations(range(BODIES), 2)]
    return own, others


def score(probe: PersonTemplate, reference: PersonTemplate) -> float:
    (found,) = verify(probe, reference=reference).scores.values()
    return found


def test_fingers_match_only_themselves() -> None:
    own, others = scores(lambda seed, number: body(seed).finger(Position.RIGHT_INDEX, impression=number))

    assert min(own) > max(others)


def test_fingers_have_as_many_minutiae_and_as_good_an_image_as_real_ones() -> None:
    samples = [body(seed).finger(Position.LEFT_MIDDLE) for seed in range(4)]
    fingers = [
        extract_person([sample], extractor=Extractor.LEADER).fingers[Position.LEFT_MIDDLE]
        for sample in samples
    ]

    assert all(30 <= len(finger) <= 64 for finger in fingers)
    assert all(finger.quality >= 30 for finger in fingers)


def test_irises_match_only_themselves() -> None:
    own, others = scores(lambda seed, number: body(seed).iris(Position.IRIS_LEFT, impression=number))

    assert max(own) < 0.25
    assert min(others) > 0.30


@pytest.mark.skipif(not any(weights_folder().glob("*.onnx")), reason="face weights are not set up")
def test_faces_are_found_and_one_body_is_nearer_than_two() -> None:
    own, others = scores(lambda seed, number: body(seed).face(impression=number))

    assert min(own) > max(others)
