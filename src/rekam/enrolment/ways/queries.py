"""By which way people were recorded: at a counter or on a visit, by which station, on which day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rekam.enrolment.models import Record
from rekam.enrolment.queries import FAILED


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


def ways_recorded(*, since: date) -> Mapping[UUID, tuple[str, bool]]:
    """By resident, how they were recorded from that day on: the station's area, and whether on a visit."""
    rows = Record.objects.filter(leading=True, resident__isnull=False, captured_on__gte=since)
    found = rows.values_list("resident", "served_in", "packet__visit")
    return {who: (where, visit is not None) for who, where, visit in found if who}


def recorded_on_visit(visit: UUID) -> Mapping[UUID | None, bool]:
    """Whom recordings of that visit are about, and whether one of them succeeded; None: not in the register.

    A recording that must be made again counts as made in vain.
    """
    rows = Record.objects.filter(packet__visit=visit).values_list("resident", "state")
    found: dict[UUID | None, bool] = {}
    for who, state in rows:
        found[who] = found.get(who, False) or state not in FAILED
    return found
