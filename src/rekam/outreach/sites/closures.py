"""On which days sites can be visited (pure): weekdays, calendars of kinds, the days of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rekam.kernel.errors import RuleBroken

SUNDAY = 6


class Why(StrEnum):
    """Why a kind of place is closed."""

    HOLIDAYS = "holidays"
    EXAMS = "exams"
    RAMADAN = "ramadan"
    FLOOD = "flood"
    EPIDEMIC = "epidemic"
    NATIONAL = "national"
    OTHER = "other"


@dataclass(frozen=True)
class Shut:
    """Days (both included) on which a kind of place in an area is closed; kind "" = every kind."""

    area_code: str
    kind: str
    first: date
    last: date

    def holds(self, *, area_code: str, kind: str, on: date) -> bool:
        """Whether it closes a place on a day."""
        inside = f"{area_code}.".startswith(f"{self.area_code}.")
        return inside and self.kind in {"", kind} and self.first <= on <= self.last

    def closes_office(self, office: str) -> bool:
        """Whether it closes everything in the office's whole area."""
        return self.kind == "" and f"{office}.".startswith(f"{self.area_code}.")


def days_from(start: date, *, count: int, shut: Sequence[Shut] = ()) -> Sequence[date]:
    """The next days of work, Monday to Saturday, without those on which these closures hold.

    count  how many, 1 or more
    Raises RuleBroken("closed_too_long") where they close two years more than that.
    """
    found: list[date] = []
    for ahead in range(732 + 2 * count):
        day = start + timedelta(days=ahead)
        if day.weekday() != SUNDAY and not any(one.first <= day <= one.last for one in shut):
            found.append(day)
        if len(found) == count:
            return found
    raise RuleBroken("closed_too_long")


def open_days(
    days: Sequence[date], *, area_code: str, kind: str, weekdays: Sequence[int], shut: Sequence[Shut]
) -> frozenset[int]:
    """The numbers of those days on which a place can be visited."""
    wanted = frozenset(weekdays)
    return frozenset(
        number
        for number, day in enumerate(days)
        if day.weekday() in wanted
        and not any(one.holds(area_code=area_code, kind=kind, on=day) for one in shut)
    )
