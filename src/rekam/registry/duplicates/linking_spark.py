"""The same linkage as linking.py, by Spark: for a register that one machine cannot compare.

Same settings.json, same people.sql, and the same Jaro-Winkler, asked of DuckDB inside Spark's workers: the
one in Splink's own jar counts transpositions otherwise, which put pairs on another level (decision 0091).
Needs the optional group `spark` and Java; imported only where it is asked for.
"""

import os
import shutil
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow  # type: ignore[import-untyped]
from splink.internals.splink_dataframe import SplinkDataFrame

from rekam.kernel.errors import RuleBroken
from rekam.registry.duplicates.likeness import Alike
from rekam.registry.duplicates.linking import COLUMNS, PEOPLE, predict_alike
from rekam.registry.duplicates.rules import QUEUE_FROM
from rekam.registry.duplicates.sealed_rows import SealedRows, opened

ROWS_PER_PARTITION: Final = 20_000
CLOSED: Final[Mapping[str, str]] = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.eventLog.enabled": "false",
    "spark.log.level": "OFF",  # a message of a failed task may quote a row
    "spark.authenticate": "true",
    "spark.network.crypto.enabled": "true",
    "spark.io.encryption.enabled": "true",  # what is spilt and shuffled lies on disks
    "spark.io.encryption.keySizeBits": "256",
}
ALONE: Final[Mapping[str, str]] = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
TYPES: Final = {pyarrow.int64(): "bigint", pyarrow.string(): "string", pyarrow.date32(): "date"}


def check_spark() -> None:
    """Whether Spark can start here. Raises RuleBroken("spark_missing" | "java_missing")."""
    if find_spec("pyspark") is None:
        raise RuleBroken("spark_missing", group="spark")
    home = os.environ.get("JAVA_HOME", "")
    if shutil.which("java", path=f"{home}/bin" if home else None) is None:
        raise RuleBroken("java_missing", least=17)


def find_alike(
    rows: SealedRows, *, master: str, memory: int, threshold: float = QUEUE_FROM
) -> Sequence[Alike]:
    """As linking.find_alike: the same pairs, weights and evidence.

    master  local[2] for two processors of this machine, or spark://host:port
    memory  MB of the driver, on one machine of everything
    Raises RuleBroken("spark_missing" | "java_missing" | "linkage_memory_short").
    """
    check_spark()
    if rows.rows < 2:
        return []
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException
    from splink.backends.spark import SparkAPI

    spark = _session(rows, master=master, memory=memory)
    try:
        spark.udf.register("jaro_winkler", _as_function(jaro_winkler, "double"))
        _source(spark, rows).createOrReplaceTempView("source")
        people = spark.sql(PEOPLE.read_text(encoding="utf-8"))
        api = SparkAPI(  # type: ignore[no-untyped-call]
            spark_session=spark, break_lineage_method="persist", register_udfs_automatically=False
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Splink's and Spark's own
            return predict_alike(api.register(people), threshold=threshold, project=_collected)
    except (Py4JJavaError, PySparkException) as error:
        if "OutOfMemoryError" not in str(error):
            raise
        raise RuleBroken("linkage_memory_short", megabytes=memory) from None
    finally:
        spark.stop()


def is_alone(master: str) -> bool:
    """Whether Spark is threads of one process of this machine."""
    return master == "local" or master.startswith("local[")


def settings(*, master: str, memory: int, rows: int, folder: Path) -> Mapping[str, str]:
    """Spark's settings for one run; they are seen among the processes of the machine, so none is a secret.

    Spark draws the secret by itself on one machine; of a cluster it stands in Spark's own settings.
    """
    own = {
        "spark.driver.memory": f"{memory}m",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.sql.shuffle.partitions": str(max(8, rows // ROWS_PER_PARTITION)),
    }
    return {**CLOSED, **own, **(ALONE if is_alone(master) else {})}


def jaro_winkler(left: pyarrow.Array, right: pyarrow.Array) -> pyarrow.Array:
    """DuckDB's likeness (0 to 1) of two columns of names; absent where either is."""
    database = _duckdb()
    names = database.from_arrow(pyarrow.table({"a": left, "b": right}))
    found = names.project("jaro_winkler_similarity(a, b) AS alike").to_arrow_table()["alike"]
    return found.combine_chunks()


@cache
def _duckdb() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False})


def _as_function(work: Callable[..., pyarrow.Array], returns: str) -> Any:
    from pyspark.sql.pandas.functions import ArrowUDFType, arrow_udf

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its wish for hints of types that the stubs do not know
        return arrow_udf(work, returns, ArrowUDFType.SCALAR)


def _session(rows: SealedRows, *, master: str, memory: int) -> Any:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable  # else the first python3 of the path, without our packages
    if is_alone(master):
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    builder = SparkSession.builder.master(master).appName("rekam")
    named = settings(master=master, memory=memory, rows=rows.rows, folder=rows.folder)
    for name, value in named.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _source(spark: Any, rows: SealedRows) -> Any:
    key = rows.key

    def open_all(paths: pyarrow.Array) -> pyarrow.Array:
        return as_lists([opened(path, key=key) for path in paths.to_pylist()])

    columns = ", ".join(f"{field.name}: {TYPES[field.type]}" for field in COLUMNS)
    read = _as_function(open_all, f"array<struct<{columns}>>")
    paths = spark.createDataFrame([(path,) for path in rows.paths], "path string")
    files = paths.repartition(len(rows.paths)).select(read("path").alias("rows"))
    return files.selectExpr("explode(rows) AS row").select("row.*")


def as_lists(tables: Sequence[pyarrow.Table]) -> pyarrow.Array:
    """Each table as one list of its rows: so Spark takes many rows for one path, without pandas."""
    ends = accumulate((table.num_rows for table in tables), initial=0)
    rows = pyarrow.concat_tables(tables).combine_chunks().to_struct_array()
    if isinstance(rows, pyarrow.ChunkedArray):
        rows = rows.combine_chunks()
    return pyarrow.ListArray.from_arrays(pyarrow.array(list(ends), pyarrow.int32()), rows)


def _collected(found: SplinkDataFrame, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in found.as_spark_dataframe().selectExpr(*columns).collect()]
