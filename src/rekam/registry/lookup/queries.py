"""Finding residents by what somebody typed. Whoever asks writes it into the audit."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from uuid import UUID

from django.db import connection

from rekam.kernel.database import current_scope
from rekam.kernel.names import name_key
from rekam.kernel.region import Area, AreaCode, Level, children, find_area
from rekam.registry.lookup import rules
from rekam.registry.lookup.rules import AT_MOST, Asked
from rekam.registry.models import Resident

DOOR = """
    SELECT resident, likeness
    FROM doors.find_residents(%s, %s, %s, %s::real[], %s::date, %s::int, %s::text[])
"""


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


def find(asked: Asked, *, fields: Sequence[str] = ()) -> Sequence[Resident]:
    """Up to 50 residents of the scope who may be meant, the most alike first.

    fields  the ones to read, where not all are needed; the others would be asked for one by one
    """
    residents = Resident.objects.only(*fields)
    if asked.number:
        by_nik = list(residents.filter(nik=asked.number)[:1])
        return by_nik or list(residents.filter(kk=asked.number).order_by("birth_date", "pk")[:AT_MOST])
    if not asked.words:
        return []
    alike = rules.alike_enough(_behind_the_door(asked))
    rows = {row.uuid: row for row in residents.filter(uuid__in=alike)} if alike else {}
    return [rows[uuid] for uuid in alike if uuid in rows]


def _behind_the_door(asked: Asked) -> list[tuple[UUID, float]]:
    words, terms = zip(*asked.readings, strict=True)
    weights = [rules.weight(word) for word in asked.words]
    within = list(asked.within) or None
    with connection.cursor() as cursor:
        cursor.execute(DOOR, [asked.name, list(words), list(terms), weights, asked.born, asked.year, within])
        return [(uuid, likeness) for uuid, likeness in cursor.fetchall()]


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
