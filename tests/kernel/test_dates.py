from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.dates import (
    OfficeZone,
    age_on,
    birthday,
    today_at,
)


def test_somebody_born_on_a_leap_day_turns_17_on_the_first_of_march() -> None:
    born = date(2008, 2, 29)

    assert age_on(born=born, on=date(2025, 2, 28)) == 16
    assert age_on(born=born, on=date(2025, 3, 1)) == 17
    assert birthday(born=born, age=17) == date(2025, 3, 1)


@given(born=st.dates(date(1900, 1, 1), date(2026, 1, 1)), age=st.integers(0, 120))
def test_the_birthday_is_the_first_day_of_that_age(born: date, age: int) -> None:
    day = birthday(born=born, age=age)

    assert age_on(born=born, on=day) == age
    if age:
        assert age_on(born=born, on=date.fromordinal(day.toordinal() - 1)) == age - 1


def test_nobody_has_an_age_before_birth() -> None:
    with pytest.raises(ValueError, match="before the birth"):
        age_on(born=date(2026, 1, 2), on=date(2026, 1, 1))


def test_the_office_decides_which_day_it_is() -> None:
    late = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)

    assert today_at(zone=OfficeZone.WIB, now=late) == date(2026, 11, 24)
    assert today_at(zone=OfficeZone.WIB, now=datetime(2026, 11, 23, 16, 59, tzinfo=UTC)) == date(2026, 11, 23)


def test_a_moment_without_a_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="zone"):
        today_at(zone=OfficeZone.WITA, now=datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake under test
