"""Which days an office works (pure)."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

SATURDAY = 5
# Days off that are the same each year: 1 January, 1 May, 1 June, 17 August, 25 December. Keppres 24/2013 for
# 1 May and 24/2016 for 1 June, by recall. Those that move come from the ministers' yearly list.
FIXED = frozenset({(1, 1), (1, 5), (1, 6), (17, 8), (25, 12)})


def is_working_day(day: date, *, holidays: Collection[date]) -> bool:
    """Whether the office works: Monday to Friday, but not on a day off.

    holidays   those that move from year to year
    """
    return day.weekday() < SATURDAY and (day.day, day.month) not in FIXED and day not in holidays


def parse_days(text: str) -> frozenset[date]:
    """The days of a setting such as "2026-12-24,2027-03-10". Raises ValueError for what is no day."""
    return frozenset(date.fromisoformat(part.strip()) for part in text.split(",") if part.strip())


def days_from(day: date) -> Iterator[date]:
    """That day, and each one after it."""
    while True:
        yield day
        day += timedelta(days=1)


def days_after(day: date) -> Iterator[date]:
    """Each day after that one."""
    return days_from(day + timedelta(days=1))
