"""The explained comparison of two fingers is the one that decides."""

from dataclasses import fields, replace

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.abis.engine.bodies import finger
from tests.abis.engine.match import plain

from rekam.abis.engine.match import fingers
from rekam.abis.engine.match.explaining import Explained, explain_fingers, numbered
from rekam.abis.engine.recorder import Notebook
from rekam.abis.engine.rows import finger_row
from rekam.abis.engine.template import FingerTemplate

SEEDS = st.integers(0, 10_000)
COLUMNS = ("x", "y", "angle", "reliability")


def kernels(one: FingerTemplate, other: FingerTemplate) -> tuple[float, float]:
    out = np.zeros(2, np.float32)
    column, rows = finger_row(other)[None], np.zeros(1, np.int64)
    fingers.stage1(finger_row(one), column, rows, out[:1])
    fingers.stage2(finger_row(one), column, rows, out[1:])
    return float(out[0]), float(out[1])


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, other=SEEDS, kept=st.integers(0, 40))
@example(seed=1, other=1, kept=0)
@example(seed=1, other=1, kept=1)
def test_its_scores_are_those_of_the_kernels_to_the_last_bit(seed: int, other: int, kept: int) -> None:
    one = replace(finger(seed), **{name: getattr(finger(seed), name)[:kept].copy() for name in COLUMNS})
    for seen in (finger(other), finger(seed, shake=1)):
        told = explain_fingers(one, seen)

        assert (told.stage1, told.score) == kernels(one, seen)


@settings(max_examples=10, deadline=None)
@given(seed=SEEDS)
def test_its_pairs_are_those_of_the_plain_steps(seed: int) -> None:
    one, other = finger(seed), finger(seed, shake=1)

    told = explain_fingers(one, other)

    matrix = plain.likenesses(one, other)
    assert {(pair.first, pair.second) for pair in told.alike} == set(zip(*plain.mutual(matrix), strict=True))
    tried = plain.best_pairs(matrix)
    assert [(pair.first, pair.second) for pair in told.tried] == list(zip(*tried, strict=True))
    held = plain.relaxed(plain.supports(one, other, tried), matrix[tried].astype(float))
    assert np.allclose([pair.value for pair in told.supported], held, atol=1e-4)


def test_each_pair_that_was_laid_lies_near_after_the_movement_that_is_told() -> None:
    one, other = finger(7), finger(7, shake=1)

    told = explain_fingers(one, other)

    assert told.movement is not None
    assert len(told.laid) > 25
    for pair in told.laid:
        x, y = told.movement.on(float(one.x[pair.first]), float(one.y[pair.first]))
        assert np.hypot(x - other.x[pair.second], y - other.y[pair.second]) <= plain.FINGER.near
    first, second = numbered(told.laid, one=one)
    assert [second[pair.second] for pair in told.laid] == [first[pair.first] for pair in told.laid]
    assert [int(one.y[k]) for k in first] == sorted(int(one.y[k]) for k in first)


def test_a_recorder_is_given_every_part_by_its_name() -> None:
    notes = Notebook()

    told = explain_fingers(finger(7), finger(7, shake=1), recorder=notes)

    assert dict(notes.kept) == {f"match.{part.name}": getattr(told, part.name) for part in fields(Explained)}
