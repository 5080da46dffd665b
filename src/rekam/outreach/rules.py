"""How long a work list may be read, and how often a station may ask (pure)."""

from datetime import date, datetime, time, timedelta

from rekam.kernel.dates import OfficeZone

READ_DAYS = 3
LONGEST_WHY = 40  # of the reason that an SMS to the place carries
TRIES = 10
TRIES_WITHIN = timedelta(minutes=10)


def expires_at(on: date, *, zone: OfficeZone) -> datetime:
    """Until when a visit's list may be read: the end of the third day after it; capture never stops."""
    return datetime.combine(on + timedelta(days=READ_DAYS + 1), time(), zone.zone)
