"""A table of published figures as it comes, made into figures; or a code that says what is wrong with it."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from rekam.coverage.reconcile import days, places
from rekam.coverage.reconcile.figures import Figure
from rekam.coverage.reconcile.measures import is_percent
from rekam.coverage.reconcile.numerals import numeral
from rekam.kernel.errors import RuleBroken

MOST_BYTES = 1_000_000  # a table of all kelurahan of a province has about 400 kB
MOST_FIGURES = 20_000
REQUIRED = ("case", "as_of", "area_code", "measure", "published")
OPTIONAL = ("source", "area", "due")
DELIMITERS = ",;\t"
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SEPARATOR_LINE = re.compile(r"\Asep=.\n")  # which spreadsheets put before the columns
_AREA = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?", re.ASCII)
_MEASURE = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)


@dataclass(frozen=True)
class Layout:
    """How the cells of a file are parted, and its column names."""

    delimiter: str
    columns: Sequence[str]


def read_bytes(path: Path) -> bytes:
    """A file, if it is one and not too large.

    Raises RuleBroken("reconcile_file_missing" | "reconcile_too_large").
    """
    if not path.is_file():
        raise RuleBroken("reconcile_file_missing", file=path.name)
    if path.stat().st_size > MOST_BYTES:
        raise RuleBroken("reconcile_too_large", limit=MOST_BYTES)
    return path.read_bytes()


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, else Windows-1252, as spreadsheets write it.

    Raises RuleBroken("reconcile_too_large" | "reconcile_empty" | "reconcile_encoding").
    """
    if len(content) > MOST_BYTES:
        raise RuleBroken("reconcile_too_large", limit=MOST_BYTES)
    text = re.sub("\r\n?", "\n", _text(content).removeprefix("\ufeff"))
    if found := _NO_TEXT.search(text):
        raise RuleBroken("reconcile_encoding", at=found.start())
    if not text.strip():
        raise RuleBroken("reconcile_empty")
    return text


def _text(content: bytes) -> str:
    encodings = ("utf-16",) if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            at = error.start
    raise RuleBroken("reconcile_encoding", at=at)


def is_table(text: str) -> bool:
    """Whether a text is a table of figures, and not an article: its first line names columns."""
    head = _SEPARATOR_LINE.sub("", text.lstrip()).split("\n", 1)[0].lower()
    return len(head) < 400 and "measure" in head and "published" in head


def read_table(text: str) -> list[Figure]:
    """The figures of a CSV text; columns of other names, such as verdicts, are not looked at.

    The delimiter is a comma, a semicolon or a tab. `published` may hold words: "sekitar 4.500", "17 ribu";
    dates may be written out: "31 Desember 2024", "semester I 2024".

    Raises RuleBroken("reconcile_column_missing" | "reconcile_row_malformed" | "reconcile_empty" |
    "reconcile_too_many" | "reconcile_not_a_number" | "reconcile_separators_mixed" |
    "reconcile_date_malformed" | "reconcile_area_malformed"), each with the line where there is one.
    """
    text = _SEPARATOR_LINE.sub("", text)
    layout = _layout(text)
    rows = csv.reader(StringIO(text.strip()), delimiter=layout.delimiter, strict=True)
    figures: list[Figure] = []
    try:
        next(rows)
        for cells in rows:
            if any(cell.strip() for cell in cells):
                figures.append(
                    _figure(_row(cells, columns=layout.columns, line=rows.line_num), line=rows.line_num)
                )
            if len(figures) > MOST_FIGURES:
                raise RuleBroken("reconcile_too_many", limit=MOST_FIGURES)
    except csv.Error as error:
        raise RuleBroken("reconcile_row_malformed", line=rows.line_num) from error
    if not figures:
        raise RuleBroken("reconcile_empty")
    return figures


def _layout(text: str) -> Layout:
    head = text.strip().split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    columns = [name.strip().strip('"').lower() for name in head.split(delimiter)]
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise RuleBroken("reconcile_column_missing", columns=", ".join(missing))
    return Layout(delimiter, columns)


def _row(cells: Sequence[str], *, columns: Sequence[str], line: int) -> Mapping[str, str]:
    if len(cells) != len(columns):
        raise RuleBroken("reconcile_row_malformed", line=line)
    return dict(zip(columns, (cell.strip() for cell in cells), strict=True))


def _figure(row: Mapping[str, str], *, line: int) -> Figure:
    try:
        return figure_of(row, line=line)
    except RuleBroken as broken:
        raise RuleBroken(broken.code, **{"line": line, **broken.facts}) from broken


def figure_of(row: Mapping[str, str], *, line: int) -> Figure:
    """One figure from the texts of its cells, whether of a file or of a form.

    Raises RuleBroken as `read_table` does, without a line.
    """
    measure = row["measure"].strip().lower()
    area = places.code_of(row["area_code"]) or row["area_code"].strip().replace(",", ".")
    if not _MEASURE.fullmatch(measure):
        raise RuleBroken("reconcile_row_malformed")
    if not _AREA.fullmatch(area):
        raise RuleBroken("reconcile_area_malformed", printed=area[:20])
    return Figure(
        line=line,
        case=row["case"],
        measure=measure,
        numeral=numeral(row["published"], percent=is_percent(measure)),
        as_of=days.printed(row["as_of"]),
        area_code=area,
        area=row.get("area", ""),
        source=row.get("source", ""),
        sentence=row.get("sentence", ""),
        due=days.printed(row.get("due", "")),
    )
