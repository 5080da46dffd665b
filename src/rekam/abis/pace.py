"""How fast a step goes, and where its queue is heading. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

SPAN: Final = timedelta(minutes=5)
"""What is counted together."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How much of one step was done in the hour and the day before a moment.

    peak   the most in one span of that day
    """

    hour: int = 0
    day: int = 0
    peak: int = 0

    @property
    def a_second(self) -> float:
        """Done a second over the last hour."""
        return self.hour / 3_600

    @property
    def a_second_of_day(self) -> float:
        """Done a second over the last day."""
        return self.day / 86_400

    @property
    def a_second_at_peak(self) -> float:
        """Done a second in the busiest five minutes of the last day."""
        return self.peak / SPAN.total_seconds()


class Course(StrEnum):
    """Where a queue is heading."""

    EMPTY = "empty"
    STANDS = "stands"
    GROWS = "grows"
    STEADY = "steady"
    SHRINKS = "shrinks"


@dataclass(frozen=True, kw_only=True)
class Trend:
    """Where a queue is heading, from two looks at it.

    per_hour   how many it grew by in an hour (negative: it shrinks); 0 where nobody looked before
    empty_in   until it is empty at this pace; None where it never will be, or nobody knows
    """

    course: Course
    per_hour: float = 0
    empty_in: timedelta | None = None


STEADY_SHARE: Final = 0.02
"""A change of the queue by less than this share of it in an hour (and less than one) counts as none."""


def trend_of(waiting: int, *, before: int | None, since: timedelta, done: int) -> Trend:
    """Whether a queue grows or shrinks, and when it is empty at this pace.

    before   how many waited `since` ago (longer than nothing); None = nobody looked then
    done     how many the step finished in the last hour
    Without an earlier look the pace alone says when what waits is done, if nothing more came.
    """
    if waiting == 0:
        return Trend(course=Course.EMPTY, empty_in=timedelta())
    if done == 0 and (before is None or waiting >= before):
        return Trend(course=Course.STANDS, per_hour=_per_hour(waiting, before=before, since=since))
    if before is None:
        return Trend(course=Course.STEADY, empty_in=timedelta(hours=waiting / done))
    change = _per_hour(waiting, before=before, since=since)
    if abs(change) < max(1, waiting * STEADY_SHARE):
        return Trend(course=Course.STEADY, per_hour=change)
    if change > 0:
        return Trend(course=Course.GROWS, per_hour=change)
    return Trend(course=Course.SHRINKS, per_hour=change, empty_in=timedelta(hours=waiting / -change))


def _per_hour(waiting: int, *, before: int | None, since: timedelta) -> float:
    if before is None or since <= timedelta():
        return 0.0
    return (waiting - before) / (since / timedelta(hours=1))
