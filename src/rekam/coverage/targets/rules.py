"""Which targets may be set (pure)."""

from datetime import date
from decimal import Decimal

from rekam.kernel.errors import RuleBroken


def check_target(*, percent: Decimal, on: date, today: date) -> None:
    """A target is a share of the wajib that is still to come.

    percent  above 0, at most 100
    Raises RuleBroken("target_percent_range") or RuleBroken("target_date_past") unless `on` is after today.
    """
    if not 0 < percent <= 100:
        raise RuleBroken("target_percent_range")
    if on <= today:
        raise RuleBroken("target_date_past")
