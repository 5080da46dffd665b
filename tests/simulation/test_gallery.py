"""The synthetic gallery: deterministic, complete, and spread as strangers are."""

import numpy as np
import pytest
from numpy.typing import NDArray

from rekam.abis.engine.compare import exact
from rekam.abis.engine.positions import FINGERS, IRISES, Position
from rekam.abis.engine.rows import rows_of
from rekam.abis.engine.template import PersonTemplate
from rekam.simulation.gallery import BATCH, synthetic_templates

TWO = (Position.RIGHT_INDEX, Position.LEFT_INDEX)


def test_the_same_seed_gives_the_same_people_whatever_the_count() -> None:
    few = list(synthetic_templates(2, 5))
    more = list(synthetic_templates(4, 5))

    assert [subject for subject, _ in few] == [subject for subject, _ in more[:2]]
    assert [person.to_bytes() for _, person in few] == [person.to_bytes() for _, person in more[:2]]


def test_another_seed_gives_other_people() -> None:
    (first, one), (second, other) = (next(synthetic_templates(1, seed)) for seed in (5, 6))

    assert first != second
    assert one.to_bytes() != other.to_bytes()


def test_ids_are_random_uuids_without_repeats() -> None:
    ids = [subject for subject, _ in synthetic_templates(BATCH + 5, 1, fingers=())]

    assert len(set(ids)) == BATCH + 5
    assert {subject.version for subject in ids} == {4}


def test_a_person_has_every_position_and_survives_its_bytes() -> None:
    _, person = next(synthetic_templates(1, 2))

    assert set(person.fingers) == set(FINGERS)
    assert set(person.irises) == set(IRISES)
    assert person.face is not None
    assert PersonTemplate.from_bytes(person.to_bytes()).to_bytes() == person.to_bytes()


def test_fewer_fingers_are_the_same_fingers() -> None:
    whole, part = (next(synthetic_templates(1, 2, fingers=named))[1] for named in (FINGERS, TWO))

    assert set(part.fingers) == set(TWO)
    assert np.array_equal(part.fingers[TWO[1]].cylinders, whole.fingers[TWO[1]].cylinders)


def strangers(people: list[PersonTemplate], *, position: Position) -> NDArray[np.float32]:
    """The engine's true scores of all pairs, higher = more alike."""
    parts = [rows_of(person)[position] for person in people]
    column, rows = np.stack(parts), np.arange(len(parts), dtype=np.int64)
    scores = [exact(position, probe=part, column=column, rows=rows) for part in parts]
    return np.asarray(np.stack(scores)[np.triu_indices(len(parts), 1)], dtype=np.float32)


def test_strangers_irises_lie_where_real_strangers_lie() -> None:
    people = [person for _, person in synthetic_templates(80, 3, fingers=())]
    distances = 0.5 - strangers(people, position=Position.IRIS_LEFT)

    assert np.mean(distances) == pytest.approx(0.445, abs=0.01)
    assert np.std(distances) == pytest.approx(0.021, abs=0.004)
    assert distances.min() > 0.30


def test_strangers_faces_lie_where_real_strangers_lie() -> None:
    people = [person for _, person in synthetic_templates(120, 4, fingers=())]
    cosines = strangers(people, position=Position.FACE)

    assert np.mean(cosines) == pytest.approx(0.09, abs=0.02)
    assert np.std(cosines) == pytest.approx(0.10, abs=0.015)


def test_strangers_fingers_lie_where_real_strangers_lie() -> None:
    people = [person for _, person in synthetic_templates(50, 5, fingers=TWO)]
    similarities = strangers(people, position=TWO[0])

    assert np.mean(similarities) == pytest.approx(0.33, abs=0.03)
    assert similarities.max() < 0.55


@pytest.mark.parametrize(("count", "seed"), [(-1, 0), (1, -1), (10**9, 0)])
def test_counts_and_seeds_outside_the_range_are_refused(count: int, seed: int) -> None:
    with pytest.raises(ValueError, match="count"):
        next(synthetic_templates(count, seed))
