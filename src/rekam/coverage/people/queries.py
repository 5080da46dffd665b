"""Whom a count takes: their rows, found by the expression that counts them."""

# ruff: noqa: S608 - statements are put together from constants of this room only

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from rekam.coverage.counters.people import Query, people_due
from rekam.coverage.counters.queries import IN_AREA, from_register, is_live
from rekam.coverage.people.rules import Chosen
from rekam.kernel.database import counting
from rekam.registry.queries import residents

TAKEN = f"""{IN_AREA} AND mark & %(mask)s = %(value)s AND age BETWEEN %(first)s AND %(last)s
  AND (%(sex)s = '' OR sex = %(sex)s)"""
IN_ORDER = """SELECT r.id FROM taken JOIN registry_resident r USING (id)
ORDER BY r.birth_date DESC, r.full_name, r.id"""


def people(*, area_code: str, on: date, chosen: Chosen) -> Sequence[int]:
    """The register's keys of those whom a count of an area takes on a day, the youngest first."""
    if is_live(on):
        query = people_due(on=on)
        text = f"""{query.text}, taken AS (
          SELECT resident_id AS id
          FROM coverage_cell JOIN coverage_contribution USING (area_code, sex, age, mark)
          WHERE {TAKEN} AND resident_id NOT IN (SELECT id FROM due)
          UNION ALL SELECT id FROM people WHERE {TAKEN}
        ) {IN_ORDER}"""
        return _keys(text, query, area_code=area_code, chosen=chosen)
    query = from_register(on)
    text = f"{query.text}, taken AS (SELECT id FROM people WHERE {TAKEN}) {IN_ORDER}"
    with counting():
        return _keys(text, query, area_code=area_code, chosen=chosen)


def rows(keys: Sequence[int], *, area_code: str) -> list[Any]:
    """The residents behind some keys, in their order."""
    found = residents(area_code=area_code).in_bulk(list(keys))
    return [found[key] for key in keys if key in found]


def _keys(text: str, query: Query, *, area_code: str, chosen: Chosen) -> list[int]:
    measure = chosen.measure
    values = {
        **query.values,
        "area": area_code,
        "inside": f"{area_code}.%",
        "mask": int(measure.mask),
        "value": int(measure.value),
        "first": measure.first,
        "last": measure.last,
        "sex": chosen.sex or "",
    }
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return [key for (key,) in cursor.fetchall()]
