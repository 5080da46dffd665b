"""The counts of any part of the population, out of its cells (pure)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from rekam.coverage.counters.rules import MEASURES, Cell, Channel, Mark, channel_of
from rekam.coverage.rules import Counts

Key = TypeVar("Key", bound=Hashable)


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


def recorded_by_channel(cells: Iterable[Cell]) -> Mapping[Channel, int]:
    """The recorded, by domicile, by the way they were recorded; the parts add up to all of them."""
    found = dict.fromkeys(Channel, 0)
    for cell in cells:
        if cell.mark & Mark.RECORDED:
            found[channel_of(cell.mark)] += cell.people
    return found
