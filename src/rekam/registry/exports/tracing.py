"""From which export a file came, by what is left of it (pure)."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from rekam.registry.exports.marks import CODE_LETTERS, Marks, name_mark, nik_mark, row_code

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_CODE = re.compile(rf"^[A-Z2-7]{{{CODE_LETTERS}}}$")
_DIGITS = re.compile(r"(?<!\d)(?:\d[ .\-]?){15}\d(?!\d)")
SEPARATORS = ";,\t|"


@dataclass(frozen=True)
class Known:
    """An export as far as tracing needs it."""

    export: UUID
    marks: Marks


@dataclass(frozen=True)
class Left:
    """What of a file can be compared.

    lines   rows with their cells, without quotes
    headers export ids that it names
    niks    sixteen-digit numbers in it
    """

    lines: tuple[tuple[str, ...], ...]
    headers: frozenset[str]
    niks: frozenset[str]


@dataclass(frozen=True)
class Trace:
    """What speaks for one export.

    named      the file's own head names it (that can be forged)
    canaries   keys made for this export that stand in the file: certain
    codes      row codes of this export: certain from the second on
    people     rows whose NIK or name this export held
    in_order   of neighbouring rows of `people`, percent that follow each other as in the export; about
               50 where the file was sorted or shuffled, 0 where fewer than two are left
    """

    export: UUID
    named: bool
    canaries: int
    codes: int
    people: int
    in_order: int

    @property
    def is_certain(self) -> bool:
        """Whether another export cannot have made this file, but by somebody who forged it on purpose."""
        return self.canaries > 0 or self.codes > 1


def read(text: str) -> Left:
    """What is left in a file, whatever stands between its cells."""
    rows = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    lines = tuple(tuple(cell.strip().lstrip("'") for cell in _cells(row)) for row in rows)
    niks = frozenset(re.sub(r"\D", "", found) for row in rows for found in _DIGITS.findall(row))
    return Left(lines, frozenset(found.lower() for found in _UUID.findall(text)), niks)


def trace(left: Left, *, exports: Iterable[Known], canaries: Mapping[str, UUID], key: bytes) -> list[Trace]:
    """The exports that something in the file speaks for, the likeliest first.

    canaries   which export each canary among the file's sixteen-digit numbers was made for
    """
    marked = _marked(left, key=key)
    found = [canaries[nik] for nik in left.niks if nik in canaries]
    traces = [
        _compare(left, one, marked=marked, canaries=found.count(one.export), key=key) for one in exports
    ]
    spoken = [one for one in traces if one.named or one.canaries or one.codes or one.people]
    return sorted(spoken, key=lambda one: (one.canaries, one.codes, one.people, one.in_order), reverse=True)


def _compare(
    left: Left, known: Known, *, marked: Sequence[frozenset[bytes]], canaries: int, key: bytes
) -> Trace:
    size = len(known.marks.niks)
    codes = {row_code(export=known.export, row=row, key=key) for row in range(size)}
    here = {cell for line in left.lines for cell in line if _CODE.match(cell)}
    places = _places(known.marks, marked=marked)
    return Trace(
        export=known.export,
        named=str(known.export) in left.headers,
        canaries=canaries,
        codes=len(codes & here),
        people=len(places),
        in_order=_in_order(places),
    )


def _marked(left: Left, *, key: bytes) -> list[frozenset[bytes]]:
    """The marks that each line could be known by."""
    found = []
    for line in left.lines:
        digits = [re.sub(r"\D", "", cell) for cell in line]
        niks = {nik_mark(cell, key=key) for cell in digits if len(cell) == 16}
        names = {name_mark(cell, key=key) for cell in line if any(letter.isalpha() for letter in cell)}
        found.append(frozenset(niks | names))
    return found


def _places(marks: Marks, *, marked: Sequence[frozenset[bytes]]) -> list[int]:
    """For each line that this export held, its place there; a name that several have is no place."""
    places: dict[bytes, int] = {}
    common = set()
    for column in (marks.niks, marks.names):
        for place, mark in enumerate(column):
            if any(mark):
                common |= {mark} & set(places)
                places[mark] = place
    own = [{places[mark] for mark in line if mark in places and mark not in common} for line in marked]
    return [min(found) for found in own if found]


def _in_order(places: Sequence[int]) -> int:
    steps = list(pairwise(places))
    return round(100 * sum(a < b for a, b in steps) / len(steps)) if steps else 0


def _cells(row: str) -> list[str]:
    separator = max(SEPARATORS, key=row.count)
    try:
        return next(csv.reader([row], delimiter=separator), [])
    except csv.Error:  # a cell longer than its reader takes: whatever it is, no cell of ours
        return row.split(separator)
