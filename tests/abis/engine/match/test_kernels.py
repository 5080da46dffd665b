"""Each kernel against a plain numpy oracle."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.abis.engine.bodies import face, finger, iris
from tests.abis.engine.match import plain

from rekam.abis.engine import compare
from rekam.abis.engine.extract.cylinders import finger_template
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.match import faces, fingers, irises
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import FINGER_WORDS, face_row, finger_row, iris_row
from rekam.abis.engine.template import FingerTemplate, IrisTemplate
from rekam.simulation.gallery_irises import iris_templates

COLUMNS = ("x", "y", "angle", "reliability")
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


def test_a_search_has_the_exact_distance_of_mates_and_puts_strangers_behind() -> None:
    chance = np.random.default_rng(5)
    eyes = iris_templates(60, rng=chance)
    seen = []
    for k, eye in enumerate(eyes):
        code, mask = (np.roll(iris_bits(words), k % 15 - 7, axis=1) for words in (eye.code, eye.mask))
        code = (code ^ (chance.random(code.shape) < 0.2)) & mask
        packed = [np.packbits(bits, bitorder="little").view(np.uint64) for bits in (code, mask)]
        seen.append(np.concatenate(packed))
    column, rows = np.stack([*seen, np.zeros(64, np.uint64)]), np.arange(len(seen) + 1)
    for k, eye in enumerate(eyes):
        true, sifted = np.zeros((2, len(column)), np.float32)
        irises.distances(irises.rotated(iris_row(eye)), column, rows, true)
        irises.sifted_distances(irises.rotated(iris_row(eye)), column, rows, sifted)
        other = sifted != true

        assert sifted[k] == true[k] < 0.25
        assert (sifted[other] > min(irises.SIFT_BOUND, irises.EXACT_BOUND) - 1e-6).all()
        assert sifted[-1] == true[-1] == irises.APART


def test_a_pass_that_is_shared_among_cores_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "WORTH_A_CORE", 4)
    monkeypatch.setattr(compare, "cores", lambda: 3)
    column, rows = np.stack([face_row(face(k)) for k in range(14)]), np.arange(1, 14)
    given = {"probe": column[3], "column": column, "rows": rows}

    assert np.array_equal(compare.quick(Position.FACE, **given), compare.exact(Position.FACE, **given))


@settings(max_examples=20, deadline=None)
@given(first=SEEDS, second=SEEDS)
def test_the_face_kernel_is_the_cosine(first: int, second: int) -> None:
    one, other = face(first).embedding.astype(float), face(second, shake=1).embedding.astype(float)
    out = np.zeros(2, np.float32)
    column = np.stack([face_row(face(second, shake=1)), np.zeros(16, np.uint64)]).view(np.int8)
    faces.cosines(face_row(face(first)).view(np.int8), column, np.arange(2), out)

    assert out[0] == pytest.approx(one @ other / np.linalg.norm(one) / np.linalg.norm(other), abs=0.01)
    assert out[1] == faces.ABSENT


def first_of(one: FingerTemplate, count: int) -> FingerTemplate:
    return replace(one, **{name: getattr(one, name)[:count].copy() for name in COLUMNS})


def stages(one: FingerTemplate, other: FingerTemplate) -> tuple[float, float]:
    out = np.zeros(2, np.float32)
    column, rows = finger_row(other)[None], np.zeros(1, np.int64)
    fingers.stage1(finger_row(one), column, rows, out[:1])
    fingers.stage2(finger_row(one), column, rows, out[1:])
    return float(out[0]), float(out[1])


@settings(max_examples=20, deadline=None)
@given(first=SEEDS, second=SEEDS)
def test_both_stages_of_fingers_are_what_the_plain_steps_give(first: int, second: int) -> None:
    for other in (finger(second, shake=1), finger(first, shake=1)):
        told = (plain.stage1(finger(first), other), plain.stage2(finger(first), other))

        assert stages(finger(first), other) == pytest.approx(told, abs=1e-4)


@settings(max_examples=20, deadline=None)
@given(first=SEEDS, second=SEEDS, size=st.integers(2, 34))
def test_nothing_is_left_of_a_larger_finger_when_a_smaller_one_follows(
    first: int, second: int, size: int
) -> None:
    one = first_of(finger(first), 6 + size)
    others = [finger(second), finger(first, shake=1), first_of(finger(first, shake=1), size)]
    column, rows = np.stack([finger_row(other) for other in others]), np.arange(len(others))
    out = np.zeros((2, len(others)), np.float32)
    fingers.stage1(finger_row(one), column, rows, out[0])
    fingers.stage2(finger_row(one), column, rows, out[1])

    assert out.T.tolist() == [list(stages(one, other)) for other in others]
    assert out[0].tolist() == pytest.approx([plain.stage1(one, other) for other in others], abs=1e-4)


@settings(max_examples=20, deadline=None)
@given(first=SEEDS, shake=st.integers(0, 1))
def test_fingers_compare_alike_from_either_side(first: int, shake: int) -> None:
    one, other = finger(first), finger(first + 1 - shake, shake=1)

    assert stages(one, other)[0] == pytest.approx(stages(other, one)[0], abs=1e-5)
    assert stages(one, other)[1] == pytest.approx(stages(other, one)[1], abs=0.1)


@settings(max_examples=20, deadline=None)
@given(first=SEEDS, turn=st.integers(-40, 40), away=st.integers(-200, 200))
def test_a_finger_turned_and_shifted_scores_nearly_the_same(first: int, turn: int, away: int) -> None:
    one, other = finger(first), finger(first, shake=1)
    cos, sin = np.cos(turn * np.pi / 128), np.sin(turn * np.pi / 128)
    x, y = other.x - 150.0, other.y - 200.0
    laid_askew = finger_template(
        x=np.rint(cos * x + sin * y + away),
        y=np.rint(cos * y - sin * x - away),
        angle=(other.angle.astype(int) + turn) % 256,
        reliability=other.reliability,
        quality=60,
        extractor=Extractor.LEADER,
    )

    assert stages(one, laid_askew) == pytest.approx(stages(one, other), abs=0.1)


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
    one = finger(seed)
    x, y, angle = one.x.astype(int), one.y.astype(int), one.angle.astype(int)
    for _ in range(quarter):
        x, y, angle = y, 300 - x, (angle + 64) % 256
    turned = finger_template(
        x=x, y=y, angle=angle, reliability=one.reliability, quality=60, extractor=one.extractor
    )

    agreeing = (
        np.bitwise_count(one.cylinders ^ turned.cylinders).sum() / np.bitwise_count(one.cylinders).sum()
    )
    assert agreeing < 0.02


def test_fingers_of_too_few_minutiae_score_zero_and_are_no_mistake() -> None:
    nothing, out = np.zeros((1, FINGER_WORDS), np.uint64), np.ones(2, np.float32)
    fingers.stage1(finger_row(finger(1)), nothing, np.zeros(1, np.int64), out[:1])
    fingers.stage2(nothing[0], nothing, np.zeros(1, np.int64), out[1:])

    assert out.tolist() == [0.0, 0.0]
    for count in (1, 2, 3):
        few = first_of(finger(1), count)
        assert stages(few, finger(1)) == pytest.approx(
            (plain.stage1(few, finger(1)), plain.stage2(few, finger(1))), abs=1e-4
        )


def test_a_finger_fits_two_kilobytes() -> None:
    assert 8 * FINGER_WORDS <= 2_048
