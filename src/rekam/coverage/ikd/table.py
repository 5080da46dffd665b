"""The page's table: an area's parts with their activations and the three bases they are measured by."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rekam.coverage import queries as counts
from rekam.coverage.ikd import queries
from rekam.coverage.ikd.rules import Channel, Goal, Standing, goal_on, people_of
from rekam.coverage.rules import Counts
from rekam.kernel.region import AreaCode, Level, area_name


@dataclass(frozen=True)
class Row:
    """One area; `explained_on` is its last day of socialisation, for a kelurahan only."""

    code: str
    name: str
    standing: Standing
    villages: int
    explained: int
    explained_on: date | None


@dataclass(frozen=True)
class Table:
    """The parts of an area, the area itself, and its channels with own residents and outsiders."""

    rows: Sequence[Row]
    total: Row
    channels: Sequence[tuple[Channel, int, int]]
    goal: Goal | None


def table(*, place: AreaCode, on: date) -> Table:
    """The activations of an area and of its parts up to a day, the one with the most left to do first."""
    villages = counts.count_villages(area_code=place.text, on=on)
    found = queries.sums(area_code=place.text, on=on)
    explained = queries.explained(area_code=place.text, on=on)
    known = sorted({*villages, *explained, *(one.area_code for one in found)})
    goal = goal_on(on)

    def row(code: str) -> Row:
        inside = [one for one in known if _is_in(one, code)]
        days = [explained[one] for one in inside if one in explained]
        return Row(
            code=code,
            name=area_name(code),
            standing=_standing(code, villages=villages, found=found, goal=goal),
            villages=len(inside),
            explained=len(days),
            explained_on=days[0] if days and inside == [code] else None,
        )

    depth = min(place.level + 1, Level.KELURAHAN_DESA)
    parts = sorted({".".join(code.split(".")[:depth]) for code in known})
    rows = sorted(map(row, parts), key=lambda one: one.standing.own - one.standing.target)
    return Table(rows=rows, total=row(place.text), channels=_channels(found), goal=goal)


def _standing(
    code: str, *, villages: Mapping[str, Counts], found: Sequence[queries.Sums], goal: Goal | None
) -> Standing:
    base = sum((one for area, one in villages.items() if _is_in(area, code)), Counts())
    inside = [one for one in found if _is_in(one.area_code, code)]
    return Standing(
        wajib=base.wajib,
        recorded=base.recorded,
        own=sum(one.own for one in inside),
        outsiders=sum(one.outsiders for one in inside),
        target=people_of(goal, recorded=base.recorded) if goal else 0,
    )


def _channels(found: Sequence[queries.Sums]) -> Sequence[tuple[Channel, int, int]]:
    sums: defaultdict[Channel, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in found:
        own, outsiders = sums[one.channel]
        sums[one.channel] = own + one.own, outsiders + one.outsiders
    return [(channel, *both) for channel, both in sorted(sums.items(), key=lambda pair: -pair[1][0])]


def _is_in(code: str, area: str) -> bool:
    return f"{code}.".startswith(f"{area}.")
