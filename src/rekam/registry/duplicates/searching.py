"""The search over a register: read, compare, fill the queue. What takes the processor holds no lock."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path

import pyarrow  # type: ignore[import-untyped]

from rekam.kernel.database import Scope, scope
from rekam.kernel.names import name_key
from rekam.registry.duplicates import services
from rekam.registry.duplicates.likeness import Alike
from rekam.registry.duplicates.linking import COLUMNS, Limits, find_alike
from rekam.registry.duplicates.sealed_rows import seal_rows
from rekam.registry.models import Resident
from rekam.registry.rules import Status

BATCH = 40_000


@dataclass(frozen=True)
class Spark:
    """Where Spark compares.

    master  local[2] for two processors of this machine, or spark://host:port
    folder  takes the sealed rows of a run; every machine of a cluster sees it under this path
    """

    master: str
    folder: Path


def find(
    *,
    area_code: str,
    memory: int,
    actor: str,
    at: datetime,
    spark: Spark | None = None,
    told: Callable[[int], None] | None = None,
) -> services.Outcome:
    """Compare everybody of an area with everybody, and bring the queue up to date. Repeating it is safe.

    Runs as rekam_app inside the area's scope: it needs no more rights than a page, and row security holds.
    area_code  "*" for the whole country
    memory     MB that the comparison may take
    spark      where to compare; without it DuckDB does, in this process
    told       hears how many rows were read so far
    Nothing is merged. Raises RuleBroken("linkage_memory_short" | "spark_missing" | "java_missing"); then the
    queue is as it was.
    """
    count = 0

    def counted(rows: int) -> None:
        nonlocal count
        count = rows
        if told is not None:
            told(rows)

    if spark is not None:
        alike = _by_spark(spark, area_code=area_code, memory=memory, told=counted)
    else:
        limits = Limits(memory=memory, threads=os.cpu_count() or 1)
        with scope(Scope.of(area_code)):
            alike = find_alike(_active_rows(), limits=limits, told=counted)
    with scope(Scope.of(area_code)):
        return services.take(alike, read=count, area_code=area_code, actor=actor, at=at)


def _by_spark(spark: Spark, *, area_code: str, memory: int, told: Callable[[int], None]) -> Sequence[Alike]:
    """Comparing may take hours, which no transaction may: the register is read once, and let go of."""
    from rekam.registry.duplicates import linking_spark

    linking_spark.check_spark()
    with ExitStack() as until_compared:
        with scope(Scope.of(area_code)):
            rows = until_compared.enter_context(seal_rows(_active_rows(), within=spark.folder, told=told))
        return linking_spark.find_alike(rows, master=spark.master, memory=memory)


def _active_rows() -> Iterator[pyarrow.Table]:
    """Everybody of the scope whose row is in use, as linking.COLUMNS, in batches. Inside a transaction."""
    key = lru_cache(maxsize=200_000)(name_key)
    rows = (
        Resident.objects.filter(status=Status.ACTIVE)
        .order_by()
        .values_list(
            "pk",
            "nik",
            "kk",
            "name_key",
            "sex",
            "birth_place",
            "birth_date",
            "mother_name",
            "father_name",
            "address",
            "rt",
            "rw",
            "area_code",
        )
        .iterator(chunk_size=BATCH)
    )
    while chunk := list(islice(rows, BATCH)):
        *plain, mother, father, address, rt, rw, area = zip(*chunk, strict=True)
        homes = [f"{street} {block}/{ward}" for street, block, ward in zip(address, rt, rw, strict=True)]
        columns = [*plain, map(key, mother), map(key, father), homes, area]
        yield pyarrow.table(
            {name: list(column) for name, column in zip(COLUMNS.names, columns, strict=True)}, schema=COLUMNS
        )
