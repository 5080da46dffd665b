from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.registry.rules import (
    Nationality,
    Status,
    card_valid_until,
    counts_in_population,
    is_wajib,
    may_be_printed,
    may_be_recorded,
    must_hold_card,
    turns_wajib_on,
)

TODAY = date(2026, 11, 24)
BIRTHS = st.dates(date(1920, 1, 1), TODAY)


@given(born=BIRTHS, days=st.integers(0, 40_000))
def test_an_unmarried_resident_is_wajib_from_the_17th_birthday_and_ever_after(born: date, days: int) -> None:
    on = born + timedelta(days)

    assert must_hold_card(born=born, ever_married=False, on=on) == (on >= turns_wajib_on(born=born))


@given(born=BIRTHS)
def test_who_ever_married_is_wajib_at_any_age(born: date) -> None:
    assert must_hold_card(born=born, ever_married=True, on=TODAY)


@given(born=BIRTHS, ever_married=st.booleans())
def test_who_is_wajib_may_be_recorded_and_printed(born: date, ever_married: bool) -> None:
    if must_hold_card(born=born, ever_married=ever_married, on=TODAY):
        assert may_be_recorded(born=born, ever_married=ever_married, on=TODAY)
        assert may_be_printed(born=born, ever_married=ever_married, on=TODAY)


def test_a_sixteen_year_old_may_be_recorded_but_not_printed() -> None:
    born = date(2009, 11, 25)

    assert may_be_recorded(born=born, ever_married=False, on=TODAY)
    assert not may_be_printed(born=born, ever_married=False, on=TODAY)
    assert may_be_printed(born=born, ever_married=False, on=date(2026, 11, 25))
    assert not may_be_recorded(born=date(2010, 11, 25), ever_married=False, on=TODAY)


def test_a_leap_day_birth_turns_wajib_on_the_first_of_march() -> None:
    assert turns_wajib_on(born=date(2008, 2, 29)) == date(2025, 3, 1)


@pytest.mark.parametrize("status", [Status.DEAD, Status.MOVED, Status.INACTIVE])
def test_rows_that_are_not_active_are_not_counted(status: Status) -> None:
    assert not counts_in_population(status=status)
    assert not is_wajib(
        born=date(1980, 1, 1),
        ever_married=True,
        nationality=Nationality.WNI,
        permit_until=None,
        status=status,
        on=TODAY,
    )


@pytest.mark.parametrize(
    ("permit_until", "wajib"), [(TODAY, True), (TODAY - timedelta(1), False), (None, False)]
)
def test_a_foreigner_is_wajib_while_the_permit_runs(permit_until: date | None, wajib: bool) -> None:
    assert (
        is_wajib(
            born=date(1980, 1, 1),
            ever_married=False,
            nationality=Nationality.WNA,
            permit_until=permit_until,
            status=Status.ACTIVE,
            on=TODAY,
        )
        is wajib
    )


def test_somebody_not_yet_born_is_not_counted() -> None:
    assert not is_wajib(
        born=date(2026, 12, 1),
        ever_married=False,
        nationality=Nationality.WNI,
        permit_until=None,
        status=Status.ACTIVE,
        on=TODAY,
    )
    with pytest.raises(ValueError, match="before the birth"):
        must_hold_card(born=date(2026, 12, 1), ever_married=False, on=TODAY)


def test_a_citizens_card_is_for_life_and_a_foreigners_as_long_as_the_permit() -> None:
    assert card_valid_until(nationality=Nationality.WNI, permit_until=None) is None
    assert card_valid_until(nationality=Nationality.WNA, permit_until=TODAY) == TODAY
    with pytest.raises(ValueError, match="permit"):
        card_valid_until(nationality=Nationality.WNA, permit_until=None)
