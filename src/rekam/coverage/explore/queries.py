"""The numbers that were asked for, with what must not be told left out."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta

from rekam.coverage.counters.queries import cells, trend
from rekam.coverage.explore.rules import CHOICES, Grid, Group, columns_of, counted, grid, secret_of
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level

DAYS = timedelta(weeks=8)


@dataclass(frozen=True)
class Question:
    """What is asked: a measure of an area's parts on a day, split or not."""

    place: AreaCode
    measure: str
    level: Level
    group: Group
    on: date

    @property
    def is_split(self) -> bool:
        """Whether rows are split into columns, so that numbers may become small."""
        return self.group in {Group.SEX, Group.AGE, Group.CHANNEL}


def answer(question: Question, *, hides: bool) -> Grid:
    """The table of an answer.

    hides   for readers outside the home office: small numbers of a split are left out, with what would
            give them away; worked out over all measures together, since wajib less recorded is a measure too
    Raises RuleBroken("explore_too_fine"): two tables of different fineness would give each other away, so
    a split is told to them in one table only, the kecamatan of a whole kabupaten/kota.
    """
    if question.group == Group.DAY:
        return _course(question)
    whole = question.place.level == Level.KABUPATEN_KOTA and question.level == Level.KECAMATAN
    if hides and question.is_split and not whole:
        raise RuleBroken("explore_too_fine")
    found = cells(area_code=question.place.text, on=question.on)
    rows = sorted({".".join(cell.area_code.split(".")[: question.level]) for cell in found})
    columns = columns_of(question.group)
    secret: frozenset[Hashable] = frozenset()

    if hides and question.is_split:
        tables = [
            counted(found, measure=name, group=question.group, level=question.level) for name in CHOICES
        ]
        secret = frozenset().union(*(secret_of(one, rows=rows, columns=columns) for one in tables))
    sums = counted(found, measure=question.measure, group=question.group, level=question.level)
    return grid(sums, rows=rows, columns=columns, secret=secret)


def _course(question: Question) -> Grid:
    """The area's number at the end of each day that was kept, in the weeks up to the day asked for."""
    kept = trend(area_code=question.place.text, since=question.on - DAYS)
    days = [day for day in kept if day <= question.on]
    numbers = [[int(getattr(kept[day], question.measure))] for day in days]
    return Grid(rows=[day.isoformat() for day in days], columns=columns_of(Group.DAY), numbers=numbers)
