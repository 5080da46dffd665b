"""Names of a list looked for in the register of the scope; who could be several is left to be chosen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.conf import settings

from rekam.kernel.names import name_key
from rekam.outreach.sites.lists.rules import Found, Known, Match, Row, meant
from rekam.registry.queries import find_residents, residents

MOST_CANDIDATES = 5
FIELDS = ("uuid", "nik", "name_key", "birth_date")


def match(rows: Sequence[Row]) -> Mapping[int, Found]:
    """Who of the register each row means, by its line."""
    by_nik = {known.nik: known for known in _known(nik__in=[row.nik for row in rows if row.nik])}
    born: defaultdict[date, list[Known]] = defaultdict(list)
    for known in _known(birth_date__in={row.birth_date for row in rows}):
        born[known.birth_date].append(known)
    return {row.line: _found(row, by_nik=by_nik.get(row.nik), born=born[row.birth_date]) for row in rows}


def _found(row: Row, *, by_nik: Known | None, born: Sequence[Known]) -> Found:
    key = name_key(row.full_name)
    found = meant(row, name_key=key, by_nik=by_nik, by_day=born, alike=())
    if found.match is not Match.NOBODY:
        return found
    return meant(row, name_key=key, by_nik=by_nik, by_day=born, alike=_alike(row))


def _alike(row: Row) -> Sequence[UUID]:
    """Whom a search by name finds and whose birth date, or whose name but for its spelling, is the same.

    Nobody else's data are shown to whoever chooses.
    """
    key = name_key(row.full_name)
    found = find_residents(row.full_name, birth_year=row.birth_date.year)
    near = [person for person in found if person.birth_date == row.birth_date or person.name_key == key]
    return [person.uuid for person in near[:MOST_CANDIDATES]]


def _known(**wanted: object) -> Iterable[Known]:
    rows = residents(area_code=settings.REKAM_OFFICE_AREA).filter(**wanted)
    return [Known(*values) for values in rows.values_list(*FIELDS)]
