"""A CSV of activations or of days of socialisation, read line by line: lines taken, and lines refused."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rekam.coverage.ikd.rules import Channel, Count, Session
from rekam.kernel.encoding import place_of
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import Level, find_area

DAY, AREA, CHANNEL, OWN, OUTSIDERS, SOURCE = (
    *("tanggal", "kode_wilayah", "saluran"),
    *("warga_sendiri", "warga_luar", "sumber"),
)
OF_COUNTS = (DAY, AREA, CHANNEL, OWN, OUTSIDERS, SOURCE)
OF_SESSIONS = (DAY, AREA, SOURCE)
MOST_BYTES = 20 * 2**20
MOST_DIGITS = 7
LONGEST_SOURCE = 120


class Fault(ValueError):
    """Why one value is not taken: a code of ikd.words.FAULTS."""


@dataclass(frozen=True)
class Reject:
    """A line that was not taken. `line` counts from 1, the head being line 1."""

    line: int
    column: str
    code: str


@dataclass
class Read:
    """What a file holds; one of `counts` and `sessions` stays empty."""

    counts: list[Count] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def text_of(content: bytes) -> str:
    """The text of a file, with or without a byte order mark.

    Raises RuleBroken("ikd_file_too_large"), RuleBroken("ikd_file_not_utf8") with the line, from 1, and the
    byte in it, from 1, that is none of UTF-8.
    """
    if len(content) > MOST_BYTES:
        raise RuleBroken("ikd_file_too_large")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleBroken("ikd_file_not_utf8", **place_of(error)) from error


def read(text: str, *, today: date, is_ours: Callable[[str], bool]) -> Read:
    """The lines of a file; with a column `saluran` it holds activations, else days of socialisation.

    is_ours   whether a kelurahan lies in the area of who brings the file
    The separator is a comma or a semicolon. A line with several faults tells the first.
    Raises RuleBroken("ikd_columns_missing"), RuleBroken("ikd_file_unreadable") with the line.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",", strict=False)
    try:
        return _read(rows, today=today, is_ours=is_ours)
    except csv.Error as error:  # a cell longer than any: a quotation mark that is never closed
        raise RuleBroken("ikd_file_unreadable", line=rows.line_num) from error


def _read(rows: "csv.DictReader[str]", *, today: date, is_ours: Callable[[str], bool]) -> Read:
    names = tuple(rows.fieldnames or ())
    wanted = OF_COUNTS if CHANNEL in names else OF_SESSIONS
    if missing := [name for name in wanted if name not in names]:
        raise RuleBroken("ikd_columns_missing", columns=", ".join(missing))
    found, seen = Read(), set()
    for row in rows:
        values = {name: (row[name] or "").strip() for name in wanted}
        key = tuple(values[name] for name in wanted if name in {DAY, AREA, CHANNEL})
        fault = _take(values, into=found, today=today, is_ours=is_ours) if key not in seen else _TWICE
        seen.add(key)
        if fault is not None:
            found.rejects.append(Reject(rows.line_num, *fault))
    return found


_TWICE = (DAY, "line_twice")


def _take(
    values: Mapping[str, str], *, into: Read, today: date, is_ours: Callable[[str], bool]
) -> tuple[str, str] | None:
    """Take one line, or say in which column it is wrong, and how."""
    checks: Mapping[str, Callable[[str], object]] = {
        DAY: lambda text: day_of(text, today=today),
        AREA: lambda text: area_of(text, is_ours=is_ours),
        CHANNEL: channel_of,
        OWN: count_of,
        OUTSIDERS: count_of,
        SOURCE: source_of,
    }
    for name, text in values.items():
        try:
            checks[name](text)
        except Fault as fault:
            return name, str(fault)
    on, source = date.fromisoformat(values[DAY]), values[SOURCE]
    if CHANNEL not in values:
        into.sessions.append(Session(on, values[AREA], source))
        return None
    into.counts.append(
        Count(on, values[AREA], Channel(values[CHANNEL]), int(values[OWN]), int(values[OUTSIDERS]), source)
    )
    return None


def day_of(text: str, *, today: date) -> date:
    """Raises Fault("date_malformed" | "date_in_future")."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Fault("date_malformed") from None
    if len(text) != len("2026-11-24"):
        raise Fault("date_malformed")
    if day > today:
        raise Fault("date_in_future")
    return day


def area_of(text: str, *, is_ours: Callable[[str], bool]) -> str:
    """Raises Fault("area_unknown" | "area_not_yours")."""
    try:
        area = find_area(text)
    except RuleBroken:
        raise Fault("area_unknown") from None
    if area is None or area.code.level != Level.KELURAHAN_DESA or area.code.text != text:
        raise Fault("area_unknown")
    if not is_ours(text):
        raise Fault("area_not_yours")
    return text


def channel_of(text: str) -> Channel:
    """Raises Fault("channel_unknown")."""
    try:
        return Channel(text)
    except ValueError:
        raise Fault("channel_unknown") from None


def count_of(text: str) -> int:
    """Digits only: 1.234 is a thousand to one reader and one to another. Raises Fault("count_malformed")."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise Fault("count_malformed")
    return int(text)


def source_of(text: str) -> str:
    """Raises Fault("source_missing")."""
    if not 0 < len(text) <= LONGEST_SOURCE:
        raise Fault("source_missing")
    return text
