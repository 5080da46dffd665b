"""A stretch of a gallery: some of its rows, that lie behind one another, and what a search asks of them.

A gallery on one machine is one stretch. Rows go by their numbers in the whole gallery, also where a stretch
holds only some of them.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from rekam.abis.engine import finger_index
from rekam.abis.engine.compare import Columns, Scores
from rekam.abis.engine.positions import Position
from rekam.abis.engine.recorder import Recorder
from rekam.abis.engine.rows import Row
from rekam.abis.engine.view import Rows, View

ONE_IN: Final = 16
"""Scores out of which a bound of the highest is taken."""
NOBODY: Final[frozenset[uuid.UUID]] = frozenset()


@dataclass(frozen=True)
class Who:
    """With whom a probe is compared.

    among    these subjects only; None = everybody
    exclude  not with these
    """

    among: frozenset[uuid.UUID] | None = None
    exclude: frozenset[uuid.UUID] = NOBODY

    @staticmethod
    def of(*, among: Collection[uuid.UUID] | None, exclude: Collection[uuid.UUID]) -> "Who":
        return Who(among=None if among is None else frozenset(among), exclude=frozenset(exclude))


class Stretch:
    """Rows of a gallery from `start` on, as a view of their own."""

    def __init__(self, view: View, *, start: int = 0, recorder: Recorder | None = None) -> None:
        self.view = view
        self.start = start
        self.recorder = recorder
        self._compared: tuple[Who, Rows] | None = None
        self._votes: tuple[list[bytes], Scores] | None = None

    @property
    def stop(self) -> int:
        """Where the next stretch starts."""
        return self.start + len(self.view)

    def compared(self, who: Who) -> Rows:
        """Rows of this stretch's own view that are compared, in their order; the last answer is kept."""
        kept = self._compared
        if kept is None or kept[0] != who:
            kept = self._compared = (who, compared(self.view, who))
        return kept[1]

    def indexed_to(self) -> Mapping[Position, int]:
        """Of each position that has an index, the first row of the gallery that is not in it."""
        size = len(self.view)  # an index may know more, which came after this state
        return {one: self.start + min(len(index), size) for one, index in self.view.indices.items()}

    def votes(self, parts: Mapping[Position, Row], *, indexed: Sequence[Position], known: int) -> Scores:
        """What the indices of these fingers give to each row before `known`; the last answer is kept."""
        size = min(max(0, known - self.start), len(self.view))
        key = [size.to_bytes(8, "little"), *(parts[position].tobytes() for position in indexed)]
        kept = self._votes
        if kept is None or kept[0] != key:
            given = np.zeros(size, dtype=np.float32)
            for position in indexed if size else []:
                given += finger_index.votes(parts[position], index=self.view.indices[position])[:size]
            kept = self._votes = (key, given)
        return kept[1]

    @property
    def columns(self) -> Columns:
        return self.view.columns


def compared(view: View, who: Who) -> Rows:
    """The rows of a view that are compared, in their order."""
    if who.among is not None:
        return view.rows_of(who.among - who.exclude)
    everybody, left_out = view.everybody, view.rows_of(who.exclude)
    return np.delete(everybody, np.searchsorted(everybody, left_out)) if len(left_out) else everybody


def cut_out(view: View, *, start: int, stop: int) -> View:
    """The rows of a view from `start` to `stop`, without copying them; without indices."""
    inside = view.removed[(view.removed >= start) & (view.removed < stop)]
    return replace(
        view,
        ids=view.ids[start:stop],
        columns={position: column[start:stop] for position, column in view.columns.items()},
        removed=inside - start,
        indices={},
    )


def highest(scores: Scores, *, count: int) -> Rows:
    """Where the `count` highest scores stand, in their order; of equal ones those that come first.

    So whoever takes the highest of stretches, and the highest of those, has the highest of all. The lowest of
    as many out of a part of them is a bound under which none of them lies: so a few of millions are left to
    be sorted, in a tenth of the time.
    """
    if count >= len(scores):
        return np.arange(len(scores), dtype=np.int64)
    if not count:
        return np.zeros(0, dtype=np.int64)
    part = scores[::ONE_IN]
    bound = _edge(part, count=count) if len(part) >= 2 * count else np.float32(-np.inf)
    left = np.flatnonzero(scores >= bound)
    told = scores[left]
    edge = _edge(told, count=count)
    above, equal = np.flatnonzero(told > edge), np.flatnonzero(told == edge)
    found: Rows = left[np.sort(np.concatenate([above, equal[: count - len(above)]]))]
    return found


def _edge(scores: Scores, *, count: int) -> np.float32:
    """The lowest of the `count` highest."""
    lowest: np.float32 = np.partition(scores, len(scores) - count)[len(scores) - count]
    return lowest
