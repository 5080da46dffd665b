"""A delivery's list of serials, as pasted or as a CSV file: all of it, or the rows that are wrong (pure)."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from rekam.cards.blanks.rules import MOST_IN_A_BOX, BoxPaper, parse_serial
from rekam.kernel.errors import RuleBroken

MOST_ROWS = 10_000
MOST_BYTES = 1_000_000
MOST_BOX_LETTERS = 40
HEADS = frozenset({"serial", "uid", "nomor", "no", "nomor seri", "no seri", "uid chip"})


@dataclass(frozen=True)
class RowError:
    """A row (counted from 1, as in the file), what stood there, and why it is refused."""

    row: int
    given: str
    code: str


@dataclass(frozen=True)
class Lot:
    """The serials of a list in its order, and its wrong rows; it may be received only without errors."""

    serials: tuple[str, ...]
    errors: tuple[RowError, ...]


def read_lot(text: str) -> Lot:
    """Read a list: one serial a row, in the first column; a head and empty rows are passed over.

    Rows are refused with serial_malformed or serial_twice.
    Raises RuleBroken("lot_empty"), RuleBroken("lot_too_long") over 10,000 rows.
    """
    rows = [(number, given) for number, given in enumerate(_first_cells(text), 1) if given]
    if rows and rows[0][1].casefold() in HEADS:
        rows = rows[1:]
    if not rows:
        raise RuleBroken("lot_empty")
    if len(rows) > MOST_ROWS:
        raise RuleBroken("lot_too_long", rows=len(rows), limit=MOST_ROWS)
    return _read(rows)


def read_boxes(text: str) -> tuple[tuple[BoxPaper, ...], tuple[RowError, ...]]:
    """Closed boxes, one a row: the box's number, then how many blanks or from which number to which.

    "BX-0071; 500" and "BX-0071; 000501-001000" say the same of two boxes of 500.
    Rows are refused with box_row_malformed or box_twice.
    """
    boxes: dict[str, BoxPaper] = {}
    errors: list[RowError] = []
    for row, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        number, _, told = (part.strip() for part in line.replace("\t", ";").partition(";"))
        count = _count_of(told)
        if not number or len(number) > MOST_BOX_LETTERS or count is None:
            errors.append(RowError(row, line.strip()[:40], "box_row_malformed"))
        elif number in boxes:
            errors.append(RowError(row, line.strip()[:40], "box_twice"))
        else:
            boxes[number] = BoxPaper(number=number, count=count, span=told if "-" in told else "")
    return tuple(boxes.values()), tuple(errors)


def _count_of(told: str) -> int | None:
    """How many blanks: 500, or 000501-001000; None for anything else, or for none and for too many."""
    first, dash, last = (part.strip() for part in told.partition("-"))
    if not (first.isascii() and first.isdigit()) or len(told) > MOST_BOX_LETTERS:
        return None
    if dash and not (last.isascii() and last.isdigit()):
        return None
    count = int(last) - int(first) + 1 if dash else int(first)
    return count if 1 <= count <= MOST_IN_A_BOX else None


def decode_file(data: bytes) -> str:
    """The text of an uploaded list, with or without a byte order mark.

    Raises RuleBroken("lot_too_long") over 1 MB, RuleBroken("lot_not_text").
    """
    if len(data) > MOST_BYTES:
        raise RuleBroken("lot_too_long", bytes=len(data), limit=MOST_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleBroken("lot_not_text") from error
    if "\x00" in text:
        raise RuleBroken("lot_not_text")
    return text


def _first_cells(text: str) -> Iterable[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace(";", ",").replace("\t", ",")
    try:
        yield from ((row[0].strip() if row else "") for row in csv.reader(io.StringIO(lines)))
    except csv.Error as error:
        raise RuleBroken("lot_not_text") from error


def _read(rows: list[tuple[int, str]]) -> Lot:
    serials: dict[str, int] = {}
    errors: list[RowError] = []
    for number, given in rows:
        try:
            serial = parse_serial(given)
        except RuleBroken as broken:
            errors.append(RowError(number, given[:40], broken.code))
            continue
        if serial in serials:
            errors.append(RowError(number, given[:40], "serial_twice"))
        serials.setdefault(serial, number)
    return Lot(tuple(serials), tuple(errors))
