"""What a broken kit costs: days on which nobody is recorded with it, and how many people that is (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, median

from rekam.devices.kits.availability import is_working_day

# A day with fewer people says more about who came than about what a kit can do.
BUSY_DAY = 10


@dataclass(frozen=True)
class PastDay:
    """What one kit recorded on a day, and the minutes from the first to the last person."""

    captures: int
    minutes: int


@dataclass(frozen=True)
class PerDay:
    """Expected people a kit and day, and on how many days of past work that rests."""

    people: float
    days: int


@dataclass(frozen=True)
class Cost:
    """What a dead kit costs in one month.

    days      working days of the month without it, past ones included
    people    about how many are not reached on them; None where no past result says so
    """

    days: int
    people: int | None
    per_day: PerDay | None


def per_day(past: Iterable[PastDay]) -> PerDay | None:
    """The mean of past days on which somebody was recorded; None without one."""
    worked = [day.captures for day in past if day.captures > 0]
    return PerDay(fmean(worked), len(worked)) if worked else None


def minutes_each(past: Iterable[PastDay]) -> tuple[float | None, int]:
    """Minutes a person at one kit, the median of its busy days, and how many those are; None where none is.

    The time from the first to the last person holds one gap fewer than there are people.
    """
    paces = [day.minutes / (day.captures - 1) for day in past if day.captures >= BUSY_DAY and day.minutes > 0]
    return (median(paces) if paces else None), len(paces)


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of its month."""
    following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return day.replace(day=1), following - timedelta(days=1)


def cost(*, dead_since: date, ready_on: date | None, today: date, expected: PerDay | None) -> Cost:
    """What a kit that is dead since a day costs in this month.

    ready_on   when it is expected to work again; None counts to the end of the month
    expected   people a team and day at its office: past results, or a planner's price of a kit-day
    """
    first, last = month_of(today)
    begin = max(first, dead_since)
    end = min(last, ready_on - timedelta(days=1)) if ready_on else last
    lost = sum(is_working_day(begin + timedelta(days=n)) for n in range((end - begin).days + 1))
    return Cost(lost, round(lost * expected.people) if expected else None, expected)
