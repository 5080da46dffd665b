"""Whole recounts over narrow columns that are made up here, the same each time."""

import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
from benchmarks.clock import least, line

from rekam.coverage.columns import recounting
from rekam.coverage.columns.layout import ALWAYS, COLUMNS, NEVER, number_of

ON = date(2026, 12, 31)
PROVINCE, ITS_VILLAGES = 12_900_000, 1_552
NATION, ALL_VILLAGES = 200_000_000, 83_762

# Everything about a person follows from a hash of the number i. As on the real ladder nobody has a step
# without those below it.
PEOPLE = """
SELECT (3601011001 + i * {villages} // {people})::BIGINT AS area, (h & 1)::TINYINT AS sex,
       (year * 10000 + month * 100 + 1 + (h >> 12) % 28)::INTEGER AS born,
       ((h >> 17) & 1)::TINYINT AS married,
       {never} AS lawful_until, {always} AS since, {never} AS until, recorded,
       CASE WHEN (h >> 45) % 100 < 2 THEN {never} ELSE recorded END AS print_ready,
       CASE WHEN (h >> 45) % 100 < 5 THEN {never} ELSE recorded END AS printed,
       CASE WHEN (h >> 45) % 100 < 10 THEN {never} ELSE recorded END AS handed,
       ((h >> 51) % 100 = 0)::TINYINT AS disabled, 0::TINYINT AS foreigner, 0::TINYINT AS reach,
       0::TINYINT AS channel
FROM (
  SELECT i, h, year, month, CASE WHEN (h >> 22) % 33 = 0 THEN {never}
    ELSE greatest(20110000, (year + 17) * 10000) + (h >> 27) % 80000 END::INTEGER AS recorded
  FROM (SELECT i, h, {first} + (h >> 1) % {years} AS year, 1 + (h >> 8) % 12 AS month
        FROM (SELECT i, (hash(i) >> 1)::BIGINT AS h FROM range({people}) AS r(i)))
) {order}
"""
SIX = {
    "population": "here",
    "wajib": "wajib",
    "recorded": "wajib AND recorded <= {day}",
    "print_ready": "wajib AND recorded <= {day} AND print_ready <= {day}",
    "printed": "wajib AND recorded <= {day} AND printed <= {day}",
    "handed_over": "wajib AND recorded <= {day} AND handed <= {day}",
}


def measure_province(*, rounds: int) -> None:
    """By kelurahan, sex, single year of age and mark, so every count of every group follows."""
    order = "ORDER BY area, sex, born"  # as the nightly file is
    with _people(PROVINCE, villages=ITS_VILLAGES, first=1927, years=100, order=order) as (engine, path):
        people = engine.read_parquet(str(path))
        limit = least(lambda: _scan(engine, path), rounds=rounds)
        line("limit: a bare scan of the same columns", limit, limit=limit.cpu)
        counted = least(lambda: recounting.count_by_key(people, on=ON), rounds=rounds)
        line("as-of recount by kelurahan, sex, age and mark", counted, limit=limit.cpu)
        plain = least(lambda: _by_four_keys(engine, path), rounds=rounds)
        line("the same, written plainly", plain, limit=limit.cpu)
        _, persons = recounting.count_by_key(people, on=ON)
        print(f"{len(persons)} cells, {persons.sum()} persons; {_memory()}; file {_size(path)}")


def measure_nation(*, rounds: int) -> None:
    """The six counts by village; once on a day of the past and once on one to come."""
    with _people(NATION, villages=ALL_VILLAGES, first=1927, years=83) as (engine, path):
        limit = least(lambda: _scan(engine, path), rounds=1)
        line("limit: a bare scan of the same columns", limit, limit=limit.cpu)
        for on in (date(2020, 2, 29), date(2029, 2, 14)):
            taken = least(lambda on=on: _six(engine, path, on=on), rounds=min(rounds, 2))
            line(f"six counts by village as of {on}", taken, limit=limit.cpu)
        rows = _six(engine, path, on=date(2029, 2, 14))
        print(f"{len(rows)} villages, {sum(row[2] for row in rows)} wajib; {_memory()}; file {_size(path)}")


@contextmanager
def _people(
    number: int, *, villages: int, first: int, years: int, order: str = ""
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as engine:
        engine.execute("SET threads = 2")
        engine.execute("SET memory_limit = '8GB'")
        path, started = Path(folder) / "people.parquet", time.perf_counter()
        made = PEOPLE.format(
            people=number,
            villages=villages,
            first=first,
            years=years,
            never=NEVER,
            always=ALWAYS,
            order=order,
        )
        engine.execute(f"COPY ({made}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        print(f"made {number} persons of {villages} villages in {time.perf_counter() - started:.0f} s")
        yield engine, path


def _scan(engine: duckdb.DuckDBPyConnection, path: Path) -> object:
    sums = ", ".join(f"sum({name})" for name in COLUMNS)
    return engine.execute(f"SELECT {sums} FROM '{path}'").fetchall()


def _by_four_keys(engine: duckdb.DuckDBPyConnection, path: Path) -> object:
    return engine.execute(
        f"SELECT area, sex, {recounting.age(ON)} AS age, {recounting.mark(ON)} AS mark, count(*) "
        f"FROM '{path}' GROUP BY ALL"
    ).fetchnumpy()


def _six(engine: duckdb.DuckDBPyConnection, path: Path, *, on: date) -> list[tuple[int, ...]]:
    day = number_of(on)
    counts = ", ".join(f"count(*) FILTER ({text.format(day=day)})" for text in SIX.values())
    here, wajib = recounting.here(on), recounting.wajib(on)
    return engine.execute(
        f"SELECT area, {counts} FROM (SELECT *, {here} AS here, {here} AND {wajib} AS wajib FROM '{path}') "
        "GROUP BY area"
    ).fetchall()


def _memory() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB of memory at most"


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e9:.2f} GB"
