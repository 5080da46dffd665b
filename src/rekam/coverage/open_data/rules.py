"""What may be published of an office: counts by area, without a cell from which a person follows (pure)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rekam.coverage.counters.rules import MEASURES, Cell
from rekam.coverage.hiding import hidden, tree_cells
from rekam.coverage.reports.rules import COUNTED, RestsOn, table
from rekam.coverage.rules import SENSITIVE_GROUPS


class State(StrEnum):
    """Where a request to publish stands."""

    ASKED = "asked"
    PUBLISHED = "published"
    REFUSED = "refused"


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
        secret: frozenset[str] = frozenset()
        if group in SENSITIVE_GROUPS:
            secret = secrets(people, bounds=bounds, top=area_code)
        for row in rows:
            count = sum(n for code, n in people.items() if f"{code}.".startswith(f"{row.code}."))
            told[row.code][f"not_recorded_{group}"] = None if row.code in secret else count
    return [Published(row.code, told[row.code]) for row in rows]


def secrets(people: Mapping[str, int], *, bounds: Mapping[str, int], top: str) -> frozenset[str]:
    """The areas whose count of a group is hidden.

    people  by kelurahan
    bounds  of every area the published number of which the group is a part: nobody of it can be more
    Where a hidden count would follow, by its bounds too, the group is told of larger areas only, and in the
    end of none. A count of nobody is told.
    """
    for depth in range(max(code.count(".") for code in bounds), top.count(".") - 1, -1):
        known, shown = _told(people, bounds=bounds, top=top, depth=depth)
        found = within(known)
        secret = frozenset(code for code in bounds if code not in shown and found[code][1] > 0)
        if all(found[code][0] < found[code][1] for code in secret):
            return secret
    return frozenset(code for code, most in bounds.items() if most)


def within(known: Mapping[str, Range]) -> Mapping[str, Range]:
    """Between which counts each area of a tree must lie, once all sums are used: exact, by two walks.

    known   of each area the least and the most that is told of it; (n, n) where n itself is told
    """
    parts = _parts(known)
    found = dict(known)
    for code in sorted(parts, key=len, reverse=True):
        low, high = _sums(found, parts[code])
        found[code] = (max(found[code][0], low), min(found[code][1], high))
    for code in sorted(parts, key=len):
        low, high = _sums(found, parts[code])
        least, most = found[code]
        for part in parts[code]:
            own_least, own_most = found[part]
            found[part] = (
                max(own_least, least - (high - own_most)),
                min(own_most, most - (low - own_least)),
            )
    return found


def _told(
    people: Mapping[str, int], *, bounds: Mapping[str, int], top: str, depth: int
) -> tuple[Mapping[str, Range], Collection[str]]:
    """What a reader knows of each area when the group is told of those down to a depth; and who is shown."""
    level = {code: 0 for code in bounds if code.count(".") == depth}
    for village, count in people.items():
        level[".".join(village.split(".")[: depth + 1])] += count
    cells = tree_cells(level, top=top)
    small = hidden(cells)
    known = {code: (0, most) for code, most in bounds.items()}
    for cell in cells:
        code = str(cell.key)
        # Zeros are shown, so what is hidden is somebody.
        known[code] = (1, bounds[code]) if code in small else (cell.count, cell.count)
    return known, {str(cell.key) for cell in cells} - small


def _sums(ranges: Mapping[str, Range], parts: Iterable[str]) -> Range:
    found = [ranges[part] for part in parts]
    return sum(least for least, _most in found), sum(most for _least, most in found)


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
