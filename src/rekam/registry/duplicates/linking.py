"""Splink over one register: which rows look like one person. No Django, no clock; files only to spill to.

settings.json holds the whole model: blocking rules, comparisons, m and u. It is what Spark runs too
(linking_spark.py); people.sql makes the columns that it compares.
"""

import math
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow  # type: ignore[import-untyped]
from splink import DuckDBAPI, Linker
from splink.internals.exceptions import SplinkException
from splink.internals.splink_dataframe import SplinkDataFrame

from rekam.kernel.errors import RuleBroken
from rekam.registry.duplicates.likeness import SETTINGS, UNKNOWN, Alike, levels
from rekam.registry.duplicates.rules import QUEUE_FROM

PEOPLE = Path(__file__).with_name("people.sql")
COLUMNS = pyarrow.schema(
    [
        ("unique_id", pyarrow.int64()),
        ("nik", pyarrow.string()),
        ("kk", pyarrow.string()),
        ("name_key", pyarrow.string()),
        ("sex", pyarrow.string()),
        ("birth_place", pyarrow.string()),
        ("birth_date", pyarrow.date32()),
        ("mother_key", pyarrow.string()),
        ("father_key", pyarrow.string()),
        ("address", pyarrow.string()),
        ("area_code", pyarrow.string()),
    ]
)
Projection = Callable[[SplinkDataFrame, Sequence[str]], list[tuple[Any, ...]]]
ROWS_PER_MB = 450  # compared at once; measured on the synthetic city


@dataclass(frozen=True)
class Limits:
    """What one run may take of the machine.

    memory   MB; nothing is spilt to a disk, where names would lie in the clear
    threads  at least 1
    """

    memory: int
    threads: int

    def parts(self, rows: int) -> int:
        """In how many parts the rows are compared with all others; one is fastest."""
        return max(1, math.ceil(rows / (ROWS_PER_MB * self.memory)))


def find_alike(
    batches: Iterable[pyarrow.Table],
    *,
    limits: Limits,
    threshold: float = QUEUE_FROM,
    told: Callable[[int], None] | None = None,
) -> Sequence[Alike]:
    """The pairs of rows whose match weight (bits) reaches the threshold, the strongest first.

    batches  tables of COLUMNS, ids distinct
    told     hears how many rows were read so far
    Raises RuleBroken("linkage_memory_short").
    """
    try:
        with duckdb.connect() as database:
            _prepare(database, limits=limits)
            count = _read(database, batches, told=told)
            if count < 2:
                return []
            people = DuckDBAPI(database).register("people")
            return predict_alike(people, threshold=threshold, project=_fetched, parts=limits.parts(count))
    except (SplinkException, duckdb.OutOfMemoryException) as error:
        if "Out of Memory" not in str(error):
            raise
        raise RuleBroken("linkage_memory_short", megabytes=limits.memory) from error


def _prepare(database: duckdb.DuckDBPyConnection, *, limits: Limits) -> None:
    database.execute("SET autoinstall_known_extensions = false")
    database.execute("SET preserve_insertion_order = false")
    database.execute(f"SET memory_limit = '{limits.memory}MB'")
    database.execute(f"SET threads = {limits.threads}")
    database.execute("SET temp_directory = ''")
    # Spark knows the function by this name (linking_spark.py), so that one settings file serves both.
    database.execute("CREATE MACRO jaro_winkler(a, b) AS jaro_winkler_similarity(a, b)")


def _read(
    database: duckdb.DuckDBPyConnection,
    batches: Iterable[pyarrow.Table],
    *,
    told: Callable[[int], None] | None,
) -> int:
    database.register("batch", COLUMNS.empty_table())
    database.execute("CREATE TABLE source AS FROM batch")
    count = 0
    for batch in batches:
        database.register("batch", batch)
        database.execute("INSERT INTO source FROM batch")
        count += batch.num_rows
        if told is not None:
            told(count)
    database.execute(f"CREATE TABLE people AS {PEOPLE.read_text(encoding='utf-8')}")
    return count


def predict_alike(
    people: SplinkDataFrame, *, threshold: float, project: Projection, parts: int = 1
) -> Sequence[Alike]:
    """What Splink says of a table of people.sql; the same of DuckDB's and of Spark's.

    project  fetches columns of the answer: the engines have no way of theirs in common
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Splink's advice to train what the settings fix
        found = Linker(people, str(SETTINGS), log_level=None).inference.predict(
            threshold_match_weight=threshold, num_chunks_left=parts, warning_mode="never"
        )
    names = list(levels())
    columns = ["least(unique_id_l, unique_id_r)", "greatest(unique_id_l, unique_id_r)", "match_weight"]
    rows = project(found, [*columns, *(f"gamma_{name}" for name in names)])
    pairs = [
        Alike(first=row[0], second=row[1], weight=round(row[2], 3), evidence=_evidence(row[3:], names=names))
        for row in rows
    ]
    return sorted(pairs, key=lambda pair: (-pair.weight, pair.first, pair.second))


def _fetched(found: SplinkDataFrame, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = found.as_duckdbpyrelation().project(", ".join(columns)).fetchall()
    return rows


def _evidence(gammas: Sequence[int], *, names: Sequence[str]) -> Mapping[str, str]:
    known = levels()
    return {
        name: UNKNOWN if gamma < 0 else known[name][gamma] for name, gamma in zip(names, gammas, strict=True)
    }
