"""The statements that move contributions, cells, totals and flows; services.fold alone calls them."""

# ruff: noqa: S608 - statements are put together from constants of this room only

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from rekam.coverage.counters.difference import DIFFERENCE, FLOWS
from rekam.coverage.counters.people import NAMES, Query, Value, quoted, sums
from rekam.coverage.counters.rules import MEASURES
from rekam.kernel.database import counting

ADDED = ", ".join(f"{name} = coverage_areatotal.{name} + excluded.{name}" for name in map(quoted, MEASURES))
HORIZON = """pg_snapshot_xmin(pg_current_snapshot())::text,
  (SELECT coalesce(max(id), 0) FROM registry_resident)"""

TAKE_IN = f"""
, put AS (
  INSERT INTO coverage_contribution (resident_id, area_code, sex, age, mark, turns_on)
  SELECT resident_id, area_code, sex, age, mark, turns_on FROM changed WHERE area_code IS NOT NULL
  ON CONFLICT (resident_id) DO UPDATE SET area_code = excluded.area_code, sex = excluded.sex,
    age = excluded.age, mark = excluded.mark, turns_on = excluded.turns_on
), gone AS (
  DELETE FROM coverage_contribution
  WHERE resident_id IN (SELECT resident_id FROM changed WHERE area_code IS NULL)
), cells AS (
  INSERT INTO coverage_cell (area_code, sex, age, mark, people)
  SELECT area_code, sex, age, mark, sum(people) FROM delta
  GROUP BY area_code, sex, age, mark HAVING sum(people) <> 0
  ON CONFLICT (area_code, sex, age, mark) DO UPDATE SET people = coverage_cell.people + excluded.people
), totals AS (
  INSERT INTO coverage_areatotal (area_code, {NAMES}) SELECT area_code, {sums()} FROM delta
  GROUP BY area_code ON CONFLICT (area_code) DO UPDATE SET {ADDED}
), moved AS (
  INSERT INTO coverage_flow (area_code, "on", cause, people)
  SELECT area_code, %(day)s, cause, sum(people) FROM flows GROUP BY area_code, cause
  ON CONFLICT (area_code, "on", cause) DO UPDATE SET people = coverage_flow.people + excluded.people
)
SELECT (SELECT count(*) FROM changed), {HORIZON}
"""
BUILD = f"""
, put AS (
  INSERT INTO coverage_contribution (resident_id, area_code, sex, age, mark, turns_on)
  SELECT id, area_code, sex, age, mark, turns_on FROM people RETURNING area_code, sex, age, mark
), counted AS MATERIALIZED (
  SELECT area_code, sex, age, mark, count(*)::int AS people FROM put GROUP BY area_code, sex, age, mark
), cells AS (
  INSERT INTO coverage_cell (area_code, sex, age, mark, people) SELECT * FROM counted
), totals AS (
  INSERT INTO coverage_areatotal (area_code, {NAMES})
  SELECT area_code, {sums()} FROM counted GROUP BY area_code
)
SELECT (SELECT sum(people) FROM counted), {HORIZON}
"""
KEEP_DAY = f"""
INSERT INTO coverage_daytotal (area_code, "on", {NAMES})
SELECT area_code, %s, {NAMES} FROM coverage_areatotal
ON CONFLICT (area_code, "on") DO NOTHING
"""


@dataclass(frozen=True)
class Horizon:
    """What a statement saw: every transaction below this one, and residents up to this id."""

    transaction: int
    resident: int


def take_in(due: Query) -> tuple[int, Horizon]:
    """Replace the contributions of who is due, and move cells, totals and the flow by the difference."""
    return _run(f"{due.text}, {DIFFERENCE}, {FLOWS}{TAKE_IN}", due.values)


def build(everybody: Query) -> tuple[int, Horizon]:
    """Fill empty counters with everybody."""
    with counting():
        return _run(f"{everybody.text}{BUILD}", everybody.values)


def empty() -> None:
    """Take all counters away."""
    with connection.cursor() as cursor:
        for table in ("coverage_contribution", "coverage_cell", "coverage_areatotal"):
            cursor.execute(f"DELETE FROM {table}")


def keep_day(*, on: date) -> None:
    """Keep the totals as those of the end of a day, once."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP_DAY, [on])


def newest_transaction() -> int:
    """The number of this transaction, which is the newest or nearly so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        return int(cursor.fetchone()[0])


def _run(text: str, values: Mapping[str, Value]) -> tuple[int, Horizon]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '10min'")  # a first build, or a bulk import at once
        cursor.execute(text, values)
        people, below, resident = cursor.fetchone()
    return int(people or 0), Horizon(transaction=int(below), resident=int(resident))
