"""Linkage by Spark: the rows it reads are sealed, nobody else is let in, and it answers as DuckDB does.

What starts Spark is skipped where the optional group `spark` or Java is absent: `make test` has neither.
"""

import importlib.util
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow
import pytest
from benchmarks.duplicates import people
from nacl.exceptions import CryptoError

from rekam.kernel.errors import RuleBroken
from rekam.registry.duplicates import linking_spark
from rekam.registry.duplicates.likeness import Alike
from rekam.registry.duplicates.linking import COLUMNS, Limits, find_alike
from rekam.registry.duplicates.sealed_rows import opened, seal_rows
from rekam.simulation.city import generate

with_spark = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
    reason="needs the optional group spark (pyspark) and Java 17",
)
NAME = "khoirunnisa wulandari"


def one_row(name: str = NAME) -> pyarrow.Table:
    values = {field.name: "x" for field in COLUMNS} | {"unique_id": 1, "birth_date": date(1988, 5, 5)}
    return pyarrow.table(
        {key: [value] for key, value in (values | {"name_key": name}).items()}, schema=COLUMNS
    )


def fail_midway(folder: Path) -> None:
    with seal_rows([one_row(), one_row()], within=folder) as rows:
        contents = [Path(path).read_bytes() for path in rows.paths]
        assert (rows.rows, len(contents)) == (2, 2)
        assert not any(NAME.encode() in content for content in contents)
        assert contents[0] != contents[1]
        assert {place.stat().st_mode & 0o777 for place in (rows.folder, folder)} == {0o700}
        assert opened(rows.paths[0], key=rows.key) == one_row()
        raise ZeroDivisionError


def test_rows_on_the_disk_are_sealed_and_gone_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_midway(tmp_path / "linkage")

    assert list((tmp_path / "linkage").iterdir()) == []


def test_another_run_s_key_opens_nothing(tmp_path: Path) -> None:
    with (
        seal_rows([one_row()], within=tmp_path) as one,
        seal_rows([one_row()], within=tmp_path) as other,
        pytest.raises(CryptoError),
    ):
        opened(one.paths[0], key=other.key)


def test_files_become_lists_of_rows_and_lists_rows_again() -> None:
    tables = [one_row("a"), COLUMNS.empty_table(), pyarrow.concat_tables([one_row("b"), one_row("c")])]

    lists = linking_spark.as_lists(tables)

    assert [[row["name_key"] for row in rows] for rows in lists.to_pylist()] == [["a"], [], ["b", "c"]]


def test_names_are_compared_as_duckdb_compares_them() -> None:
    """Splink's jar says 0.9461 of this pair, and 0.95 is a level of settings.json."""
    left = pyarrow.array(["muhamad dimas hidaiat", None])
    right = pyarrow.array(["muhamad padil hidaiat", "siti"])

    alike = linking_spark.jaro_winkler(left, right).to_pylist()

    assert alike == [pytest.approx(0.951378, abs=1e-6), None]


def test_every_column_of_the_register_has_its_type_in_spark() -> None:
    assert {field.type for field in COLUMNS} <= set(linking_spark.TYPES)


@pytest.mark.parametrize(
    ("master", "alone"),
    [("local", True), ("local[2]", True), ("spark://linkage-1:7077", False), ("localhost", False)],
)
def test_on_one_machine_spark_listens_to_it_alone(master: str, *, alone: bool) -> None:
    named = linking_spark.settings(master=master, memory=1000, rows=0, folder=Path("/linkage"))

    assert (named.get("spark.driver.bindAddress") == "127.0.0.1") is alone
    assert named.items() >= linking_spark.CLOSED.items()
    assert "spark.authenticate.secret" not in named  # it would stand among the processes of the machine


@pytest.mark.parametrize("code", ["spark_missing", "java_missing"])
def test_what_is_absent_is_told_before_the_register_is_read(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = None if code == "spark_missing" else importlib.util.find_spec("json")
    monkeypatch.setattr(linking_spark, "find_spec", lambda _: found)
    monkeypatch.setattr(shutil, "which", lambda _, **__: None)

    with pytest.raises(RuleBroken, match=code):
        linking_spark.check_spark()


@with_spark
@pytest.mark.filterwarnings("ignore")  # Spark's own
def test_spark_answers_as_duckdb_does(tmp_path: Path) -> None:
    city = people(generate(7, on=date(2026, 11, 24), residents=8_000))
    by_duckdb = find_alike([city], limits=Limits(memory=512, threads=1))

    with seal_rows([city.slice(0, 5_000), city.slice(5_000)], within=tmp_path) as rows:
        by_spark = linking_spark.find_alike(rows, master="local[2]", memory=1_000)

    assert len(by_duckdb) > 5
    assert told(by_spark) == told(by_duckdb)


def told(pairs: Sequence[Alike]) -> dict[tuple[int, int], tuple[float, dict[str, str]]]:
    return {(one.first, one.second): (one.weight, dict(one.evidence)) for one in pairs}
