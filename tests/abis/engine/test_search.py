import uuid
from collections.abc import Collection
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.abis.engine.bodies import person

from rekam.abis.engine.crew import Here
from rekam.abis.engine.fusion import Decision, decide, false_accept_rate
from rekam.abis.engine.gallery import Gallery
from rekam.abis.engine.parameters import Parameters, ScoreModel, required_fmr
from rekam.abis.engine.positions import Position
from rekam.abis.engine.recorder import Notebook
from rekam.abis.engine.search import search, search_crew, verify
from rekam.abis.engine.stretch import Stretch, Who
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.engine.view import View

PEOPLE = 60


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    path: Path = tmp_path_factory.mktemp("gallery")
    filled = Gallery.create(path)
    filled.append_many((uuid.UUID(int=k), person(k)) for k in range(1, PEOPLE + 1))
    return filled


@pytest.mark.parametrize(
    "probe",
    [
        person(7, shake=1),
        person(7, shake=2, eyes=False, with_face=False),
        person(7, shake=3, fingers=0, with_face=False),
        person(7, shake=4, fingers=2, eyes=False),
    ],
    ids=["everything", "fingers only", "irises only", "fingers and face"],
)
def test_the_same_body_is_found_first_whatever_parts_are_there(
    gallery: Gallery, probe: PersonTemplate
) -> None:
    found = search(probe, gallery=gallery)

    assert found[0].subject == uuid.UUID(int=7)
    assert found[0].decision is Decision.HIT
    assert all(other.decision is Decision.NONE for other in found[1:])


def test_a_stranger_finds_nobody(gallery: Gallery) -> None:
    assert all(one.decision is Decision.NONE for one in search(person(999), gallery=gallery))


def people_compared(
    gallery: Gallery, *, among: Collection[uuid.UUID] | None, exclude: Collection[uuid.UUID]
) -> int:
    """As many as the thresholds of a search follow from."""
    crew, who = Here([Stretch(gallery.view())]), Who.of(among=among, exclude=exclude)
    return search_crew(person(7), crew=crew, who=who).people


def test_who_is_excluded_is_not_returned_and_takes_nobodys_place(gallery: Gallery) -> None:
    few = Parameters(shortlist=8, finalists=4)
    probe = person(7, shake=1)
    first = [one.subject for one in search(probe, gallery=gallery, parameters=few)]

    found = search(probe, gallery=gallery, parameters=few, exclude=first[:3])

    assert len(found) == len(first)
    assert {one.subject for one in found}.isdisjoint(first[:3])
    assert people_compared(gallery, among=None, exclude=[*first[:3], uuid.UUID(int=999)]) == PEOPLE - 3


def test_among_some_subjects_is_a_search_of_a_gallery_of_them_alone(gallery: Gallery, tmp_path: Path) -> None:
    some = [uuid.UUID(int=k) for k in (41, 7, 3, 20, 55, 8, 9, 31, 12)]
    alone = Gallery.create(tmp_path)
    alone.append_many((subject, person(subject.int)) for subject in sorted(some))
    few = Parameters(shortlist=8, finalists=4)

    for probe in (person(7, shake=1), person(999)):
        asked = [*some, uuid.UUID(int=999)]
        found = search(probe, gallery=gallery, parameters=few, among=asked)
        assert found == search(probe, gallery=alone, parameters=few)
        kept = search(probe, gallery=gallery, parameters=few, among=asked, exclude=some[:2])
        assert {one.subject for one in kept}.issubset(some[2:])
    assert search(person(7), gallery=gallery, among=[]) == []
    assert people_compared(gallery, among=some, exclude=some[:2]) == len(some) - 2


@given(
    ids=st.lists(st.integers(0, 3), max_size=12, unique=True), wanted=st.sets(st.integers(0, 3 * 2**64 + 3))
)
@settings(max_examples=30, deadline=None)
def test_rows_of_subjects_are_those_whose_whole_id_is_asked_for(ids: list[int], wanted: set[int]) -> None:
    there = [uuid.UUID(int=part << 64 | k) for k in ids for part in (0, 2)]
    block = np.frombuffer(b"".join(one.bytes for one in there), dtype=np.uint8).reshape(-1, 16)
    asked = {uuid.UUID(int=number) for number in wanted} | set(there[::3])

    rows = View(ids=block, columns={}).rows_of(asked)

    assert rows.tolist() == [row for row, one in enumerate(there) if one in asked]


def test_a_face_alone_is_never_a_hit(gallery: Gallery) -> None:
    only_face = PersonTemplate(face=person(7, shake=1).face)

    assert all(one.decision is not Decision.HIT for one in search(only_face, gallery=gallery))
    assert decide({Position.FACE: 99.0}, threshold_duplicate=7.0, threshold_review=5.0) is Decision.UNCLEAR


def test_searching_nothing_or_nowhere_gives_nobody(gallery: Gallery, tmp_path: Path) -> None:
    assert search(PersonTemplate(), gallery=gallery) == []
    assert search(person(1), gallery=Gallery.create(tmp_path)) == []


def test_verification_tells_mates_from_strangers() -> None:
    assert verify(person(3, shake=1), reference=person(3)).decision is Decision.HIT
    assert verify(person(4), reference=person(3)).decision is Decision.NONE
    assert verify(PersonTemplate(), reference=person(3)).decision is Decision.NONE


def test_every_intermediate_result_has_a_name(gallery: Gallery) -> None:
    notes = Notebook()

    search(person(7), gallery=gallery, recorder=notes)

    names = {name for name, _ in notes.kept}
    assert {
        "search.compared",
        "search.shortlist",
        "search.finalists",
        "search.candidates",
        "search.quick.iris_left",
    } <= names


def test_a_larger_gallery_asks_for_more_evidence() -> None:
    parameters = Parameters()

    assert parameters.threshold_duplicate(gallery=20_000) > parameters.threshold_duplicate(gallery=200)
    assert parameters.threshold_duplicate(gallery=200) > parameters.threshold_review(gallery=200)
    assert false_accept_rate(6.0) == pytest.approx(1e-6)
    assert 1 - (1 - required_fmr(fpir=0.01, gallery=5000)) ** 5000 == pytest.approx(0.01)


@pytest.mark.parametrize("wrong", [{"target_fpir": 0.5}, {"review_fpir": 1e-9}, {"shortlist": 1}])
def test_values_out_of_range_are_a_mistake(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must lie between"):
        Parameters(**wrong)  # type: ignore[arg-type]


def test_evidence_is_held_between_floor_and_cap() -> None:
    model = ScoreModel(
        zero=0.3, slope=10.0, floor=-1.0, cap=2.5, tail_at=0.3, tail_slope=12.0, strangers=10_000
    )

    assert [model.evidence(score) for score in (-1.0, 0.3, 0.4, 1.0)] == pytest.approx([-1.0, 0.0, 1.0, 2.5])
