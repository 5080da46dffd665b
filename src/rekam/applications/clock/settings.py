"""How this office counts its four days: REKAM_CLOCK_STARTS, REKAM_CLOCK_DAYS, the zone and the days off."""

from collections.abc import Callable
from datetime import date, tzinfo

from django.conf import settings

from rekam.applications.clock.rules import Days, Start
from rekam.kernel.dates import OfficeZone
from rekam.kernel.holidays import office_holidays
from rekam.kernel.working_days import is_working_day


def start() -> Start:
    """From when the days run here."""
    return Start(settings.REKAM_CLOCK_STARTS)


def office_zone() -> tzinfo:
    """Whose days they are."""
    return OfficeZone(settings.REKAM_OFFICE_ZONE).zone


def in_working_days() -> bool:
    """Whether the promise is in working days here."""
    return Days(settings.REKAM_CLOCK_DAYS) is Days.WORKING


def counting() -> Callable[[date], bool]:
    """Whether a day counts here."""
    if not in_working_days():
        return lambda _day: True
    holidays = office_holidays()
    return lambda day: is_working_day(day, holidays=holidays)
