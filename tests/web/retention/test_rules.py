from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.web.retention.rules import TABLE, Kind, applied, over_before, page

moments = st.dates(date(2020, 1, 1), date(2099, 1, 1)).map(lambda day: datetime.combine(day, time(5), UTC))


@given(now=moments, months=st.integers(0, 600))
def test_the_moment_lies_so_many_months_back_on_the_same_day_or_the_months_last(
    now: datetime, months: int
) -> None:
    before = over_before(months=months, now=now)

    assert now.year * 12 + now.month - (before.year * 12 + before.month) == months
    assert before.day == now.day or (before.day < now.day and before.day >= 28)
    assert before.timetz() == now.timetz()


def test_a_month_before_the_last_of_march_is_the_last_of_february() -> None:
    assert over_before(months=1, now=datetime(2027, 3, 31, tzinfo=UTC)) == datetime(2027, 2, 28, tzinfo=UTC)


def test_months_are_not_negative() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        over_before(months=-1, now=datetime(2027, 3, 31, tzinfo=UTC))


def test_every_kind_stands_in_the_table_once_and_is_applied() -> None:
    assert sorted(kind for kind, _ in applied()) == sorted(Kind)


def test_what_is_not_applied_says_why() -> None:
    assert all((line.kind is None) == bool(line.not_yet) for line in TABLE)


def test_what_goes_says_from_when_and_what_remains() -> None:
    assert all(line.since and line.remains for line in TABLE if line.months is not None)


def test_the_page_has_a_row_for_each() -> None:
    assert page().count("\n| ") == len(TABLE) + 1
