"""What may be asked, how persons fall into columns, and which numbers are hidden (pure)."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from rekam.coverage.counters.rules import GAP, MEASURES, Channel, Mark, Measure, channel_of
from rekam.coverage.hiding import Cell, hidden
from rekam.registry.rules import CARD_AGE

# What can be asked for. Those of the counters that are sensitive (disability, ITAP) are not among them.
CHOICES: Mapping[str, Measure] = {
    **{
        name: MEASURES[name]
        for name in ("population", "wajib", "recorded", "print_ready", "printed", "handed_over", "ahead")
    },
    "not_recorded": Measure(mask=GAP, value=Mark.WAJIB),
}
# First and last age of each band, in years.
BANDS = ((0, CARD_AGE - 1), (CARD_AGE, CARD_AGE), (18, 24), (25, 34), (35, 44), (45, 59), (60, 120))


class People(Protocol):
    """Persons who share a kelurahan, sex, age (years) and mark: a counters.queries.Cell."""

    @property
    def area_code(self) -> str: ...
    @property
    def sex(self) -> str: ...
    @property
    def age(self) -> int: ...
    @property
    def mark(self) -> int: ...
    @property
    def people(self) -> int: ...


class Group(StrEnum):
    """By what an area's number is split; a day is no split but the course of the last weeks."""

    NONE = "semua"
    SEX = "jenis-kelamin"
    AGE = "umur"
    CHANNEL = "saluran"
    DAY = "hari"


SPLITS: Mapping[Group, Callable[[People], str]] = {
    Group.NONE: lambda _cell: "all",
    Group.SEX: lambda cell: cell.sex,
    Group.AGE: lambda cell: band_of(cell.age),
    Group.CHANNEL: lambda cell: channel_of(cell.mark).name.lower(),
}


@dataclass(frozen=True)
class Grid:
    """Persons by row and column; with more than one column the last is the row's sum, as the last row is
    the column's. None stands for a hidden number."""

    rows: Sequence[str]
    columns: Sequence[str]
    numbers: Sequence[Sequence[int | None]]


def band_of(age: int) -> str:
    """The band of an age as "18-24"; ages over 120 fall into the last."""
    first, last = next(band for band in BANDS if age <= band[1] or band == BANDS[-1])
    return f"{first}-{last}"


def columns_of(group: Group) -> Sequence[str]:
    """The columns of a split in their order."""
    return {
        Group.NONE: ("all",),
        Group.SEX: ("L", "P"),
        Group.AGE: tuple(f"{first}-{last}" for first, last in BANDS),
        Group.CHANNEL: tuple(one.name.lower() for one in Channel),
        Group.DAY: ("all",),
    }[group]


def counted(
    cells: Iterable[People], *, measure: str, group: Group, level: int
) -> Mapping[tuple[str, str], int]:
    """Persons of a measure by area (the first `level` parts of its code) and column."""
    wanted, split = CHOICES[measure], SPLITS[group]
    sums: dict[tuple[str, str], int] = {}
    for cell in cells:
        if wanted.takes(mark=cell.mark, age=cell.age):
            key = ".".join(cell.area_code.split(".")[:level]), split(cell)
            sums[key] = sums.get(key, 0) + cell.people
    return sums


def grid(
    sums: Mapping[tuple[str, str], int],
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    secret: Iterable[Hashable] = (),
) -> Grid:
    """A table of sums with its totals, without what is secret: pairs of row and column number."""
    full = _with_totals(sums, rows=rows, columns=columns)
    kept = set(secret)
    numbers = [
        [None if (i, j) in kept else number for j, number in enumerate(row)] for i, row in enumerate(full)
    ]
    if len(columns) == 1:
        numbers = [row[:1] for row in numbers]
    return Grid(rows=rows, columns=columns, numbers=numbers)


def secret_of(
    sums: Mapping[tuple[str, str], int], *, rows: Sequence[str], columns: Sequence[str]
) -> frozenset[Hashable]:
    """The pairs of row and column number to hide in a table with the sums of its rows and columns."""
    full = _with_totals(sums, rows=rows, columns=columns)
    height, width = len(rows), len(columns)
    return hidden(
        [
            Cell((i, j), number, _flow(i, j, height=height, width=width), (i == height) + (j == width))
            for i, row in enumerate(full)
            for j, number in enumerate(row)
        ]
    )


def _with_totals(
    sums: Mapping[tuple[str, str], int], *, rows: Sequence[str], columns: Sequence[str]
) -> list[list[int]]:
    full = [[sums.get((row, column), 0) for column in columns] for row in rows]
    full = [[*row, sum(row)] for row in full]
    return [*full, [sum(row[j] for row in full) for j in range(len(columns) + 1)]]


def _flow(i: int, j: int, *, height: int, width: int) -> tuple[Hashable, Hashable]:
    """From row to column; the sums of rows and of columns flow back."""
    row, column = ("row", i), ("column", j)
    return (column, row) if (i == height) != (j == width) else (row, column)
