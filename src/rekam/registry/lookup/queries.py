"""Finding residents by what somebody typed. Whoever asks writes it into the audit."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.db import connection

from rekam.kernel.database import current_scope
from rekam.kernel.names import name_key
from rekam.kernel.region import Area, AreaCode, Level, children, find_area
from rekam.kernel.rows import columns, row_of
from rekam.registry.lookup import rules
from rekam.registry.lookup.rules import Asked
from rekam.registry.models import Resident

# By hand: the query builder would cost a search a millisecond.
BY_NAME = """
SELECT {columns}, told.likeness
FROM doors.find_residents(%s, %s, %s, %s::real[], %s::date, %s::int, %s::text[])
  WITH ORDINALITY AS told(resident, likeness, place)
JOIN registry_resident ON registry_resident.uuid = told.resident
ORDER BY told.place
"""
BY_NIK = "SELECT {columns} FROM registry_resident WHERE nik = %s"
BY_KK = "SELECT {columns} FROM registry_resident WHERE kk = %s ORDER BY birth_date, id LIMIT 50"


def understand(text: str, *, birth_year: int | None = None, areas: Sequence[str] = ()) -> Asked:
    """What a box means to whoever looks now, with the fields beside it, which win over the box.

    birth_year  from its own field, or None
    areas       area codes from their own field; () = those named in the box, or the whole scope
    """
    asked = rules.read(text, areas=_areas_of_the_scope())
    if birth_year is not None and birth_year != asked.year:
        asked = replace(asked, born=None, year=birth_year)
    return replace(asked, within=tuple(areas)) if areas else asked


def areas_named(text: str) -> tuple[str, ...]:
    """Codes of the kecamatan and kelurahan of the scope with that name; () for none."""
    return tuple(_areas_of_the_scope().get(name_key(text), ()))


def find(asked: Asked, *, fields: tuple[str, ...] = ()) -> Sequence[Resident]:
    """Up to 50 residents of the scope who may be meant, the most alike first.

    fields  the ones to read, where not all are needed; the others would be asked for one by one
    """
    if asked.number:
        found = _read(BY_NIK, [asked.number], fields=fields) or _read(BY_KK, [asked.number], fields=fields)
        return [row for row, _ in found]
    if not asked.words:
        return []
    words, terms = zip(*asked.readings, strict=True)
    weights = [rules.weight(word) for word in asked.words]
    told = [asked.name, list(words), list(terms), weights, asked.born, asked.year, list(asked.within) or None]
    return rules.alike_enough([(row, values[-1]) for row, values in _read(BY_NAME, told, fields=fields)])


def _read(
    statement: str, told: Sequence[Any], *, fields: tuple[str, ...]
) -> list[tuple[Resident, Sequence[Any]]]:
    """Residents of the scope, which row security and this filter both keep to, and the rows they stood in."""
    inside = current_scope()
    with connection.cursor() as cursor:
        cursor.execute(statement.format(columns=columns(Resident, only=fields)), told)
        rows = [(row_of(Resident, values, only=fields), values) for values in cursor.fetchall()]
    return [(row, values) for row, values in rows if row is not None and inside.contains(row.area_code)]


def _areas_of_the_scope() -> rules.Areas:
    return _areas(tuple(sorted(current_scope().areas)))


@lru_cache(maxsize=64)
def _areas(scope: tuple[str, ...]) -> rules.Areas:
    """Codes of kecamatan and kelurahan inside a scope by name_key; none for the whole country."""
    found: dict[str, list[str]] = {}
    for code in scope:
        for area in _inside(code):
            if area.code.level >= Level.KECAMATAN:
                found.setdefault(name_key(area.name), []).append(area.code.text)
    return found


def _inside(code: str) -> list[Area]:
    if code == "*":
        return []
    own = find_area(code)
    areas = [own] if own else []
    if AreaCode.parse(code).level < Level.KELURAHAN_DESA:
        for child in children(code):
            areas += _inside(child.code.text)
    return areas
