"""Small tables as offices send them, CSV or XLSX, read within limits; nothing in them is run or trusted."""

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from rekam.kernel.encoding import place_of
from rekam.kernel.errors import RuleBroken

MOST_BYTES = 1_000_000
MOST_UNPACKED = 20_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 40
MOST_LETTERS = 300
MOST_LINES = 4 * MOST_ROWS  # with those that are empty
MOST_MARKS = 400_000  # opening and closing of elements; 5,000 rows of ten texts have as many
DELIMITERS = ";,\t"
_ZIP = b"PK\x03\x04"
# The readers of ZIP, XML and cells raise any of these on hostile bytes.
_HOSTILE = (
    *(zipfile.BadZipFile, zlib.error, InvalidFileException, SyntaxError, ValueError, LookupError, OSError),
    *(TypeError, AttributeError, EOFError, OverflowError, NotImplementedError, RecursionError, RuntimeError),
)
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
        _check_parts(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles that we do not look at
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            assert isinstance(sheet, ReadOnlyWorksheet)
            sheet.reset_dimensions()  # which a file may claim to be a million rows long
            for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1):
                if number > MOST_LINES:  # rows that the file leaves out are counted through one by one
                    raise RuleBroken("table_too_long", limit=MOST_ROWS)
                yield number, [_cell(value) for value in row]
    except _HOSTILE as error:
        raise RuleBroken("table_unreadable") from error


def _check_parts(content: bytes) -> None:
    """Refuse a workbook that unpacks into far more than a small table, or that declares entities."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise RuleBroken("table_too_large", limit=MOST_UNPACKED)
        marks = 0
        for part in parts:
            text = packed.read(part)
            marks += text.count(b"<")
            if b"<!DOCTYPE" in text or b"<\0!\0D\0" in text:
                raise RuleBroken("table_unreadable")
        if marks > MOST_MARKS:
            raise RuleBroken("table_too_long", limit=MOST_ROWS)


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
