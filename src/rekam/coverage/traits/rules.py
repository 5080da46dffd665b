"""The traits of areas, and a list of them (pure)."""

import csv
from collections.abc import Iterable
from enum import StrEnum

from rekam.kernel.encoding import place_of
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level


class Trait(StrEnum):
    """What makes people of an area hard to reach; an area may have several."""

    REMOTE = "remote"
    BORDER = "border"
    COAST = "coast"
    ISLAND = "island"


def text_of(content: bytes) -> str:
    """The text of a list, with or without a byte order mark.

    Raises RuleBroken("traits_not_utf8") with the line, from 1, and the byte in it, from 1.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleBroken("traits_not_utf8", **place_of(error)) from error


def read_traits(lines: Iterable[str]) -> frozenset[tuple[str, Trait]]:
    """Kelurahan and trait of each line of a CSV with the columns `area_code` and `trait`.

    Raises RuleBroken("traits_unreadable", line=...) or RuleBroken("area_code_malformed").
    """
    rows = csv.DictReader(lines)
    try:
        return _read(rows)
    except csv.Error as error:  # a cell longer than any: a quotation mark that is never closed
        raise RuleBroken("traits_unreadable", line=rows.line_num) from error


def _read(rows: "csv.DictReader[str]") -> frozenset[tuple[str, Trait]]:
    if not {"area_code", "trait"} <= set(rows.fieldnames or ()):
        raise RuleBroken("traits_unreadable", line=1)
    found = set()
    for row in rows:
        area, trait = AreaCode.parse(row["area_code"] or ""), (row["trait"] or "").strip()
        if area.level is not Level.KELURAHAN_DESA or trait not in set(Trait):
            raise RuleBroken("traits_unreadable", line=rows.line_num)
        found.add((area.text, Trait(trait)))
    return frozenset(found)
