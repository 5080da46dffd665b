"""Opening hours of a weekday, as they are typed and reckoned with (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from rekam.kernel.errors import RuleBroken

WEEK = range(7)  # Monday is 0


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Opening hours of a weekday, with a break or without."""

    opens: time
    closes: time
    break_from: time | None = None
    break_until: time | None = None

    @property
    def spans(self) -> tuple[tuple[time, time], ...]:
        """The times of day in which people are served, in order."""
        if self.break_from is None or self.break_until is None:
            return ((self.opens, self.closes),)
        return ((self.opens, self.break_from), (self.break_until, self.closes))


def read_hours(text: str) -> Hours | None:
    """The hours of "08.00-12.00, 13.00-15.00", or of one span without a break; None for "".

    Raises RuleBroken("counter_hours").
    """
    if not text.strip():
        return None
    try:
        ends = [_read_time(end) for span in text.replace("–", "-").split(",") for end in span.split("-")]
        if len(ends) == len(("opens", "closes")):
            return Hours(opens=ends[0], closes=ends[1])
        opens, break_from, break_until, closes = ends
    except ValueError as wrong:
        raise RuleBroken("counter_hours") from wrong
    return Hours(opens=opens, closes=closes, break_from=break_from, break_until=break_until)


def _read_time(text: str) -> time:
    hour, _, minutes = text.strip().replace(".", ":").partition(":")
    return time(int(hour), int(minutes or 0))


def write_hours(hours: Hours) -> str:
    """Hours as `read_hours` takes them."""
    return ", ".join(f"{opens:%H.%M}-{closes:%H.%M}" for opens, closes in hours.spans)


def check_hours(week: Mapping[int, Hours]) -> None:
    """Whether a counter can be open like this. Raises RuleBroken("counter_never_open" | "counter_hours")."""
    if not week or not set(week) <= set(WEEK):
        raise RuleBroken("counter_never_open")
    for hours in week.values():
        if (hours.break_from is None) != (hours.break_until is None):
            raise RuleBroken("counter_hours")
        if any(opens >= closes for opens, closes in hours.spans):
            raise RuleBroken("counter_hours")


def minute(at: time) -> int:
    """Of the day."""
    return at.hour * 60 + at.minute


def clock(minutes: int) -> time:
    """The time of day after so many minutes, 0 to 1439."""
    return time(minutes // 60, minutes % 60)
