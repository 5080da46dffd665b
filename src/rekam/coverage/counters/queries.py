"""Reads of the counts on any day: live from the counters and their tail, else from the register itself.

A live answer is one statement, so that a fold between its parts can neither lose nor double anybody.
"""

# ruff: noqa: S608 - statements are put together from constants of this room only

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from rekam.coverage.counters.difference import DIFFERENCE, FLOWS
from rekam.coverage.counters.models import Ledger
from rekam.coverage.counters.people import (
    NAMES,
    Query,
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


@dataclass(frozen=True)
class Figures:
    """The counts of one kelurahan, and the groups among its not recorded."""

    counts: Counts
    groups: Groups


Causes = Mapping[str, Mapping[Cause, int]]  # by kelurahan


def figures(*, area_code: str, on: date) -> Mapping[str, Figures]:
    """The counts of each kelurahan of an area of the scope, on any day; of nobody an empty mapping.

    Today is live. A day to come moves ages and permits of the register of today; a day gone by undoes too
    who came, went, moved or married since, as far as dates and events tell.
    """
    if is_live(on):
        query = people_due(on=on)
        text = f"""{query.text}, {DIFFERENCE}
        SELECT area_code, {SUMS} FROM (
          SELECT area_code, {NAMES} FROM coverage_areatotal WHERE {IN_AREA}
          UNION ALL SELECT area_code, {sums(people="people")} FROM delta WHERE {IN_AREA} GROUP BY area_code
        ) AS both_parts GROUP BY area_code"""
        rows = _rows(text, query, area_code=area_code)
    else:
        query = from_register(on)
        text = f"{query.text} SELECT area_code, {_counted()} FROM people WHERE {IN_AREA} GROUP BY area_code"
        with counting():
            rows = _rows(text, query, area_code=area_code)
    at = len(MEASURES) - 3
    return {code: Figures(Counts(*numbers[:at]), Groups(*numbers[at:])) for code, *numbers in rows}


def cells(*, area_code: str, on: date) -> Sequence[Cell]:
    """The same persons by kelurahan, sex, age and mark, without those whom nothing counts, sorted."""
    shown = "WHERE mark <> 0 GROUP BY area_code, sex, age, mark HAVING sum(people) <> 0"
    if is_live(on):
        query = people_due(on=on)
        text = f"""{query.text}, {DIFFERENCE}
        SELECT area_code, sex, age, mark, sum(people)::int FROM (
          SELECT area_code, sex, age, mark, people FROM coverage_cell WHERE {IN_AREA}
          UNION ALL SELECT area_code, sex, age, mark, people FROM delta WHERE {IN_AREA}
        ) AS both_parts {shown}"""
        return sorted(Cell(*row) for row in _rows(text, query, area_code=area_code))
    return recounted(area_code=area_code, on=on)


def recounted(*, area_code: str, on: date) -> Sequence[Cell]:
    """The cells of any day counted from the register, person by person, without the counters."""
    query = from_register(on)
    text = f"""{query.text} SELECT area_code, sex, age, mark, count(*)::int FROM people
    WHERE {IN_AREA} AND mark <> 0 GROUP BY area_code, sex, age, mark"""
    with counting():
        return sorted(Cell(*row) for row in _rows(text, query, area_code=area_code))


def profile(*, area_code: str, on: date) -> Sequence[Cell]:
    """Who lives in an area, as cells of the whole area and of marks of which only PROFILED is kept."""
    kept = f"mark & {PROFILED} AS mark"
    if is_live(on):
        query = people_due(on=on)
        text = f"""{query.text}, {DIFFERENCE}
        SELECT sex, age, {kept}, sum(people)::int FROM (
          SELECT area_code, sex, age, mark, people FROM coverage_cell
          UNION ALL SELECT area_code, sex, age, mark, people FROM delta
        ) AS both_parts WHERE {IN_AREA} AND mark <> 0 GROUP BY 1, 2, 3 HAVING sum(people) <> 0"""
    else:
        query = from_register(on)
        text = f"""{query.text} SELECT sex, age, {kept}, count(*)::int FROM people
        WHERE {IN_AREA} AND mark <> 0 GROUP BY 1, 2, 3"""
    with counting():
        return [Cell(area_code, *row) for row in _rows(text, query, area_code=area_code)]


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
        query = people_due(on=on)
        text = f"""{query.text}, {DIFFERENCE}, {FLOWS}
        SELECT before.day, area_code, cause, sum(people)::int FROM unnest(%(since)s::date[]) AS before (day)
        JOIN (
          SELECT area_code, "on", cause, people FROM coverage_flow WHERE {IN_AREA}
          UNION ALL SELECT area_code, %(day)s, cause, people FROM flows WHERE {IN_AREA}
        ) AS both_parts ON both_parts."on" > before.day GROUP BY 1, 2, 3"""
        for day, code, cause, people in _rows(text, query, area_code=area_code, since=list(since)):
            found[day][code][Cause(cause)] = people
    return {day: dict(causes) for day, causes in found.items()}


def trend(*, area_code: str, since: date) -> Mapping[date, Counts]:
    """The sums of an area at the end of each day that was kept, from a day on; the oldest first."""
    at = len(MEASURES) - 3
    text = f"""SELECT "on", {SUMS} FROM coverage_daytotal WHERE "on" >= %(since)s AND {IN_AREA}
    GROUP BY "on" ORDER BY "on" """
    rows = _rows(text, Query("", {}), area_code=area_code, since=since)
    return {day: Counts(*numbers[:at]) for day, *numbers in rows}


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


def _counted() -> str:
    return ", ".join(
        f"count(*) FILTER (WHERE mark & {one.mask} = {one.value} AND age BETWEEN {one.first} AND {one.last})"
        for one in MEASURES.values()
    )


def _rows(
    text: str, query: Query, *, area_code: str, since: date | list[date] | None = None
) -> list[tuple[Any, ...]]:
    values = {**query.values, "area": area_code, "inside": f"{area_code}.%", "since": since}
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
