"""Small tables as offices send them, CSV or XLSX, read within limits; nothing in them is run or trusted."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from rekam.kernel.encoding import place_of
from rekam.kernel.errors import RuleBroken

MOST_BYTES = 1_000_000
MOST_UNPACKED = 20_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 40
MOST_LETTERS = 300
DELIMITERS = ";,\t"
_ZIP = b"PK\x03\x04"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Line:
    """A line of a table: its number as the file counts, and the cells by the names of their columns."""

    number: int
    cells: Mapping[str, str]


def read_table(content: bytes, *, columns: Mapping[str, Sequence[str]], needed: Sequence[str]) -> list[Line]:
    """The lines of a table below its heads, cells trimmed; empty lines are left out.

    columns  our names of columns and the heads that mean them, in small letters
    needed   those that must be there

    Raises RuleBroken("table_empty" | "table_too_large" | "table_too_long" | "table_encoding" |
    "table_unreadable" | "table_column_missing").
    """
    if not content.strip():
        raise RuleBroken("table_empty")
    if len(content) > MOST_BYTES:
        raise RuleBroken("table_too_large", limit=MOST_BYTES)
    rows = _from_xlsx(content) if content.startswith(_ZIP) else _from_csv(content)
    try:
        return list(_lines(rows, columns=columns, needed=needed))
    except csv.Error as error:
        raise RuleBroken("table_unreadable") from error


def _lines(
    rows: Iterator[tuple[int, list[str]]], *, columns: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> Iterator[Line]:
    _, heads = next(rows, (0, []))
    meant = {head: name for name, words in columns.items() for head in words}
    places = {meant[head]: at for at, cell in enumerate(heads) if (head := cell.strip().lower()) in meant}
    missing = [columns[name][0] for name in needed if name not in places]
    if missing:
        raise RuleBroken("table_column_missing", columns=", ".join(missing))
    taken = 0
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        taken += 1
        if taken > MOST_ROWS:
            raise RuleBroken("table_too_long", limit=MOST_ROWS)
        told = {name: cells[at].strip() for name, at in places.items() if at < len(cells)}
        yield Line(number, {name: told.get(name, "") for name in columns})
    if not taken:
        raise RuleBroken("table_empty")


def _from_csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _text(content)
    head = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    for cells in rows:
        yield rows.line_num, [cell[:MOST_LETTERS] for cell in cells[:MOST_COLUMNS]]


def _text(content: bytes) -> str:
    """UTF-8, or UTF-16 with its mark; another encoding is refused rather than guessed, with the line."""
    wide = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleBroken("table_encoding", line=place_of(error)["line"]) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(text):
        raise RuleBroken("table_encoding", line=text.count("\n", 0, found.start()) + 1)
    return text


def _from_xlsx(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The first sheet; formulas as the values they had when the file was saved."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise RuleBroken("table_too_large", limit=MOST_UNPACKED)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles that we do not look at
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
                yield number, [_cell(value) for value in row[:MOST_COLUMNS]]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, OSError) as error:
        raise RuleBroken("table_unreadable") from error


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _CONTROL.sub(" ", str(value))[:MOST_LETTERS]
