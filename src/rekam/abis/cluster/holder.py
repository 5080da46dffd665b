"""Who holds one stretch of a gallery: it reads the folder, and answers for one state of it at a time.

Nothing here knows of Ray: an actor is this class in a process of its own.
"""

import os
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Generic, TypeVar

from rekam.abis.engine import columns, manifest
from rekam.abis.engine.finger_index import FingerIndex, indices_of
from rekam.abis.engine.manifest import REMOVED, SUBJECTS, Manifest
from rekam.abis.engine.parameters import DEFAULT
from rekam.abis.engine.positions import Position
from rekam.abis.engine.questions import Question
from rekam.abis.engine.shortlist import INDEXED, lacks_indices
from rekam.abis.engine.stretch import Stretch, cut_out
from rekam.abis.engine.view import View
from rekam.abis.engine.warm_comparing import warm_comparing
from rekam.kernel.errors import RuleBroken

Answer = TypeVar("Answer")
STATES: Final = 2
"""States held at once: a search of before an append goes on with its own."""


@dataclass(frozen=True)
class Place:
    """Which rows of the gallery a holder has; `stop` None = all that come, the last holder's."""

    start: int
    stop: int | None


def places(rows: int, *, count: int) -> list[Place]:
    """So many places of about the same size for a gallery of now so many rows; the last one grows."""
    edges = [rows * k // count for k in range(count)]
    stops: list[int | None] = [*edges[1:], None]
    return [Place(start=start, stop=stop) for start, stop in zip(edges, stops, strict=True)]


@dataclass(frozen=True)
class Told(Generic[Answer]):
    """An answer, and who gave it."""

    answer: Answer
    place: Place


@dataclass(frozen=True)
class Refused:
    """What a holder refuses: values, for an exception would come out of another process as another one.

    code  "shard_behind": it does not see that state yet; "gallery_moved": it never will;
          "shard_moved": it holds other rows than was thought
    """

    code: str
    facts: Mapping[str, object]


class Holder:
    """One stretch of the gallery in a folder, for reading.

    indexed     fingers of which indices are made, in memory, where the gallery is large
    index_from  rows of the whole gallery from which they are
    """

    def __init__(
        self,
        folder: str,
        place: Place,
        *,
        indexed: Sequence[Position] = INDEXED,
        index_from: int = DEFAULT.index_from,
    ) -> None:
        self._folder = Path(folder)
        self._place = place
        self._indexed = indexed
        self._index_from = index_from
        self._indices: Mapping[Position, FingerIndex] = {}
        self._indices_of = (-1, 0, 0)
        self._held: list[tuple[Manifest, Stretch]] = []
        warm_comparing()
        self._stretch(manifest.read(self._folder))  # so that whoever is back is ready

    def process(self) -> int:
        """Its process, which tells that it lives."""
        return os.getpid()

    def answer(
        self, question: Question[Answer], *, state: Manifest, place: Place | None
    ) -> Told[Answer] | Refused:
        """The answer for exactly that state of the gallery.

        place  the rows that it is thought to hold; None = whichever they are
        """
        if place is not None and place != self._place:
            return Refused("shard_moved", {"start": self._place.start})
        try:
            return Told(question.put(self._stretch(state)), place=self._place)
        except RuleBroken as refused:
            return Refused(refused.code, refused.facts)

    def _stretch(self, state: Manifest) -> Stretch:
        for known, stretch in self._held:
            if known == state:
                return stretch
        whole = view_at(self._folder, state=state)
        start = min(self._place.start, len(whole))
        stop = len(whole) if self._place.stop is None else min(self._place.stop, len(whole))
        part = cut_out(whole, start=start, stop=stop)
        self._keep_indexed(part, state=state)
        stretch = Stretch(replace(part, indices=self._indices), start=start)
        self._held = [(state, stretch), *self._held][:STATES]
        return stretch

    def _keep_indexed(self, part: View, *, state: Manifest) -> None:
        """Make the indices of a large gallery, and again when many came since or rows have other numbers."""
        if not self._indices_fit(part, state=state):
            self._indices = {}
        if state.rows < self._index_from or not len(part):
            return
        if lacks_indices(self._indices, rows=len(part), indexed=self._indexed):
            self._indices = indices_of(part.columns, positions=self._indexed)
            self._indices_of = (state.generation, len(part), zlib.crc32(part.ids.data))

    def _indices_fit(self, part: View, *, state: Manifest) -> bool:
        """Whether the indices are of these bodies; a rebuilt gallery has others under the same numbers.

        True too of a state of before they were made: its rows are the first of theirs.
        """
        generation, rows, ids = self._indices_of
        if generation != state.generation:
            return False
        return len(part) < rows or zlib.crc32(part.ids[:rows].data) == ids


def view_at(folder: Path, *, state: Manifest) -> View:
    """The gallery in a folder as it was in a state, whatever was appended since.

    Raises RuleBroken("shard_behind") where the folder has not come so far, "gallery_moved" where a
    compaction or a rebuild has been there since: those rows have other numbers now.
    """
    there = manifest.read(folder)
    if there.generation < state.generation:
        raise RuleBroken("shard_behind", generation=there.generation)
    if there.generation > state.generation:
        raise RuleBroken("gallery_moved", generation=there.generation)
    if there.rows < state.rows or there.removed < state.removed:
        raise RuleBroken("shard_behind", rows=there.rows, removed=there.removed)
    try:
        columns.check(folder, state=state, deep=False)
        view = columns.mapped(folder, state=state)
    except FileNotFoundError as gone:
        raise RuleBroken("gallery_moved", why="files") from gone
    if there != state:
        _check_same(folder, view, state=state)
    return view


def _check_same(folder: Path, view: View, *, state: Manifest) -> None:
    """Whether the rows before those that were appended since are the same bodies: 1 s a GB of ids."""
    checksums = {SUBJECTS: zlib.crc32(view.ids.data)}
    if state.removed:
        file = columns.file_of(folder, REMOVED, generation=state.generation)
        checksums[REMOVED] = zlib.crc32(file.read_bytes()[: state.removed * columns.WIDTHS[REMOVED]])
    if any(state.checksums[name] != found for name, found in checksums.items()):
        raise RuleBroken("gallery_moved", why="subjects")
