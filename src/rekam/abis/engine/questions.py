"""What a search asks of each stretch of a gallery, one question after the other.

A question carries all that is needed to answer it, and an answer depends on nothing that was asked before:
whoever lost a stretch asks another holder of it again. Both can be sent to another machine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from rekam.abis.engine import compare
from rekam.abis.engine.compare import Scores
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import Position
from rekam.abis.engine.recorder import keep
from rekam.abis.engine.rows import Row
from rekam.abis.engine.stretch import Stretch, Who, highest
from rekam.abis.engine.view import Rows

Answer_co = TypeVar("Answer_co", covariant=True)
Parts = Mapping[Position, Row]


class Question(Protocol[Answer_co]):
    """Something that is asked of a stretch."""

    def put(self, stretch: Stretch) -> Answer_co:
        """The answer; called where the rows are."""
        ...


@dataclass(frozen=True)
class Counted:
    """What a stretch holds.

    start, rows  its place in the gallery; `rows` those too that were taken out, `removed` of them
    people       rows that are compared
    indexed_to   of each position that has an index, the first row of the gallery that is not in it
    """

    start: int
    rows: int
    removed: int
    people: int
    indexed_to: Mapping[Position, int]


@dataclass(frozen=True)
class Count:
    """How many people would you compare?"""

    who: Who

    def put(self, stretch: Stretch) -> Counted:
        rows = stretch.compared(self.who)
        if stretch.recorder is not None:  # a second array of millions, for nobody
            keep(stretch.recorder, search__compared=rows + stretch.start)
        return Counted(
            start=stretch.start,
            rows=len(stretch.view),
            removed=len(stretch.view.removed),
            people=len(rows),
            indexed_to=stretch.indexed_to(),
        )


@dataclass(frozen=True)
class Indexed:
    """Which fingers are looked for by their indices, and the first row of the gallery that is in none."""

    positions: Sequence[Position]
    known: int


@dataclass(frozen=True, eq=False)
class Voted:
    """How often each sum of votes was given: some hundreds of values, of however many rows."""

    values: npt.NDArray[np.float32]
    counts: npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Vote:
    """How do the indices sort your rows?"""

    who: Who
    parts: Parts
    indexed: Indexed

    def put(self, stretch: Stretch) -> Voted:
        given = _given(stretch, who=self.who, parts=self.parts, indexed=self.indexed)
        values, counts = np.unique(given, return_counts=True)
        return Voted(values=values, counts=counts.astype(np.int64))


@dataclass(frozen=True)
class Share:
    """Who of a stretch is handed on by its indices: all above `over`, and of those with just it some.

    ties  the first so many of them
    """

    over: float
    ties: int


@dataclass(frozen=True, eq=False)
class Best:
    """The most alike rows of the gallery by one part, in their order, and how many were compared for it."""

    rows: Rows
    scores: Scores
    scanned: int


@dataclass(frozen=True, eq=False)
class Alike:
    """Who of your rows is most alike by each of these parts?

    scanned  the parts; with everybody, but for
    indexed  fingers, that are compared with `share` and whoever no index knows
    size     at most so many of each part
    """

    who: Who
    parts: Parts
    scanned: Sequence[Position]
    indexed: Indexed | None
    share: Share | None
    size: int

    def put(self, stretch: Stretch) -> dict[Position, Best]:
        rows = stretch.compared(self.who)
        scanned = dict.fromkeys(self.scanned, rows)
        if self.indexed is not None:
            likely = self._likely(stretch, rows=rows, indexed=self.indexed)
            keep(stretch.recorder, search__likely=likely + stretch.start)
            scanned |= dict.fromkeys(self.indexed.positions, likely)
        return {position: self._best(stretch, position, rows=some) for position, some in scanned.items()}

    def _likely(self, stretch: Stretch, *, rows: Rows, indexed: Indexed) -> Rows:
        given = _given(stretch, who=self.who, parts=self.parts, indexed=indexed)
        old, later = np.split(rows, [len(given)])
        if self.share is None:
            return later
        over, ties = np.float32(self.share.over), self.share.ties
        chosen = np.sort(np.append(np.flatnonzero(given > over), np.flatnonzero(given == over)[:ties]))
        return np.concatenate([old[chosen], later])

    def _best(self, stretch: Stretch, position: Position, *, rows: Rows) -> Best:
        probe, column = self.parts[position], stretch.columns[position]
        scores = compare.quick(position, probe=probe, column=column, rows=rows)
        keep(stretch.recorder, **{f"search__quick__{position}": scores})
        best = highest(scores, count=self.size)
        return Best(rows=rows[best] + stretch.start, scores=scores[best], scanned=len(rows))


@dataclass(frozen=True, eq=False)
class Closer:
    """How alike are these rows by every part? The answer has a score for each of them, by part."""

    parts: Parts
    rows: Rows

    def put(self, stretch: Stretch) -> dict[Position, Scores]:
        own = self.rows - stretch.start
        return {
            position: compare.quick(position, probe=probe, column=stretch.columns[position], rows=own)
            for position, probe in self.parts.items()
        }


@dataclass(frozen=True)
class Compared:
    """A row that was compared with everything: as `compare.full` and `compare.extractors` tell it."""

    subject: bytes
    scores: Mapping[Position, float]
    extractors: Mapping[Position, Extractor]


@dataclass(frozen=True, eq=False)
class Compare:
    """What do these rows score by everything, and who are they?"""

    parts: Parts
    rows: Rows

    def put(self, stretch: Stretch) -> list[Compared]:
        return [
            Compared(
                subject=stretch.view.subject(row).bytes,
                scores=compare.full(probe=self.parts, columns=stretch.columns, row=row),
                extractors=compare.extractors(probe=self.parts, columns=stretch.columns, row=row),
            )
            for row in (self.rows - stretch.start).tolist()
        ]


def _given(stretch: Stretch, *, who: Who, parts: Parts, indexed: Indexed) -> Scores:
    """The votes of those that are compared and that the indices know, in their order."""
    votes = stretch.votes(parts, indexed=indexed.positions, known=indexed.known)
    rows = stretch.compared(who)
    given: Scores = votes[rows[: np.searchsorted(rows, len(votes))]]
    return given
