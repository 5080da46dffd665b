"""What a station's clock is worth: a flag, and nothing else. Pure.

A laptop whose battery died tells any year. What it says is kept as it came; what is decided is decided by the
time of receipt.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

TOLERANCE = timedelta(minutes=10)
# A laptop may have waited in a place without a line: earlier than this it was the clock.
LONGEST_WAY = timedelta(days=180)


class Clock(StrEnum):
    """What the time of receipt says of the time that a station told."""

    AHEAD = "ahead"
    BEHIND = "behind"
    UNREADABLE = "unreadable"


def told_time(told: str) -> datetime | None:
    """The instant that a station wrote (ISO 8601; UTC where it names no zone), or None."""
    try:
        at = datetime.fromisoformat(told)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def flag(told: str, *, received: datetime) -> Clock | None:
    """What is wrong with a station's time, or None: later than its receipt, or half a year before it."""
    at = told_time(told)
    if at is None:
        return Clock.UNREADABLE
    if at > received + TOLERANCE:
        return Clock.AHEAD
    return Clock.BEHIND if at < received - LONGEST_WAY else None


def believed_time(told: str, *, received: datetime) -> datetime:
    """When a packet was captured, as far as anybody knows: the station's word, or else its receipt."""
    at = told_time(told)
    return received if at is None or flag(told, received=received) else min(at, received)
