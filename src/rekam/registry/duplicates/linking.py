"""Splink over one register: which rows look like one person. No Django, no clock; files only to spill to.

settings.json holds the whole model: blocking rules, comparisons, m and u. It is what Spark would run too
(docs/how-to/find-duplicates.md); people.sql makes the columns that it compares.
"""

import json
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow  # type: ignore[import-untyped]

from rekam.registry.duplicates.rules import QUEUE_FROM

SETTINGS = Path(__file__).with_name("settings.json")
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
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Limits:
    """What one run may take of the machine.

    memory   as DuckDB writes it, "2GB"; what does not fit is spilt, encrypted, to `spill`
    threads  at least 1
    spill    an empty private folder
    """

    memory: str
    threads: int
    spill: Path


@dataclass(frozen=True)
class Alike:
    """Two rows (unique ids, the lower first) that reach the queue.

    weight    match weight in bits: log2 of the odds that they are one person, prior 1 in 10^8 included
    evidence  field -> level, both as settings.json names them
    """

    first: int
    second: int
    weight: float
    evidence: Mapping[str, str]


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
    """
    with duckdb.connect() as database:
        _prepare(database, limits=limits)
        count = _read(database, batches, told=told)
        if count < 2:
            return []
        return _predict(database, threshold=threshold)


def levels() -> Mapping[str, Sequence[str]]:
    """Field -> its levels from the weakest (0) to the strongest, as settings.json has them."""
    return {
        comparison["output_column_name"]: [
            level["label_for_charts"]
            for level in reversed(comparison["comparison_levels"])
            if not level.get("is_null_level")
        ]
        for comparison in _settings()["comparisons"]
    }


@cache
def _settings() -> dict[str, Any]:
    settings: dict[str, Any] = json.loads(SETTINGS.read_text(encoding="utf-8"))
    return settings


def _prepare(database: duckdb.DuckDBPyConnection, *, limits: Limits) -> None:
    database.execute("SET autoinstall_known_extensions = false")
    database.execute("SET temp_file_encryption = true")
    database.execute("SET preserve_insertion_order = false")
    database.execute(f"SET memory_limit = '{limits.memory}'")
    database.execute(f"SET threads = {limits.threads}")
    database.execute(f"SET temp_directory = '{limits.spill}'")
    # Spark knows the function by this name (Splink's own jar), so that one settings file serves both.
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


def _predict(database: duckdb.DuckDBPyConnection, *, threshold: float) -> Sequence[Alike]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Splink's advice to train what the settings fix
        from splink import DuckDBAPI, Linker

        linker = Linker(DuckDBAPI(database).register("people"), str(SETTINGS), log_level=None)
        found = linker.inference.predict(threshold_match_weight=threshold, warning_mode="never")
    names = list(levels())
    gammas = ", ".join(f"gamma_{name}" for name in names)
    rows = (
        found.as_duckdbpyrelation()
        .project(
            f"least(unique_id_l, unique_id_r), greatest(unique_id_l, unique_id_r), match_weight, {gammas}"
        )
        .order("match_weight DESC, 1, 2")
        .fetchall()
    )
    return [
        Alike(first=row[0], second=row[1], weight=round(row[2], 3), evidence=_evidence(row[3:], names=names))
        for row in rows
    ]


def _evidence(gammas: Sequence[int], *, names: Sequence[str]) -> Mapping[str, str]:
    known = levels()
    return {
        name: UNKNOWN if gamma < 0 else known[name][gamma] for name, gamma in zip(names, gammas, strict=True)
    }
