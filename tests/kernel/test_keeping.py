from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.keeping import over_before

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
