"""People who look alike: twins share a face, likenesses nearly do; nobody shares irises and fingers."""

import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from tests.abis.engine.bodies import finger, person

from rekam.abis.engine.fusion import Decision, evidence
from rekam.abis.engine.gallery import Gallery
from rekam.abis.engine.parameters import DEFAULT
from rekam.abis.engine.positions import FINGERS, IRISES, Position
from rekam.abis.engine.search import search, verify
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.rules import is_unambiguous

ANI, OTHERS = uuid.UUID(int=1), 30


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    path: Path = tmp_path_factory.mktemp("family")
    filled = Gallery.create(path)
    filled.append_many((uuid.UUID(int=k), person(k)) for k in range(1, OTHERS + 1))
    return filled


def twin_of(seed: int, *, parts: PersonTemplate) -> PersonTemplate:
    """Somebody else's irises and fingers with the very face of a body: the worst case of a twin."""
    return replace(parts, face=person(seed).face)


@pytest.mark.parametrize(
    "parts",
    [
        person(901),
        person(902, eyes=False),
        person(903, fingers=0),
        person(904, fingers=1, eyes=False),
        PersonTemplate(),
    ],
    ids=["everything", "fingers", "irises", "one finger", "the face alone"],
)
def test_a_twin_is_never_a_hit(gallery: Gallery, parts: PersonTemplate) -> None:
    twin = twin_of(1, parts=parts)

    assert all(one.decision is not Decision.HIT for one in search(twin, gallery=gallery))
    assert verify(twin, reference=person(1)).decision is not Decision.HIT


def test_two_other_irises_speak_strongly_against_a_twin(gallery: Gallery) -> None:
    verdict = verify(twin_of(1, parts=person(903, fingers=0)), reference=person(1))

    assert verdict.score < 0
    assert all(verdict.scores[eye] > DEFAULT.iris.zero for eye in IRISES)
    assert verdict.decision is Decision.NONE
    assert search(twin_of(1, parts=person(901)), gallery=gallery)[0].decision is Decision.NONE


def test_a_twin_with_an_own_record_finds_it_and_not_the_other(tmp_path: Path) -> None:
    budi = twin_of(1, parts=person(50))
    both = Gallery.create(tmp_path)
    both.append_many([(ANI, person(1)), (uuid.UUID(int=50), budi)])

    found = search(twin_of(1, parts=person(50, shake=1)), gallery=both)

    assert [one.subject for one in found if one.decision is Decision.HIT] == [uuid.UUID(int=50)]
    assert found[-1].decision is Decision.NONE


def test_a_likeness_of_the_highest_measured_stranger_says_little() -> None:
    assert evidence(Position.FACE, score=0.41, parameters=DEFAULT) < 1.0


def test_the_operators_finger_among_a_persons_own_is_no_hit_for_the_person(gallery: Gallery) -> None:
    """One finger of another body among four: the rest still decides, for both of them."""
    mixed = person(1, shake=1)
    mixed = replace(mixed, fingers=dict(mixed.fingers) | {FINGERS[0]: finger(100 * 7, shake=1)})

    found = {one.subject: one.decision for one in search(mixed, gallery=gallery)}

    assert found[ANI] is Decision.HIT
    assert found.get(uuid.UUID(int=7), Decision.NONE) is not Decision.HIT


def test_a_single_part_never_decides_by_itself(gallery: Gallery) -> None:
    """It may be the operator's: whatever a search says of one finger, two people look."""
    only = PersonTemplate(fingers={FINGERS[0]: finger(100 * 7, shake=1)})

    best = search(only, gallery=gallery)[0]

    assert best.subject == uuid.UUID(int=7)
    assert not is_unambiguous(best.scores)
