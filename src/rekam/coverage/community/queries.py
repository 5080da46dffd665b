"""Who of a kelurahan is to be called up, what is known of them, and how many are 16 or 17."""

# ruff: noqa: S608 - the one statement is put together from constants of these rooms only

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from rekam.coverage.counters.models import Note
from rekam.coverage.counters.people import EVIDENCE, NEWEST
from rekam.coverage.counters.queries import cells
from rekam.coverage.counters.rules import MEASURES, USUALLY_AWAY, Reach
from rekam.coverage.queries import missing_people
from rekam.kernel.errors import RuleBroken
from rekam.registry.queries import get_resident
from rekam.registry.rules import CARD_AGE, RECORDING_AGE

FOUND = f"""
SELECT r.uuid, found.reach, found.evidence_on, found.back_on FROM (
  SELECT DISTINCT ON (resident_id) resident_id, reach, evidence_on, back_on FROM ({EVIDENCE}
  ) AS evidence WHERE evidence_on <= %s ORDER BY resident_id, {NEWEST}
) AS found JOIN registry_resident r ON r.id = found.resident_id
WHERE found.reach IN ({Reach.AWAY}, {Reach.PROBABLY_GONE})"""


@dataclass(frozen=True)
class Young:
    """The 16- and 17-year-olds of an area.

    soon      of 16, whoever they will be at 17; soon_recorded of them are recorded ahead
    first     of 17 and wajib, who vote for the first time; first_recorded of them are recorded
    """

    soon: int = 0
    soon_recorded: int = 0
    first: int = 0
    first_recorded: int = 0

    @property
    def soon_missing(self) -> int:
        """Of 16, not recorded yet."""
        return self.soon - self.soon_recorded

    @property
    def first_missing(self) -> int:
        """Of 17 and wajib, not recorded yet."""
        return self.first - self.first_recorded


def people_to_call(*, area_code: str, on: date) -> QuerySet[Any]:
    """The wajib of an area who are not recorded by that day, in the order of a walk: RW, RT, name."""
    return missing_people(area_code=area_code, on=on).order_by("rw", "rt", "full_name", "pk")


def newest_notes(residents: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Note]:
    """The newest evidence on each of these people, where there is any."""
    rows = Note.objects.filter(resident__in=list(residents))
    newest = rows.order_by("resident", "-evidence_on", "-at", "-pk").distinct("resident")
    return {note.resident: note for note in newest}


def people_elsewhere(*, on: date) -> Mapping[uuid.UUID, Reach]:
    """Residents of the scope who are away on a day, or are said to be dead, moved or unknown, by id.

    Who is away comes back on the day that was told, or after USUALLY_AWAY. Whoever is said to be gone stays
    so until somebody finds otherwise. The register and the gap do not change by it.
    """
    with connection.cursor() as cursor:
        cursor.execute(FOUND, [on])
        rows = cursor.fetchall()
    return {
        resident: Reach(reach)
        for resident, reach, found_on, back_on in rows
        if reach == Reach.PROBABLY_GONE or on < (back_on or found_on + USUALLY_AWAY)
    }


def get_missing(resident: uuid.UUID, *, on: date) -> Any:
    """Somebody of the scope who is wajib and not recorded by that day.

    Raises RuleBroken("not_found"), or RuleBroken("nobody_to_call") for who is recorded or not wajib.
    """
    person = get_resident(resident)
    if not missing_people(area_code=person.area_code, on=on).filter(pk=person.pk).exists():
        raise RuleBroken("nobody_to_call")
    return person


def count_young(*, area_code: str, on: date) -> Young:
    """How many of an area are 16 and 17 on a day, and how many of them are recorded."""
    found = cells(area_code=area_code, on=on)

    def people(measure: str, *, age: int) -> int:
        rule = MEASURES[measure]
        return sum(one.people for one in found if one.age == age and rule.takes(mark=one.mark, age=age))

    return Young(
        soon=people("population", age=RECORDING_AGE),
        soon_recorded=people("ahead", age=RECORDING_AGE) + people("recorded", age=RECORDING_AGE),
        first=people("wajib", age=CARD_AGE),
        first_recorded=people("recorded", age=CARD_AGE),
    )
