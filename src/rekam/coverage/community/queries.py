"""Who of a kelurahan is to be called up, what is known of them, and how many are 16 or 17."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from rekam.coverage.counters.models import Note
from rekam.coverage.counters.queries import cells
from rekam.coverage.counters.rules import MEASURES
from rekam.coverage.queries import missing_people
from rekam.kernel.errors import RuleBroken
from rekam.registry.queries import get_resident
from rekam.registry.rules import CARD_AGE, RECORDING_AGE


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
