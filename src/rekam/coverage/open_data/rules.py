"""What may be published of an office: counts by area, without a cell from which a person follows (pure)."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rekam.coverage.counters.rules import MEASURES, Cell
from rekam.coverage.hiding import hidden, tree_cells
from rekam.coverage.reports.rules import COUNTED, RestsOn, table
from rekam.coverage.rules import SENSITIVE_GROUPS

GROUPS = ("elderly", *SENSITIVE_GROUPS)
COLUMNS: tuple[str, ...] = (*COUNTED, *(f"not_recorded_{group}" for group in GROUPS))
Range = tuple[int, int]


@dataclass(frozen=True)
class Published:
    """One area; a count for each of COLUMNS, None where it is hidden."""

    code: str
    counts: Mapping[str, int | None]


def published(cells: Sequence[Cell], *, area_code: str, rests_on: RestsOn) -> Sequence[Published]:
    """The rows of an area and of all areas in it, the largest first: the same for every file."""
    made = table(cells, area_code=area_code, rests_on=rests_on)
    rows = (made.total, *made.rows)
    bounds = {row.code: row.counts["not_recorded"] or 0 for row in rows}
    told: dict[str, dict[str, int | None]] = {
        row.code: {name: row.counts[name] for name in COUNTED} for row in rows
    }
    for group in GROUPS:
        people = _people(cells, group=group)
        secret = secrets(people, bounds=bounds, top=area_code) if group in SENSITIVE_GROUPS else frozenset()
        for row in rows:
            count = sum(n for code, n in people.items() if f"{code}.".startswith(f"{row.code}."))
            told[row.code][f"not_recorded_{group}"] = None if row.code in secret else count
    return [Published(row.code, told[row.code]) for row in rows]


def secrets(people: Mapping[str, int], *, bounds: Mapping[str, int], top: str) -> frozenset[Hashable]:
    """The areas whose count of a group is hidden.

    people  by kelurahan
    bounds  of every area the published number of which the group is a part: nobody of it can be more
    Where a hidden count would follow from its bounds, the group is published of larger areas only, and in
    the end of none.
    """
    deepest = max((code.count(".") for code in bounds), default=top.count("."))
    for depth in range(deepest, top.count(".") - 1, -1):
        level: Counter[str] = Counter({code: 0 for code in bounds if code.count(".") == depth})
        for village, count in people.items():
            level[".".join(village.split(".")[: depth + 1])] += count
        cells = tree_cells(level, top=top)
        secret = hidden(cells)
        shown = {str(cell.key): None if cell.key in secret else cell.count for cell in cells}
        if not follows(shown, bounds=bounds, top=top):
            return secret | {code for code in bounds if code.count(".") > depth}
    return frozenset(bounds)


def follows(shown: Mapping[str, int | None], *, bounds: Mapping[str, int], top: str) -> Collection[str]:
    """The hidden counts that a reader can work out from all that is shown.

    shown   the counts of a tree of areas with all areas between, None where hidden; zeros are always shown,
            so what is hidden is 1 or more
    bounds  what each count cannot exceed
    """
    own: dict[str, Range] = {
        code: (1, bounds[code]) if count is None else (count, count) for code, count in shown.items()
    }
    parts = _parts(shown)
    upwards = dict(own)
    for code in sorted(parts, key=len, reverse=True):
        low = sum(upwards[part][0] for part in parts[code])
        high = sum(upwards[part][1] for part in parts[code])
        upwards[code] = (max(own[code][0], low), min(own[code][1], high))
    found = {top: upwards[top]}
    for code in sorted(parts, key=len):
        low = sum(upwards[part][0] for part in parts[code])
        high = sum(upwards[part][1] for part in parts[code])
        for part in parts[code]:
            least, most = upwards[part]
            found[part] = (
                max(least, found[code][0] - (high - most)),
                min(most, found[code][1] - (low - least)),
            )
    return [code for code, count in shown.items() if count is None and found[code][0] == found[code][1]]


def _parts(areas: Iterable[str]) -> Mapping[str, Sequence[str]]:
    known = set(areas)
    parts: dict[str, list[str]] = {}
    for code in sorted(known):
        above = code.rpartition(".")[0]
        if above in known:
            parts.setdefault(above, []).append(code)
    return parts


def _people(cells: Iterable[Cell], *, group: str) -> Mapping[str, int]:
    people: Counter[str] = Counter()
    for cell in cells:
        people[cell.area_code] += cell.people * MEASURES[group].takes(mark=cell.mark, age=cell.age)
    return people
