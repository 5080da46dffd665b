"""A holder answers for the state that it is asked for, and says when it cannot."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.abis.engine.bodies import person

from rekam.abis.cluster.holder import Holder, Place, Refused, Told, places
from rekam.abis.cluster.searching import search
from rekam.abis.cluster.settings import Shards, shards_of
from rekam.abis.engine import manifest
from rekam.abis.engine.gallery import Gallery
from rekam.abis.engine.parameters import Parameters
from rekam.abis.engine.positions import FINGERS
from rekam.abis.engine.questions import Count, Counted
from rekam.abis.engine.search import search as search_here
from rekam.abis.engine.stretch import Who
from rekam.kernel.errors import RuleBroken

PEOPLE = 12
EVERYBODY = Count(Who())


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Gallery]:
    filled = Gallery.create(tmp_path / "gallery")
    add(filled, range(PEOPLE))
    yield filled
    del filled


def add(gallery: Gallery, numbers: range) -> None:
    gallery.append_many((uuid.UUID(int=k), person(k, fingers=2, eyes=False)) for k in numbers)


def holder(gallery: Gallery, place: Place) -> Holder:
    return Holder(str(gallery.path), place, indexed=FINGERS[:2], index_from=10)


def counted(told: Told[Counted] | Refused) -> Counted:
    assert isinstance(told, Told)
    return told.answer


def code(told: Told[Counted] | Refused) -> str:
    assert isinstance(told, Refused)
    return told.code


@given(rows=st.integers(0, 300_000_000), count=st.integers(1, 1_000))
def test_places_lie_end_to_end_and_the_last_one_grows(rows: int, count: int) -> None:
    found = places(rows, count=count)

    assert [one.start for one in found[1:]] == [one.stop for one in found[:-1]]
    assert (found[0].start, found[-1].stop, len(found)) == (0, None, count)
    sizes = [(one.stop if one.stop is not None else rows) - one.start for one in found]
    assert max(sizes) - min(sizes) <= 1


def test_an_older_state_is_answered_for_whatever_came_since(gallery: Gallery) -> None:
    before = gallery.state
    last = holder(gallery, Place(start=8, stop=None))
    add(gallery, range(PEOPLE, PEOPLE + 3))
    gallery.remove([uuid.UUID(int=9)])

    old = counted(last.answer(EVERYBODY, state=before, place=None))
    new = counted(last.answer(EVERYBODY, state=gallery.state, place=None))
    back = counted(holder(gallery, Place(start=8, stop=None)).answer(EVERYBODY, state=before, place=None))

    assert (old.rows, old.people, new.rows, new.removed, new.people) == (4, 4, 7, 1, 6)
    assert set(old.indexed_to.values()) == {12}
    assert set(new.indexed_to.values()) == {15}, "made again: more than a tenth came since"
    assert back == old, "indices that know more do not change what an older state is told of"


def test_what_it_cannot_answer_for_it_refuses(gallery: Gallery, tmp_path: Path) -> None:
    first = holder(gallery, Place(start=0, stop=6))
    ahead = replace(gallery.state, rows=PEOPLE + 1)
    others = replace(gallery.state, rows=PEOPLE - 1, checksums={**gallery.state.checksums, "subjects": 1})

    assert code(first.answer(EVERYBODY, state=ahead, place=None)) == "shard_behind"
    assert code(first.answer(EVERYBODY, state=others, place=None)) == "gallery_moved"
    assert code(first.answer(EVERYBODY, state=gallery.state, place=Place(start=0, stop=5))) == "shard_moved"
    before = gallery.state
    gallery.remove([uuid.UUID(int=1)])
    removed = gallery.state
    gallery.compact()
    assert code(first.answer(EVERYBODY, state=removed, place=None)) == "gallery_moved"
    assert counted(first.answer(EVERYBODY, state=before, place=None)).people == 6, (
        "it still has that one mapped"
    )
    assert counted(first.answer(EVERYBODY, state=gallery.state, place=None)).people == 6
    assert manifest.read(gallery.path) == gallery.state


def test_settings_ask_for_shards_or_are_refused(gallery: Gallery) -> None:
    assert shards_of({}) is None
    assert shards_of({"REKAM_SHARDS": "4", "REKAM_SHARDS_WAIT_SECONDS": "9"}) == Shards(
        count=4, wait_seconds=9
    )
    for wrong in ({"REKAM_SHARDS": "0"}, {"REKAM_SHARDS": "2", "REKAM_SHARDS_WAIT_SECONDS": "soon"}):
        with pytest.raises(RuleBroken, match="shards_setting"):
            shards_of(wrong)


def test_without_settings_it_is_searched_here(gallery: Gallery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REKAM_SHARDS", raising=False)
    probe, mine = person(3, shake=1, fingers=2, eyes=False), uuid.UUID(int=5)

    answer = search(probe, gallery=gallery, who=Who.of(among=None, exclude=[mine]), parameters=Parameters())

    assert list(answer.candidates) == search_here(probe, gallery=gallery, exclude=[mine])
    assert (answer.people, answer.candidates[0].subject) == (PEOPLE - 1, uuid.UUID(int=3))
