"""Days of work, and days on which a place can be visited."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites.closures import Shut, days_from, open_days

MONDAY = date(2026, 11, 23)
OFFICE, VILLAGE = "36.73", "36.73.02.1001"


def shut(first: int, last: int, *, kind: str = "school", area: str = OFFICE) -> Shut:
    return Shut(area, kind, MONDAY + timedelta(days=first), MONDAY + timedelta(days=last))


@given(st.integers(1, 120), st.integers(0, 30), st.integers(0, 30))
def test_the_days_of_a_plan_are_none_of_the_closed_ones(count: int, first: int, more: int) -> None:
    holiday = shut(first, first + more, kind="")
    days = days_from(MONDAY, count=count, shut=[holiday])
    assert len(days) == count == len(set(days))
    assert all(day.weekday() != 6 for day in days)
    assert not any(holiday.first <= day <= holiday.last for day in days)


def test_an_office_closed_for_years_has_no_days() -> None:
    with pytest.raises(RuleBroken) as refused:
        days_from(MONDAY, count=5, shut=[shut(0, 900, kind="")])
    assert refused.value.code == "closed_too_long"


def test_a_school_is_open_on_its_weekdays_outside_exams() -> None:
    days = days_from(MONDAY, count=12)
    found = open_days(
        days, area_code=VILLAGE, kind="school", weekdays=[0, 1, 2, 3, 4], shut=[shut(0, 3), shut(7, 7)]
    )
    assert [days[number].isoformat() for number in sorted(found)] == [
        *("2026-11-27", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04")
    ]


@pytest.mark.parametrize(
    ("closure", "holds"),
    [
        (shut(0, 0), True),
        (shut(1, 1), False),
        (shut(0, 0, kind="hospital"), False),
        (shut(0, 0, kind=""), True),
        (shut(0, 0, area="36.73.01"), False),
        (shut(0, 0, area="36.7"), False),
    ],
)
def test_a_closure_is_of_a_kind_an_area_and_days(closure: Shut, *, holds: bool) -> None:
    assert closure.holds(area_code=VILLAGE, kind="school", on=MONDAY) is holds
