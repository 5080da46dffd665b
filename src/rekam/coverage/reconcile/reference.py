"""Official series with their sources: the one that ships, or a file of the same columns."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from io import StringIO
from pathlib import Path

from rekam.coverage.reconcile.groups import Goal, Official
from rekam.coverage.reconcile.reading import decoded, read_bytes
from rekam.kernel.errors import RuleBroken

COLUMNS = ("as_of", "area_code", "wajib", "recorded", "recorded_percent_printed", "source")


@cache
def shipped() -> tuple[Official, ...]:
    """The national series of the project."""
    return tuple(_points(_table("official_series.csv")))


@cache
def targets() -> tuple[Goal, ...]:
    """The national targets of the project, each with its source in the table."""
    rows = csv.DictReader(StringIO(_table("official_targets.csv")))
    return tuple(
        Goal(due=date.fromisoformat(row["due"]), measure=row["measure"], percent=Decimal(row["percent"]))
        for row in rows
    )


def _table(name: str) -> str:
    return (resources.files("rekam.coverage.reconcile") / "tables" / name).read_text(encoding="utf-8")


def read(path: Path) -> tuple[Official, ...]:
    """The series of a file. Raises RuleBroken as reading.read_bytes and decoded do, or
    RuleBroken("reconcile_reference_malformed") with its line."""
    text = decoded(read_bytes(path))
    try:
        return tuple(_points(text))
    except csv.Error as error:  # a cell longer than any
        raise RuleBroken("reconcile_reference_malformed", line=1) from error


def _points(text: str) -> Iterator[Official]:
    rows = csv.DictReader(StringIO(text.strip()))
    if not set(COLUMNS) <= set(rows.fieldnames or ()):
        raise RuleBroken("reconcile_reference_malformed", line=1)
    for row in rows:
        try:
            yield _point(row)
        except (ValueError, InvalidOperation, AttributeError) as error:
            raise RuleBroken("reconcile_reference_malformed", line=rows.line_num) from error


def _point(row: Mapping[str, str]) -> Official:
    wajib, recorded, percent = (
        Decimal(row[name].strip()) if row[name].strip() else None
        for name in ("wajib", "recorded", "recorded_percent_printed")
    )
    return Official(
        as_of=date.fromisoformat(row["as_of"].strip()),
        area_code=row["area_code"].strip(),
        wajib=wajib,
        recorded=recorded,
        percent=percent,
        source=row["source"].strip(),
    )
