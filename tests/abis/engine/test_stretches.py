"""A gallery in stretches answers as the whole gallery does, to the last bit, or not at all."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.abis.engine.bodies import person

from rekam.abis.engine.crew import Here
from rekam.abis.engine.finger_index import FingerIndex, index_of
from rekam.abis.engine.parameters import Parameters
from rekam.abis.engine.positions import FINGERS, Position
from rekam.abis.engine.rows import row_words, rows_of
from rekam.abis.engine.search import search, search_crew
from rekam.abis.engine.stretch import Stretch, Who, cut_out, highest
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.engine.view import View
from rekam.kernel.errors import RuleBroken

PEOPLE = 64
FEW = Parameters(shortlist=8, finalists=6, index_from=50, index_share=0.05)
INDEXED = FINGERS[:2]
PROBES = [
    person(7, shake=1, fingers=3),
    person(9, shake=1, fingers=2, eyes=False, with_face=False),
    person(60, shake=2, fingers=0),
    person(999, fingers=2, eyes=False),
]
Index = Callable[[int, int], dict[Position, FingerIndex]]
ROWS = st.integers(0, PEOPLE)


def body(k: int) -> PersonTemplate:
    """Every third has no eyes and every fourth no fingers, so that many scores are equal."""
    return person(k % 50, fingers=0 if k % 4 == 3 else 2, eyes=k % 3 > 0, with_face=k % 5 > 0)


@pytest.fixture(scope="module")
def whole() -> View:
    columns = {one: np.zeros((PEOPLE, row_words(one)), dtype=np.uint64) for one in Position}
    for k in range(PEOPLE):
        for position, row in rows_of(body(k)).items():
            columns[position][k] = row
    ids = np.frombuffer(b"".join(uuid.UUID(int=k).bytes for k in range(PEOPLE)), dtype=np.uint8)
    return View(ids=ids.reshape(-1, 16), columns=columns)


@pytest.fixture(scope="module")
def index(whole: View) -> Index:
    """Indices of the gallery's rows from one to another, each made once."""

    @cache
    def made(start: int, stop: int) -> dict[Position, FingerIndex]:
        fingers = {one: whole.columns[one][start:stop] for one in INDEXED}
        return {one: index_of(column) for one, column in fingers.items()} if start < stop else {}

    return made


def in_stretches(view: View, *, edges: Sequence[int], known: int, index: Index) -> Here:
    """Stretches whose indices know the gallery's first rows; those further on know all their own."""
    borders = [0, *sorted(edges), PEOPLE]
    held = []
    for start, stop in pairwise(borders):
        upto = stop if start > known else min(stop, known)
        part = replace(cut_out(view, start=start, stop=stop), indices=index(start, upto) if known else {})
        held.append(Stretch(part, start=start))
    return Here(held)


@given(
    edges=st.lists(st.sampled_from([0, 1, 17, 41, 50, 63, PEOPLE]), max_size=4),
    known=st.sampled_from([0, 41, PEOPLE]),
    removed=st.sets(st.integers(0, PEOPLE - 1), max_size=6),
    excluded=st.sets(ROWS, max_size=4),
    among=st.none() | st.sets(ROWS, min_size=55),
    probe=st.sampled_from(PROBES),
)
@settings(max_examples=25, deadline=None)
def test_stretches_answer_as_the_whole_gallery_does(
    whole: View,
    index: Index,
    edges: list[int],
    known: int,
    removed: set[int],
    excluded: set[int],
    among: set[int] | None,
    probe: PersonTemplate,
) -> None:
    view = replace(whole, removed=np.array(sorted(removed), dtype=np.int64))
    who = Who.of(
        among=None if among is None else [uuid.UUID(int=k) for k in among],
        exclude=[uuid.UUID(int=k) for k in excluded],
    )

    answer = search_crew(
        probe, crew=in_stretches(view, edges=edges, known=known, index=index), who=who, parameters=FEW
    )

    alone = search(
        probe,
        gallery=replace(view, indices=index(0, known)),
        parameters=FEW,
        among=who.among,
        exclude=who.exclude,
    )
    assert list(answer.candidates) == alone
    left = set(range(PEOPLE)) - removed - excluded
    assert answer.people == len(left if among is None else left & among)
    assert sum(one.rows for one in answer.coverage) == PEOPLE


class Loses(Here):
    """A crew one of whose stretches is silently smaller than it was."""

    @property
    def rows(self) -> int:
        return PEOPLE


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_stretch_that_is_missing_or_cut_short_is_no_answer(whole: View, index: Index, lost: int) -> None:
    held = list(in_stretches(whole, edges=[20, 40], known=0, index=index).held)
    for crew in (
        Loses(held[:lost] + held[lost + 1 :]),
        Loses([*held[:lost], Stretch(cut_out(whole, start=20 * lost, stop=20 * lost + 9), start=20 * lost)]),
    ):
        with pytest.raises(RuleBroken, match="shards_incomplete"):
            search_crew(PROBES[0], crew=crew, who=Who(), parameters=FEW)


def test_a_stretch_that_skips_rows_while_it_compares_is_no_answer(whole: View, index: Index) -> None:
    held = in_stretches(whole, edges=[20, 40], known=0, index=index).held

    class Forgets(Stretch):
        asked = 0

        def compared(self, who: Who) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
            self.asked += 1
            return super().compared(who)[: -1 if self.asked > 1 else None]

    forgets = Forgets(held[1].view, start=held[1].start)
    with pytest.raises(RuleBroken, match="shards_incomplete"):
        search_crew(PROBES[0], crew=Here([held[0], forgets, held[2]]), who=Who(), parameters=FEW)


@given(scores=st.lists(st.integers(0, 2), min_size=5, max_size=30), size=st.integers(0, 6), edge=ROWS)
@settings(max_examples=40, deadline=None)
def test_the_highest_the_highest_parts_are_the_highest_all(scores: list[int], size: int, edge: int) -> None:
    told = np.array(scores, dtype=np.float32)
    order = sorted(range(len(scores)), key=lambda k: (-scores[k], k))[:size]

    parts = [highest(told[:edge], count=size), highest(told[edge:], count=size) + min(edge, len(scores))]
    of_parts = np.concatenate(parts)

    assert highest(told, count=size).tolist() == sorted(order)
    assert of_parts[highest(told[of_parts], count=size)].tolist() == sorted(order)
