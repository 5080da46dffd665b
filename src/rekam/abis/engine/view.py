"""One consistent state of a gallery: what a search goes through, whatever is appended meanwhile."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.positions import Position

if TYPE_CHECKING:
    from rekam.abis.engine.finger_index import FingerIndex

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class View:
    """A consistent state of a gallery: all columns have `len(self)` rows, whatever is appended later.

    removed  rows that were taken out, in their order: they lie there until a compaction, and are nobody
    indices  of the fingers of these positions, each over the first rows; later ones are not in it
    """

    ids: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
    columns: Mapping[Position, np.ndarray[tuple[int, ...], np.dtype[np.uint64]]]
    removed: Rows = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    indices: "Mapping[Position, FingerIndex]" = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def subject(self, row: int) -> uuid.UUID:
        return uuid.UUID(bytes=self.ids[row].tobytes())

    @cached_property
    def everybody(self) -> Rows:
        """The rows of all people, in their order."""
        return np.delete(np.arange(len(self), dtype=np.int64), self.removed)

    def rows_of(self, subjects: Collection[uuid.UUID]) -> Rows:
        """The rows of these subjects, in their order; who is not there is left out.

        Halves of ids are looked for in all rows (20 ms a million), then whole ids in the few that fit.
        """
        if not subjects or not len(self):
            return np.zeros(0, dtype=np.int64)
        wanted = {subject.bytes for subject in subjects}
        halves = np.unique(np.array([int.from_bytes(one[:8], "little") for one in wanted], dtype=np.uint64))
        firsts = self.ids.view("<u8")[:, 0]
        nearest = halves[np.minimum(np.searchsorted(halves, firsts), len(halves) - 1)]
        near = np.setdiff1d(np.flatnonzero(nearest == firsts), self.removed, assume_unique=True)
        fits = np.array([self.ids[row].tobytes() in wanted for row in near], dtype=np.bool_)
        return near[fits].astype(np.int64)
