"""The four days as the applicant's page draws them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from rekam.applications.clock import settings
from rekam.applications.clock.queries import Timed
from rekam.applications.clock.rules import PROMISE
from rekam.applications.clock.words import DAY_WORDS
from rekam.kernel.working_days import days_from
from rekam.ui.dates import short_date
from rekam.ui.language import page_language
from rekam.ui.parts import Day


def days_of(one: Timed, *, now: datetime) -> list[Day]:
    """The days of the promise, used and, while it is open, to come; none before the clock has started."""
    if one.clock.started_at is None:
        return []
    today, used = now.astimezone(settings.office_zone()).date(), min(one.used, PROMISE)
    days = [_day(number, "past") for number in range(1, used + 1)]
    if one.clock.is_open and days and not one.late:
        days[-1] = _day(used, "paused" if one.clock.paused_for else "today", on=today)
    if one.late:
        return [*days, _day(one.used, "late", on=today if one.clock.is_open else None)]
    return [*days, *_ahead(one, used=used, today=today)] if one.clock.is_open else days


def _ahead(one: Timed, *, used: int, today: date) -> Iterator[Day]:
    """The days to come, dated while the clock runs."""
    counted = _counted_after(today)
    for number in range(used + 1, PROMISE + 1):
        on = None if one.clock.paused_for else next(counted)
        yield _day(number, "limit" if number == PROMISE else "ahead", on=on)


def _day(number: int, state: str, *, on: date | None = None) -> Day:
    told = short_date(on, language=page_language()) if on else ""
    return Day(number=number, date=told, word=str(DAY_WORDS.get(state, "")), state=state)


def _counted_after(today: date) -> Iterator[date]:
    counts = settings.counting()
    return (day for day in days_from(today + timedelta(days=1)) if counts(day))
