"""Days as the office counts them: ages and the office's own "today". How dates are written: ui.dates."""

from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class OfficeZone(StrEnum):
    """The three times of the country. Source: Keppres 41/1987. In force from 1988-01-01."""

    WIB = "WIB"
    WITA = "WITA"
    WIT = "WIT"

    @property
    def zone(self) -> ZoneInfo:
        """The zone that clocks in such an office follow."""
        return ZoneInfo({"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}[self.value])


def age_on(*, born: date, on: date) -> int:
    """Completed years of life on that day; someone born on 29 February ages on 1 March in other years.

    Raises ValueError if `on` is before `born`.
    """
    if on < born:
        raise ValueError(f"{on} is before the birth on {born}")
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def birthday(*, born: date, age: int) -> date:
    """First day on which somebody is that many years old; 1 March for 29 February in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def today_at(*, zone: OfficeZone, now: datetime) -> date:
    """The office's today.

    now  an aware moment, UTC as we store it
    Raises ValueError for a moment without a zone.
    """
    if now.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return now.astimezone(zone.zone).date()
