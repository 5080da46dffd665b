"""Days before the counters began, counted from the register: their totals, and why the gap moved."""

# ruff: noqa: S608 - statements are put together from constants of this room only

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.db import connection
from django.db.models import Min

from rekam.coverage.counters.difference import CHANGED, FLOWS
from rekam.coverage.counters.models import DayTotal
from rekam.coverage.counters.people import NAMES, Value, people_then, sums
from rekam.kernel.database import counting

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
DAYS_KEPT = 8 * DAY  # one by one, so that the changes of the last week are told; before that by weeks
WEEKS_KEPT = 27 * WEEK

NOW = """people AS (
  SELECT resident_id AS id, area_code, sex::text AS sex, age, mark, turns_on FROM coverage_contribution
)"""
KEEP = f"""{CHANGED}, {FLOWS}, kept AS (
  INSERT INTO coverage_daytotal (area_code, "on", {NAMES})
  SELECT area_code, %(was_day)s, {sums(people="1")} FROM was GROUP BY area_code
  ON CONFLICT (area_code, "on") DO NOTHING
)
INSERT INTO coverage_flow (area_code, "on", cause, people)
SELECT area_code, %(following)s, cause, sum(people) FROM flows GROUP BY area_code, cause
ON CONFLICT (area_code, "on", cause) DO NOTHING"""


def day_before(first: date, *, today: date) -> date | None:
    """Which day is to be kept before the first one that is; None when the past goes back far enough."""
    if first > today - DAYS_KEPT:
        return first - DAY
    return first - WEEK if first > today - WEEKS_KEPT else None


def days_to_close(last: date, *, today: date) -> Iterator[date]:
    """The days before today whose ends are not kept yet, from the last one that was counted on.

    They are as far apart as days before the counters: a worker that slept for long does not wake for hours.
    """
    day = last
    while day < today:
        yield day
        day += DAY if day >= today - DAYS_KEPT else min(WEEK, today - DAYS_KEPT - day)


def first_kept() -> date | None:
    """The earliest day of the scope that has totals."""
    found: date | None = DayTotal.objects.aggregate(first=Min("on"))["first"]
    return found


def keep_before_counters(*, begun: date) -> None:
    """Keep the day before the first fold, and what moved the gap between the two."""
    _keep(on=begun - DAY, following=begun, later=NOW, values={})


def keep_before(first: date, *, on: date) -> None:
    """Keep a day gone by, and what moved the gap from its end to the end of the first day that is kept."""
    later = people_then(on=first)
    _keep(on=on, following=first, later=later.text.removeprefix("WITH "), values=later.values)


def _keep(*, on: date, following: date, later: str, values: Mapping[str, Value]) -> None:
    """Both states in one statement; those of `on` have their own names of parameters."""
    was = people_then(on=on)
    earlier = was.text
    for name in was.values:
        earlier = earlier.replace(f"%({name})s", f"%(was_{name})s")
    text = f"""WITH was AS MATERIALIZED (
      {earlier} SELECT id AS resident_id, area_code, sex, age, mark, turns_on FROM people
    ), {later}, {KEEP}"""
    named = {f"was_{name}": value for name, value in was.values.items()}
    with counting(), connection.cursor() as cursor:
        cursor.execute(text, {**values, **named, "following": following})
