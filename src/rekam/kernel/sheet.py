"""A table as CSV that a spreadsheet opens without running anything in it (pure)."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

BOM = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252
MARK = "#"
# What a spreadsheet takes for a formula, with the full-width forms that some of them fold.
# Source: OWASP, CSV Injection.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FORMULA = re.compile(rf'(^|[;,|\t\r\n])(?=[ \u00a0"]*[{"".join(map(re.escape, STARTS))}])')


class Separator(StrEnum):
    """What stands between cells: the semicolon is what an Indonesian Excel expects."""

    SEMICOLON = ";"
    COMMA = ","


@dataclass(frozen=True)
class Sheet:
    """What an export holds.

    above, below  lines that say whose file this is
    columns       heads
    rows          as many cells as columns
    """

    above: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    below: tuple[str, ...]


def defused(cell: str) -> str:
    """The cell with an apostrophe wherever a spreadsheet would take its start for a formula.

    That is also behind each separator inside, and behind quotation marks: a spreadsheet of another country
    cuts there.
    """
    return _FORMULA.sub(r"\1'", cell)


def to_csv(sheet: Sheet, *, separator: Separator) -> bytes:
    """The sheet in UTF-8 with a byte order mark, each cell in quotes, lines ending in CRLF.

    The lines above and below begin with "#", so that a program can leave them out.
    """
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out, delimiter=separator.value, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for line in _lines(sheet):
        writer.writerow([defused(cell) for cell in line])
    return out.getvalue().encode("utf-8")


def _lines(sheet: Sheet) -> Iterator[Sequence[str]]:
    yield from ([f"{MARK} {line}"] for line in sheet.above)
    yield sheet.columns
    yield from sheet.rows
    yield from ([f"{MARK} {line}"] for line in sheet.below)
