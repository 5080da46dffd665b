"""When something has waited for one working day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.working_days import is_working_day, parse_days
from rekam.web.desk.rules import due_at

WIB = ZoneInfo("Asia/Jakarta")
MOMENTS = st.integers(1_704_067_200, 1_893_456_000).map(lambda at: datetime.fromtimestamp(at, UTC))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        ("2026-11-24T09:30", "2026-11-25T09:30"),  # Tuesday
        ("2026-11-27T15:00", "2026-11-30T15:00"),  # Friday: Monday
        ("2026-11-28T10:00", "2026-12-01T00:00"),  # Saturday begins on Monday
        ("2026-12-24T16:00", "2026-12-28T16:00"),  # Christmas and a weekend
        ("2026-12-31T08:00", "2027-01-04T08:00"),
        ("2026-08-16T23:59", "2026-08-19T00:00"),  # Sunday, then 17 August on a Monday
    ],
)
def test_a_working_day_later(since: str, due: str) -> None:
    assert due_at(at(since), zone=WIB, holidays=()) == at(due)


def test_days_off_that_move_come_from_the_setting() -> None:
    holidays = parse_days("2026-11-25, 2026-11-26")
    assert due_at(at("2026-11-24T09:30"), zone=WIB, holidays=holidays) == at("2026-11-27T09:30")
    assert parse_days("") == frozenset()


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01", "1/2/2026"])
def test_a_setting_that_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"isoformat|month"):
        parse_days(text)


@given(MOMENTS)
def test_it_is_due_on_a_working_day_a_day_later_at_least_and_within_a_week(since: datetime) -> None:
    due = due_at(since, zone=WIB, holidays=())
    assert is_working_day(due.date(), holidays=())
    assert timedelta(days=1) <= due - since <= timedelta(days=7)


@given(MOMENTS, st.timedeltas(timedelta(), timedelta(days=10)))
def test_what_came_later_is_not_due_earlier(since: datetime, later: timedelta) -> None:
    assert due_at(since, zone=WIB, holidays=()) <= due_at(since + later, zone=WIB, holidays=())


def test_a_moment_needs_its_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        due_at(datetime(2026, 1, 5), zone=WIB, holidays=())  # noqa: DTZ001


def test_a_saturday_is_no_working_day_and_a_monday_is() -> None:
    assert not is_working_day(date(2026, 11, 28), holidays=())
    assert is_working_day(date(2026, 11, 30), holidays=())
