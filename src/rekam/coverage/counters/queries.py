"""Reads of the counts on any day: live from the counters and their tail, else from the register itself.

A live answer is one statement, so that a fold between its parts can neither lose nor double anybody.
"""

# ruff: noqa: S608 - statements are put together from constants of this room only

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from django.db import connection

from rekam.coverage.counters.difference import DIFFERENCE, FLOWS
from rekam.coverage.counters.models import Ledger
from rekam.coverage.counters.people import (
    NAMES,
    Query,
    Value,
    people_due,
    people_now,
    people_then,
    quoted,
    sums,
)
from rekam.coverage.counters.rules import MEASURES, PROFILED, Cause, Cell
from rekam.coverage.rules import Counts, Groups
from rekam.kernel.database import counting

TURNED_WHILE_READING = timedelta(days=3)  # farther on, counting everybody is quicker than turning them
IN_AREA = "(area_code = %(area)s OR area_code LIKE %(inside)s)"
SUMS = ", ".join(f"sum({quoted(name)})::int" for name in MEASURES)
COUNTS = len(fields(Counts))  # of MEASURES; the rest are those of Groups

# Persons by cell (`counted`) and the measures of kelurahan (`totals`), either in parts still to be summed.
FROM_COUNTERS = f"""{DIFFERENCE},
counted AS (
  SELECT area_code, sex, age, mark, people FROM coverage_cell WHERE {IN_AREA}
  UNION ALL SELECT area_code, sex, age, mark, people FROM delta WHERE {IN_AREA}
),
totals AS (
  SELECT area_code, {NAMES} FROM coverage_areatotal WHERE {IN_AREA}
  UNION ALL SELECT area_code, {sums()} FROM delta WHERE {IN_AREA} GROUP BY area_code
)"""
FROM_REGISTER = f"""counted AS (
  SELECT area_code, sex, age, mark, count(*)::int AS people FROM people
  WHERE {IN_AREA} GROUP BY area_code, sex, age, mark
),
totals AS (SELECT area_code, {sums()} FROM counted GROUP BY area_code)"""
CELLS = """SELECT area_code, sex, age, mark, sum(people)::int FROM counted
WHERE mark <> 0 GROUP BY area_code, sex, age, mark HAVING sum(people) <> 0"""
PICTURE = f"""SELECT area_code, '' AS sex, 0 AS age, 0 AS mark, ARRAY[{SUMS}] FROM totals GROUP BY area_code
UNION ALL
SELECT '', sex, age, mark & {PROFILED}, ARRAY[sum(people)::int] FROM counted
WHERE mark <> 0 AND (area_code = %(place)s OR area_code LIKE %(within)s)
GROUP BY sex, age, mark & {PROFILED} HAVING sum(people) <> 0"""


@dataclass(frozen=True)
class Figures:
    """The counts of one kelurahan, and the groups among its not recorded."""

    counts: Counts
    groups: Groups

    @classmethod
    def of(cls, numbers: Sequence[int]) -> "Figures":
        """The figures whose numbers stand in the order of MEASURES."""
        return cls(Counts(*numbers[:COUNTS]), Groups(*numbers[COUNTS:]))


@dataclass(frozen=True)
class Picture:
    """What one look at the counts tells.

    figures   of each kelurahan
    profile   who lives in an area, as cells of all of it and of marks of which only PROFILED is kept
    """

    figures: Mapping[str, Figures]
    profile: Sequence[Cell]


Causes = Mapping[str, Mapping[Cause, int]]  # by kelurahan


def figures(*, area_code: str, on: date) -> Mapping[str, Figures]:
    """The counts of each kelurahan of an area of the scope, on any day; of nobody an empty mapping.

    Today is live. A day to come moves ages and permits of the register of today; a day gone by undoes too
    who came, went, moved or married since, as far as dates and events tell.
    """
    text = f"SELECT area_code, {SUMS} FROM totals GROUP BY area_code"
    with counting():
        rows = _rows(text, _counts_on(on), area_code=area_code)
    return {code: Figures.of(numbers) for code, *numbers in rows}


def cells(*, area_code: str, on: date) -> Sequence[Cell]:
    """The same persons by kelurahan, sex, age and mark, without those whom nothing counts, sorted."""
    return _cells(_counts_on(on), area_code=area_code)


def recounted(*, area_code: str, on: date) -> Sequence[Cell]:
    """The cells of any day counted from the register, person by person, without the counters."""
    return _cells(_recounting(on), area_code=area_code)


def picture(*, area_code: str, around: str, on: date) -> Picture:
    """The profile of an area, and the figures of each kelurahan around it, out of one statement.

    around   the area itself, or one that holds it
    """
    within = {"place": area_code, "within": f"{area_code}.%"}
    found: dict[str, Figures] = {}
    profile: list[Cell] = []
    with counting():
        rows = _rows(PICTURE, _counts_on(on), area_code=around, **within)
    for code, *cell, numbers in rows:
        if code:
            found[code] = Figures.of(numbers)
        else:
            profile.append(Cell(area_code, *cell, *numbers))
    return Picture(found, profile)


def flow(*, area_code: str, since: date, on: date) -> Causes:
    """Why the gap of each kelurahan moved from the end of the day `since` to now; with signs.

    on   today: what is not folded yet is in it; before the first fold nothing is told
    The causes add up to the difference between the totals kept for `since` and the counts now.
    """
    return flows(area_code=area_code, since=[since], on=on)[since]


def flows(*, area_code: str, since: Sequence[date], on: date) -> Mapping[date, Causes]:
    """The same for several days at once."""
    found: dict[date, defaultdict[str, dict[Cause, int]]] = {day: defaultdict(dict) for day in since}
    ledger = find_ledger()
    if ledger is not None and on >= ledger.counted_on:
        query = people_due(on=on).followed_by(f"{DIFFERENCE}, {FLOWS}")
        text = f"""SELECT before.day, area_code, cause, sum(people)::int
        FROM unnest(%(since)s::date[]) AS before (day)
        JOIN (
          SELECT area_code, "on", cause, people FROM coverage_flow WHERE {IN_AREA}
          UNION ALL SELECT area_code, %(day)s, cause, people FROM flows WHERE {IN_AREA}
        ) AS both_parts ON both_parts."on" > before.day GROUP BY 1, 2, 3"""
        for day, code, cause, people in _rows(text, query, area_code=area_code, since=list(since)):
            found[day][code][Cause(cause)] = people
    return {day: dict(causes) for day, causes in found.items()}


def trend(*, area_code: str, since: date) -> Mapping[date, Counts]:
    """The sums of an area at the end of each day that was kept, from a day on; the oldest first."""
    text = f"""SELECT "on", {SUMS} FROM coverage_daytotal WHERE "on" >= %(since)s AND {IN_AREA}
    GROUP BY "on" ORDER BY "on" """
    rows = _rows(text, Query("", {}), area_code=area_code, since=since)
    return {day: Figures.of(numbers).counts for day, *numbers in rows}


def find_ledger() -> Ledger | None:
    """How far the counters have come; None before the first fold."""
    return Ledger.objects.first()


def is_live(on: date) -> bool:
    """Whether the counters and their tail tell the counts of that day."""
    ledger = find_ledger()
    return ledger is not None and ledger.counted_on <= on <= ledger.counted_on + TURNED_WHILE_READING


def from_register(on: date) -> Query:
    """Everybody of the scope on a day for which the counters do not stand."""
    ledger = find_ledger()
    return people_now(on=on) if ledger is not None and on >= ledger.counted_on else people_then(on=on)


def _counts_on(on: date) -> Query:
    """Tables `counted` and `totals` of a day."""
    if not is_live(on):
        return _recounting(on)
    return people_due(on=on).followed_by(FROM_COUNTERS)


def _recounting(on: date) -> Query:
    return from_register(on).followed_by(FROM_REGISTER)


def _cells(query: Query, *, area_code: str) -> Sequence[Cell]:
    with counting():
        return sorted(Cell(*row) for row in _rows(CELLS, query, area_code=area_code))


def _rows(text: str, query: Query, *, area_code: str, **more: Value) -> list[tuple[Any, ...]]:
    """The rows of a statement over the tables of a query, inside an area."""
    values = {**query.values, "area": area_code, "inside": f"{area_code}.%", **more}
    with connection.cursor() as cursor:
        cursor.execute(f"{query.text} {text}", values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
