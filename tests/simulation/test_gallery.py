"""The synthetic gallery: deterministic, complete, and spread as strangers are."""

import numpy as np
import pytest

from rekam.abis.engine.match import faces, irises
from rekam.abis.engine.positions import FINGERS, IRISES, Position
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


def test_strangers_irises_lie_where_real_strangers_lie() -> None:
    eyes = [person.irises[Position.IRIS_LEFT] for _, person in synthetic_templates(80, 3, fingers=())]
    codes, masks = np.stack([eye.code for eye in eyes]), np.stack([eye.mask for eye in eyes])
    found = []
    for number, eye in enumerate(eyes):
        out = np.empty(len(eyes), dtype=np.float32)
        irises.distances(*irises.rotated(eye), codes, masks, out)
        found.extend(out[number + 1 :])

    assert np.mean(found) == pytest.approx(0.445, abs=0.01)
    assert np.std(found) == pytest.approx(0.021, abs=0.004)
    assert min(found) > 0.30


def test_strangers_faces_lie_where_real_strangers_lie() -> None:
    people = [person.face for _, person in synthetic_templates(120, 4, fingers=())]
    gallery = np.stack([face.embedding for face in people if face is not None])
    found = []
    for number in range(len(gallery)):
        out = np.empty(len(gallery), dtype=np.float32)
        faces.cosines(gallery[number], gallery, out)
        found.extend(out[number + 1 :])

    assert np.mean(found) == pytest.approx(0.09, abs=0.02)
    assert np.std(found) == pytest.approx(0.10, abs=0.015)


@pytest.mark.parametrize(("count", "seed"), [(-1, 0), (1, -1), (10**9, 0)])
def test_counts_and_seeds_outside_the_range_are_refused(count: int, seed: int) -> None:
    with pytest.raises(ValueError, match="count"):
        next(synthetic_templates(count, seed))
