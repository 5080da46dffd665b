"""Each kernel against a plain numpy oracle."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.abis.engine.bodies import face, finger, iris

from rekam.abis.engine.match import faces, fingers, irises
from rekam.abis.engine.rows import face_row, finger_row, iris_row
from rekam.abis.engine.template import FingerTemplate, IrisTemplate

SEEDS = st.integers(0, 10_000)


def iris_bits(words: np.ndarray) -> np.ndarray:
    return np.unpackbits(words.view(np.uint8), bitorder="little").reshape(16, 128).astype(bool)


def plain_distance(one: IrisTemplate, other: IrisTemplate) -> float:
    best = 0.5
    for step in range(-7, 8):
        code, mask = (np.roll(iris_bits(words), step, axis=1) for words in (one.code, one.mask))
        used = mask & iris_bits(other.mask)
        if used.sum() < irises.LEAST_BITS:
            continue
        raw = ((code ^ iris_bits(other.code)) & used).sum() / used.sum()
        best = min(best, 0.5 - (0.5 - raw) * np.sqrt(used.sum() / irises.TYPICAL_BITS))
    return max(0.0, float(best))


@settings(max_examples=20, deadline=None)
@given(first=SEEDS, second=SEEDS)
def test_the_iris_kernel_is_the_masked_hamming_distance(first: int, second: int) -> None:
    one, other = iris(first), iris(second, shake=1)
    out = np.zeros(1, np.float32)
    irises.distances(irises.rotated(iris_row(one)), iris_row(other)[None], np.zeros(1, np.int64), out)

    assert out[0] == pytest.approx(plain_distance(one, other), abs=1e-5)


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, step=st.integers(-7, 7))
def test_an_iris_turned_by_up_to_seven_steps_is_the_same(seed: int, step: int) -> None:
    one = iris(seed)
    turned = IrisTemplate(
        code=np.packbits(np.roll(iris_bits(one.code), step, axis=1), bitorder="little").view(np.uint64),
        mask=np.packbits(np.roll(iris_bits(one.mask), step, axis=1), bitorder="little").view(np.uint64),
        quality=50,
    )
    out = np.zeros(1, np.float32)
    irises.distances(irises.rotated(iris_row(one)), iris_row(turned)[None], np.zeros(1, np.int64), out)

    assert out[0] == 0.0


@settings(max_examples=20, deadline=None)
@given(first=SEEDS, second=SEEDS)
def test_the_face_kernel_is_the_cosine(first: int, second: int) -> None:
    one, other = face(first).embedding.astype(float), face(second, shake=1).embedding.astype(float)
    out = np.zeros(2, np.float32)
    column = np.stack([face_row(face(second, shake=1)), np.zeros(16, np.uint64)]).view(np.int8)
    faces.cosines(face_row(face(first)).view(np.int8), column, np.arange(2), out)

    assert out[0] == pytest.approx(one @ other / np.linalg.norm(one) / np.linalg.norm(other), abs=0.01)
    assert out[1] == faces.ABSENT


def plain_similarities(one: FingerTemplate, other: FingerTemplate) -> np.ndarray:
    a, b = one.cylinders.T[:, None, :], other.cylinders.T[None, :, :]
    both = a[..., 6] & b[..., 6]
    first = np.bitwise_count(a[..., :6] & b[..., 6:]).sum(-1).astype(float)
    second = np.bitwise_count(b[..., :6] & a[..., 6:]).sum(-1).astype(float)
    apart = np.bitwise_count((a[..., :6] ^ b[..., :6]) & both[..., None]).sum(-1).astype(float)
    turned = (one.angle[:, None].astype(int) - other.angle[None, :].astype(int) + 128) % 256 - 128
    good = (abs(turned) <= 64) & (np.bitwise_count(both) >= 31) & (first > 0) & (second > 0)
    whole = np.maximum(1.0, np.sqrt(first) + np.sqrt(second))
    return np.where(good, 1.0 - np.sqrt(apart) / whole, 0.0)


def plain_stage1(one: FingerTemplate, other: FingerTemplate) -> float:
    matrix = plain_similarities(one, other)
    size = 4 + round(8 / (1 + np.exp(-0.4 * (min(matrix.shape) - 20))))
    rows = matrix.argmax(axis=0)
    mutual = [matrix[i, j] for j, i in enumerate(rows) if matrix[i, j] >= matrix[i].max()]
    return float(sum(sorted(mutual, reverse=True)[:size]) / size)


def stages(one: FingerTemplate, other: FingerTemplate) -> tuple[float, float]:
    out = np.zeros(2, np.float32)
    column, rows = finger_row(other)[None], np.zeros(1, np.int64)
    fingers.stage1(finger_row(one), column, rows, out[:1])
    fingers.stage2(finger_row(one), column, rows, out[1:])
    return float(out[0]), float(out[1])


@settings(max_examples=20, deadline=None)
@given(first=SEEDS, second=SEEDS)
def test_stage_1_of_fingers_is_the_mean_of_mutually_best_cylinders(first: int, second: int) -> None:
    one, other = finger(first), finger(second, shake=1)

    assert stages(one, other)[0] == pytest.approx(plain_stage1(one, other), abs=1e-4)


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_another_impression_scores_above_another_finger(seed: int) -> None:
    mate, stranger = stages(finger(seed), finger(seed, shake=1)), stages(finger(seed), finger(seed + 1))

    assert mate[0] > stranger[0]
    assert mate[1] > 4 * stranger[1]


@settings(max_examples=10, deadline=None)
@given(seed=SEEDS, quarter=st.integers(1, 3))
def test_a_finger_turned_by_quarters_keeps_its_cylinders(seed: int, quarter: int) -> None:
    """The sense of the angle: a wrong one would turn the cylinders the other way."""
    from rekam.abis.engine.extract.cylinders import finger_template

    one = finger(seed)
    x, y, angle = one.x.astype(int), one.y.astype(int), one.angle.astype(int)
    for _ in range(quarter):
        x, y, angle = y, 300 - x, (angle + 64) % 256
    turned = finger_template(x=x, y=y, angle=angle, reliability=one.reliability, quality=60)

    agreeing = (
        np.bitwise_count(one.cylinders ^ turned.cylinders).sum() / np.bitwise_count(one.cylinders).sum()
    )
    assert agreeing < 0.02


def test_an_absent_finger_scores_zero() -> None:
    out = np.ones(1, np.float32)
    fingers.stage1(finger_row(finger(1)), np.zeros((1, 367), np.uint64), np.zeros(1, np.int64), out)

    assert out[0] == 0.0
