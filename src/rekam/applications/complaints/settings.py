"""Which days count for complaints here: the office's working days."""

from datetime import date

from rekam.applications.complaints.rules import Counts
from rekam.kernel.holidays import office_holidays
from rekam.kernel.working_days import is_working_day


def counts_day() -> Counts:
    """Whether the office works on a day."""
    holidays = office_holidays()

    def counts(day: date) -> bool:
        return is_working_day(day, holidays=holidays)

    return counts
