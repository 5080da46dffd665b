"""By which way people were recorded: at a counter or on a visit, by which station, on which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rekam.enrolment.models import Record


@dataclass(frozen=True)
class Way:
    """One person recorded; without a visit it was at a counter."""

    resident: UUID
    visit: UUID | None
    station: str
    on: date


def ways_between(*, since: date, until: date) -> Sequence[Way]:
    """The leading recordings of the scope's residents from a day to a day, both included."""
    rows = Record.objects.filter(
        leading=True, resident__isnull=False, captured_on__range=(since, until)
    ).values_list("resident", "packet__visit", "packet__station", "captured_on")
    return [Way(who, visit, station, on) for who, visit, station, on in rows if who]
