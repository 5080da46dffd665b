"""Rows on their way from DuckDB to PostgreSQL: long ones take their time, a failing one says why."""

from pathlib import Path

import duckdb
import pytest
from django.db import connections

from rekam.kernel.database import loading
from rekam.registry.bulk.table import streamed

MANY = "SELECT range AS line FROM range(1_000_000)"  # more than the pipe holds


@pytest.mark.django_db
def test_no_statement_of_an_import_is_too_long() -> None:
    """A province's rows are one COPY of some minutes, on a busy machine of many."""
    with loading(), connections["default"].cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


def test_a_reader_that_fails_tells_its_own_reason_and_leaves_the_table_free(tmp_path: Path) -> None:
    """The database's word came out as a file that cannot be read, while DuckDB was still writing."""
    with duckdb.connect() as table:
        with pytest.raises(TimeoutError, match="the database's word"):
            _fail_while_reading(table, folder=tmp_path)
        assert table.execute("SELECT 1").fetchone() == (1,)


def _fail_while_reading(table: duckdb.DuckDBPyConnection, *, folder: Path) -> None:
    with streamed(table, MANY, folder=folder) as rows:
        next(rows)
        raise TimeoutError("the database's word")
