"""The shortlist by indices: who is found, whom they leave out, and when everybody is compared."""

import uuid
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.abis.engine.bodies import finger, person

from rekam.abis.engine.gallery import Gallery
from rekam.abis.engine.parameters import Parameters
from rekam.abis.engine.positions import FINGERS, IRISES, Position
from rekam.abis.engine.recorder import Notebook
from rekam.abis.engine.search import search
from rekam.abis.engine.stretch import highest
from rekam.abis.engine.template import PersonTemplate

PEOPLE = 70
FEW = Parameters(shortlist=8, finalists=4, index_from=50, index_share=0.02)
THUMB, INDEX = FINGERS[:2]


def template(k: int) -> PersonTemplate:
    return person(k, fingers=2, eyes=False, with_face=False)


def probe(k: int, *, fingers: int = 2) -> PersonTemplate:
    return person(k, shake=1, fingers=fingers, eyes=False, with_face=False)


@pytest.fixture
def gallery(tmp_path: Path) -> Gallery:
    filled = Gallery.create(tmp_path)
    filled.append_many((uuid.UUID(int=k), template(k)) for k in range(1, PEOPLE + 1))
    filled.index([THUMB, INDEX])
    return filled


def looked_at(gallery: Gallery, one: PersonTemplate, parameters: Parameters = FEW) -> tuple[int, int]:
    """Who was found first, and how many fingers at each place were compared by stage 1."""
    notes = Notebook()
    found = search(one, gallery=gallery, parameters=parameters, recorder=notes)
    (compared,) = {len(scores) for name, scores in notes.kept if name.startswith("search.quick.")}
    return found[0].subject.int, compared


def indexed_of(one: PersonTemplate, *, gallery: Gallery) -> set[Position]:
    """The fingers that are compared with those alone whom the indices hand on."""
    notes = Notebook()
    search(one, gallery=gallery, parameters=FEW, recorder=notes)
    quick = {name.rpartition(".")[2]: len(scores) for name, scores in notes.kept if ".quick." in name}
    return {Position(name) for name, compared in quick.items() if compared < PEOPLE}


def test_indices_hand_on_a_few_and_whoever_came_later(gallery: Gallery) -> None:
    assert looked_at(gallery, probe(7)) == (7, FEW.shortlist)

    gallery.append_many((uuid.UUID(int=k), template(k)) for k in (71, 72))
    gallery.remove([uuid.UUID(int=k) for k in (7, 71)])

    assert looked_at(gallery, probe(72)) == (72, FEW.shortlist + 1)
    assert looked_at(gallery, probe(9)) == (9, FEW.shortlist + 1)
    assert looked_at(gallery, probe(7))[0] != 7
    gallery.compact()
    assert not gallery.view().indices
    assert looked_at(gallery, probe(9)) == (9, PEOPLE)


def test_everybody_is_compared_by_one_finger_by_poor_ones_and_where_people_are_few(gallery: Gallery) -> None:
    assert looked_at(gallery, probe(7, fingers=1)) == (7, PEOPLE)
    assert looked_at(gallery, probe(7), replace(FEW, index_from=PEOPLE + 1)) == (7, PEOPLE)
    others = {THUMB: finger(701, shake=1), FINGERS[2]: finger(702, shake=1)}
    poor = replace(finger(700, shake=1), quality=others[THUMB].quality - FEW.index_quality - 1)
    one = PersonTemplate(fingers={**others, INDEX: poor})
    assert looked_at(gallery, one)[1] == PEOPLE
    assert indexed_of(replace(one, irises=person(7).irises), gallery=gallery) == {THUMB, INDEX}
    assert Position.FACE not in gallery.view().indices


def test_fingers_may_be_left_to_the_shortlist_but_not_of_a_probe_without_irises_and_face(
    gallery: Gallery,
) -> None:
    none = replace(FEW, scanned_fingers=0)
    assert looked_at(gallery, probe(7), none) == looked_at(gallery, probe(7))

    gallery.append_many([(uuid.UUID(int=99), person(9))])
    notes = Notebook()
    found = search(person(9, shake=1), gallery=gallery, parameters=none, recorder=notes)
    compared = {name.rpartition(".")[2] for name, _ in notes.kept if name.startswith("search.quick.")}
    assert compared == {*IRISES, Position.FACE}
    assert (found[0].subject.int, set(found[0].scores)) == (99, set(person(9).positions))


@given(st.lists(st.integers(0, 40), min_size=1, max_size=400), st.data())
def test_the_highest_are_the_highest_however_many_are_left_aside(
    scores: list[int], data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, len(scores)))
    given_scores = np.array(scores, dtype=np.float32)
    found = highest(given_scores, count=count)
    assert len(set(found)) == count
    assert sorted(given_scores[found]) == sorted(scores)[-count:]
