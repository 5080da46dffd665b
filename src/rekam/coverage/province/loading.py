"""Counts that come without people: a scenario's, put where the counters of a register would be."""

# ruff: noqa: S608 - statements are put together from constants of this room only

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from datetime import date, datetime

from django.db import connection, transaction

from rekam.coverage.counters.models import DayTotal, Ledger
from rekam.coverage.counters.people import NAMES, sums
from rekam.coverage.counters.queries import find_ledger
from rekam.coverage.counters.rules import MEASURES, Cell
from rekam.coverage.rules import Counts
from rekam.kernel.errors import RuleBroken
from rekam.registry.queries import holds_anybody

CELLS = """INSERT INTO coverage_cell (area_code, sex, age, mark, people)
SELECT * FROM unnest(%s::text[], %s::text[], %s::smallint[], %s::smallint[], %s::int[])"""
TOTALS = f"""INSERT INTO coverage_areatotal (area_code, {NAMES})
SELECT area_code, {sums()} FROM coverage_cell GROUP BY area_code"""
HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text"


@transaction.atomic
def load_counts(
    *, cells: Sequence[Cell], days: Mapping[date, Mapping[str, Counts]], on: date, at: datetime
) -> None:
    """Put cells into empty counters, and counts by kelurahan as the ends of days before.

    on   the day that the cells stand for
    Raises RuleBroken("counters_in_use") where there are residents or counters already: counts without
    people never mix with a register.
    """
    if find_ledger() is not None or holds_anybody():
        raise RuleBroken("counters_in_use")
    with connection.cursor() as cursor:
        cursor.execute(CELLS, [list(column) for column in zip(*map(astuple, cells), strict=True)])
        cursor.execute(TOTALS)
        cursor.execute(HORIZON)
        below = int(cursor.fetchone()[0])
    DayTotal.objects.bulk_create(_totals(days), batch_size=2000)
    Ledger.objects.create(folded_below=below, last_resident=0, counted_on=on, folded_at=at)


def _totals(days: Mapping[date, Mapping[str, Counts]]) -> Iterable[DayTotal]:
    for day, villages in days.items():
        for code, counts in villages.items():
            measures = {measure: getattr(counts, measure, 0) for measure in MEASURES}
            yield DayTotal(area_code=code, on=day, **measures)
