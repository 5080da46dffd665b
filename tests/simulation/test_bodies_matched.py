"""The engine finds drawn bodies again by another impression, and takes no two of them for one."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import TypeVar

import numpy as np
import pytest

from rekam.abis.engine.extract import extract_face, extract_finger, extract_iris
from rekam.abis.engine.extract.networks import weights_folder
from rekam.abis.engine.match import faces, fingers, irises
from rekam.abis.engine.positions import Position
from rekam.abis.engine.template import MAX_MINUTIAE, FaceTemplate, FingerTemplate, IrisTemplate
from rekam.simulation.bodies import body

BODIES = 8
T = TypeVar("T")


def pairs(extract: Callable[[int, int], T]) -> tuple[list[tuple[T, T]], list[tuple[T, T]]]:
    """Pairs of one body's two impressions, and of two bodies."""
    made = {(seed, number): extract(seed, number) for seed in range(BODIES) for number in range(2)}
    own = [(made[seed, 0], made[seed, 1]) for seed in range(BODIES)]
    others = [(made[a, 0], made[b, 1]) for a, b in combinations(range(BODIES), 2)]
    return own, others


def scores(found: list[tuple[T, T]], compare: Callable[[T, T], float]) -> Iterator[float]:
    return (compare(first, second) for first, second in found)


def fingers_alike(a: FingerTemplate, b: FingerTemplate) -> float:
    gallery = np.zeros((1, 7, MAX_MINUTIAE), dtype=np.uint64)
    turns = np.zeros((1, MAX_MINUTIAE), dtype=np.uint8)
    gallery[0, :, : len(b)], turns[0, : len(b)] = b.cylinders, b.angle
    out = np.empty(1, dtype=np.float32)
    counts, rows = np.array([len(b)], dtype=np.int16), np.zeros(1, dtype=np.int64)
    fingers.stage1_many(a.cylinders, a.angle, gallery, turns, counts, rows, out)
    return float(out[0])


def irises_apart(a: IrisTemplate, b: IrisTemplate) -> float:
    codes, masks = irises.rotated(a)
    out = np.empty(1, dtype=np.float32)
    irises.distances(codes, masks, b.code[None], b.mask[None], out)
    return float(out[0])


def faces_alike(a: FaceTemplate, b: FaceTemplate) -> float:
    out = np.empty(1, dtype=np.float32)
    faces.cosines(a.embedding, b.embedding[None], out)
    return float(out[0])


def test_fingers_have_minutiae_and_match_only_themselves() -> None:
    def extract(seed: int, number: int) -> FingerTemplate:
        return extract_finger(body(seed).finger(Position.RIGHT_INDEX, impression=number))

    own, others = pairs(extract)

    assert all(30 <= len(one) <= MAX_MINUTIAE and one.quality >= 30 for pair in own for one in pair)
    assert min(scores(own, fingers_alike)) > max(scores(others, fingers_alike))


def test_irises_are_segmented_and_match_only_themselves() -> None:
    def extract(seed: int, number: int) -> IrisTemplate:
        return extract_iris(body(seed).iris(Position.IRIS_LEFT, impression=number))

    own, others = pairs(extract)

    assert max(scores(own, irises_apart)) < 0.25
    assert min(scores(others, irises_apart)) > 0.30


@pytest.mark.skipif(not any(weights_folder().glob("*.onnx")), reason="face weights are not set up")
def test_faces_are_found_and_one_body_is_nearer_than_two() -> None:
    def extract(seed: int, number: int) -> FaceTemplate:
        return extract_face(body(seed).face(impression=number))

    own, others = pairs(extract)

    assert min(scores(own, faces_alike)) > max(scores(others, faces_alike))
