"""The counts of any part of the population, out of its cells (pure)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from rekam.coverage.counters.rules import (
    MEASURES,
    Cell,
    Channel,
    Mark,
    Measure,
    Reach,
    channel_of,
    is_gap,
    reach_of,
)
from rekam.coverage.rules import ELDERLY_AGE, Counts
from rekam.registry.rules import CARD_AGE

Key = TypeVar("Key", bound=Hashable)

# Groups of the wajib; a person may be in several.
GROUPS: Mapping[str, Measure] = {
    "first_time": Measure(mask=Mark.WAJIB, value=Mark.WAJIB, last=CARD_AGE),
    "elderly": Measure(mask=Mark.WAJIB, value=Mark.WAJIB, first=ELDERLY_AGE),
    "disabled": Measure(mask=Mark.DISABLED, value=Mark.DISABLED),
    "foreign": Measure(mask=Mark.FOREIGN, value=Mark.FOREIGN),
}


def counts_of(cells: Iterable[Cell]) -> Counts:
    """The counts of these cells together."""
    sums: Counter[str] = Counter()
    for cell in cells:
        for name in Counts.__dataclass_fields__:
            sums[name] += cell.people * MEASURES[name].takes(mark=cell.mark, age=cell.age)
    return Counts(**sums)


def counts_by(cells: Iterable[Cell], *, key: Callable[[Cell], Key]) -> Mapping[Key, Counts]:
    """The counts by sex, by age, by kecamatan: by whatever a cell tells."""
    parts: defaultdict[Key, list[Cell]] = defaultdict(list)
    for cell in cells:
        parts[key(cell)].append(cell)
    return {part: counts_of(found) for part, found in parts.items()}


def counts_of_groups(cells: Iterable[Cell]) -> Mapping[str, Counts]:
    """The counts of each of GROUPS; they overlap, so they are not added up."""
    known = list(cells)
    return {
        name: counts_of(cell for cell in known if group.takes(mark=cell.mark, age=cell.age))
        for name, group in GROUPS.items()
    }


def gap_by_reach(cells: Iterable[Cell]) -> Mapping[Reach, int]:
    """The not recorded by what the newest evidence says; the parts add up to all of them."""
    found = dict.fromkeys(Reach, 0)
    for cell in cells:
        if is_gap(cell.mark):
            found[reach_of(cell.mark)] += cell.people
    return found


def recorded_by_channel(cells: Iterable[Cell]) -> Mapping[Channel, int]:
    """The recorded, by domicile, by the way they were recorded; the parts add up to all of them."""
    found = dict.fromkeys(Channel, 0)
    for cell in cells:
        if cell.mark & Mark.RECORDED:
            found[channel_of(cell.mark)] += cell.people
    return found
