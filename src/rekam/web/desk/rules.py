"""When an entry has waited for a working day (pure)."""

from collections.abc import Collection
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from rekam.kernel.working_days import days_from, is_working_day


def due_at(since: datetime, *, zone: ZoneInfo, holidays: Collection[date]) -> datetime:
    """When something has waited for one working day: the same hour on the next one.

    since   an aware moment; what comes on a day off begins to wait at the start of the next working day
    Raises ValueError for a moment without a zone.
    """
    if since.tzinfo is None:
        raise ValueError("a moment needs its zone")
    local = since.astimezone(zone)
    days = days_from(local.date())
    first = next(day for day in days if is_working_day(day, holidays=holidays))
    begins = local if first == local.date() else datetime.combine(first, time(), zone)
    ends = next(day for day in days if is_working_day(day, holidays=holidays))
    return datetime.combine(ends, begins.timetz().replace(tzinfo=None), zone)
