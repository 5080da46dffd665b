"""Dates and hours as the office writes them."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.ui.dates import hour, long_date, moment, short_date, wrong_parts, zone

WIB = timezone(timedelta(hours=7))
AT = datetime(2026, 11, 24, 7, 30, tzinfo=WIB)


def test_a_day_in_both_languages() -> None:
    assert long_date(date(2026, 8, 12)) == "12 Agustus 2026"
    assert long_date(date(2026, 8, 12), language="en") == "12 August 2026"
    assert short_date(date(2026, 5, 1)) == "1 Mei"
    assert moment(AT) == "Selasa, 24 November 2026 pukul 07.30 WIB"
    assert moment(AT, language="en") == "Tuesday, 24 November 2026 at 07:30 WIB"


@pytest.mark.parametrize(
    ("hours", "name"),
    [(7, "WIB"), (8, "WITA"), (9, "WIT"), (0, "UTC+0"), (-3, "UTC-3"), (10, "UTC+10"), (7.5, "UTC+7.5")],
)
def test_the_zone_has_its_indonesian_name(hours: float, name: str) -> None:
    assert zone(AT.replace(tzinfo=timezone(timedelta(hours=hours)))) == name


def test_an_hour_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        hour(AT.replace(tzinfo=None))


@given(st.dates(date(1850, 1, 1), date(2200, 12, 31)))
def test_every_real_day_is_right(day: date) -> None:
    assert wrong_parts(day=str(day.day), month=str(day.month), year=str(day.year)) == {}


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_anything_typed_is_either_a_day_or_told_wrong(day: str, month: str, year: str) -> None:
    if not wrong_parts(day=day, month=month, year=year):
        date(int(year), int(month), int(day))


def test_each_wrong_box_has_its_code() -> None:
    assert wrong_parts(day="", month="18", year="dua") == {
        "day": "missing",
        "month": "out_of_range",
        "year": "not_a_number",
    }
    assert wrong_parts(day="31", month="2", year="2026") == {"day": "no_such_day"}
    assert wrong_parts(day="²", month="2", year="2026") == {"day": "not_a_number"}
