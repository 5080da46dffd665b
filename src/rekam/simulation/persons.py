"""One row of the register before it has a name: who lives where, of what sex and age, in what standing."""

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NOBODY = -1


class Relation(IntEnum):
    """SHDK, the relation to the kepala keluarga."""

    HEAD = 0
    HUSBAND = 1
    WIFE = 2
    CHILD = 3
    GRANDCHILD = 4
    PARENT = 5
    PARENT_IN_LAW = 6
    OTHER = 7


class Marital(IntEnum):
    """Status perkawinan."""

    SINGLE = 0
    MARRIED = 1
    DIVORCED = 2
    WIDOWED = 3


class Standing(IntEnum):
    """Status of the row; the order of registry.rules.Status."""

    ACTIVE = 0
    DEAD = 1
    MOVED = 2
    INACTIVE = 3


@dataclass(frozen=True)
class Persons:
    """Rows of the register before they have names: structure of arrays of one length.

    same_as  for a double, the row of the same person under its other NIK; else NOBODY
    """

    household: Ints
    relation: Ints
    female: Bools
    age: Floats
    marital: Ints
    standing: Ints
    same_as: Ints

    def __len__(self) -> int:
        return len(self.household)

    def take(self, rows: Ints) -> "Persons":
        """The rows of these numbers, in this order; `same_as` keeps the old numbers."""
        return Persons(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))

    def sort(self, order: Ints) -> "Persons":
        """All rows in that order, with `same_as` pointing to the new places."""
        place = np.empty(len(order) + 1, dtype=np.int64)
        place[order] = np.arange(len(order))
        place[NOBODY] = NOBODY
        moved = self.take(order)
        return replace(moved, same_as=place[moved.same_as])

    def count_households(self) -> int:
        """Households are numbered from 0 without holes."""
        return int(self.household.max()) + 1


def join(parts: tuple[Persons, ...]) -> Persons:
    """All rows of the parts, one part after the other."""
    return Persons(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in Persons.__dataclass_fields__)
    )
