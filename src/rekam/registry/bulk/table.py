"""A clean file as a DuckDB table: one row a line with its number, split into fields; and how it leaves."""

# ruff: noqa: S608 - parts of statements are names of our own; what a file says goes in as values

import csv
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from rekam.kernel.errors import RuleBroken
from rekam.registry.bulk.reading import LONGEST_LINE, MARK, Source

Table = duckdb.DuckDBPyConnection
UNIT = "\x1f"  # no clean line has this letter (reading)
READ = f"""
CREATE TABLE line AS SELECT row_number() OVER () AS line, t FROM read_csv(
    ?, columns = {{'t': 'VARCHAR'}}, header = false, auto_detect = false, delim = '\x01', quote = '',
    escape = '', max_line_size = {LONGEST_LINE * 16}, buffer_size = {LONGEST_LINE * 512})
"""


@contextmanager
def workshop(folder: Path) -> Iterator[Table]:
    """An empty DuckDB in memory, which may spill into a folder, and loads nothing from anywhere."""
    with duckdb.connect() as table:
        table.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
        table.execute("SET memory_limit = '4GB'; SET preserve_insertion_order = true")
        table.execute(f"SET temp_directory = '{str(folder).replace(chr(39), chr(39) * 2)}'")
        yield table


def read_lines(table: Table, source: Source, *, folder: Path, places: Mapping[str, int]) -> str:
    """Make the table `line` (line, t), and return a query of line and one trimmed text column for each place.

    Lines with another number of columns, and marked ones, are in `line` only; empty lines count nowhere.
    Raises RuleBroken("import_file_unreadable").
    """
    try:
        table.execute(READ, [str(source.path)])
    except duckdb.Error as error:
        raise RuleBroken("import_file_unreadable") from error
    columns = ", ".join(f"nullif(trim(c[{at + 1}]), '') AS \"{name}\"" for name, at in places.items())
    delimiter = {"\t": "chr(9)"}.get(source.delimiter, f"'{source.delimiter}'")
    simple = "line > 1 AND t IS NOT NULL AND NOT contains(t, '\"')"
    cells = f"SELECT line, string_split(t, {delimiter}) AS c FROM line WHERE {simple}"
    if _quoted(table, source, out=folder / "quoted.csv"):
        table.execute(READ.replace("TABLE line", "TABLE quoted"), [str(folder / "quoted.csv")])
        split = f"SELECT string_split(t, '{UNIT}') AS c FROM quoted"
        cells += f" UNION ALL SELECT c[1]::BIGINT AS line, c[2:] AS c FROM ({split})"
    return f"SELECT line, {columns} FROM ({cells}) WHERE len(c) = {len(source.header)}"


def _quoted(table: Table, source: Source, *, out: Path) -> bool:
    """Lines with quotation marks go through Python's reader, written again with a letter no line has."""
    found = table.execute("SELECT line, t FROM line WHERE line > 1 AND contains(t, '\"')")
    any_line = False
    with out.open("w", encoding="utf-8", newline="") as file:
        while rows := found.fetchmany(50_000):
            any_line = True
            for line, text in rows:
                fields = next(csv.reader([text], delimiter=source.delimiter))
                file.write(UNIT.join([str(line), *fields]) + "\n")
    return any_line


# The code of a line whose cells could not be told.
UNSPLIT = f"CASE WHEN t = '{MARK}' THEN 'bytes_unreadable' ELSE 'columns_differ' END"


@contextmanager
def streamed(table: Table, query: str, *, folder: Path) -> Iterator[Iterator[bytes]]:
    """The rows of a query as CSV for PostgreSQL's COPY, made beside the reader: nothing lands on a disk.

    NULL is \\N, unquoted.
    Raises duckdb.Error when the query fails.
    """
    pipe = folder / "rows"
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe, mode=0o600)
    writer = _Writer(table.cursor(), query, pipe)
    writer.start()
    try:
        with pipe.open("rb", buffering=0) as rows:
            yield iter(lambda: rows.read(1 << 18), b"")
    finally:
        writer.join()  # a reader that fails tells his own reason, and leaves the table free
    if writer.failed is not None:
        raise writer.failed


class _Writer(threading.Thread):
    def __init__(self, table: Table, query: str, pipe: Path) -> None:
        super().__init__(daemon=True)
        self.failed: duckdb.Error | None = None
        self._table, self._query, self._pipe = table, query, pipe

    def run(self) -> None:
        try:
            self._table.execute(
                f"COPY ({self._query}) TO '{self._pipe}' "
                "(FORMAT csv, HEADER false, USE_TMP_FILE false, NULLSTR '\\N')"
            )
        except duckdb.Error as error:
            self.failed = error
            # Whoever waits to read must not wait for ever.
            os.close(os.open(self._pipe, os.O_RDWR | os.O_NONBLOCK))
