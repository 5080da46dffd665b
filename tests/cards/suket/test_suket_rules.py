"""When a letter may be given, and how long it holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.cards.suket import rules
from rekam.cards.suket.rules import Choice, Standing
from rekam.enrolment.rules import Status, SuketCode
from rekam.kernel.errors import RuleBroken

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("issued", "until"),
    [
        (date(2026, 11, 22), date(2027, 5, 22)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 3, 31), date(2026, 9, 30)),
    ],
)
def test_a_letter_holds_six_months(issued: date, until: date) -> None:
    assert rules.valid_until(issued) == until


@given(st.dates(date(2017, 1, 1), date(2100, 1, 1)))
def test_six_months_are_181_to_184_days(issued: date) -> None:
    assert 178 <= (rules.valid_until(issued) - issued).days <= 184


def test_it_holds_on_its_last_day_and_not_on_the_next() -> None:
    assert rules.standing(until=TODAY, withdrawn=False, on=TODAY) is Standing.VALID
    assert rules.standing(until=TODAY, withdrawn=False, on=TODAY + timedelta(1)) is Standing.EXPIRED
    assert rules.standing(until=TODAY, withdrawn=True, on=TODAY) is Standing.WITHDRAWN


def issue(code: SuketCode | None = SuketCode.SFE, **changed: object) -> None:
    told = {"must_hold_card": True, "blanks": False, "on": TODAY, "office": Choice.BY_RULE}
    rules.check_issue(code=code, **(told | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize("code", [SuketCode.PRO, SuketCode.SFE, SuketCode.EFAC, SuketCode.PRR])
def test_who_is_recorded_and_waits_gets_one(code: SuketCode) -> None:
    issue(code)


def test_who_waits_for_no_card_gets_none() -> None:
    with pytest.raises(RuleBroken, match="suket_not_recorded"):
        issue(None)


def test_a_double_gets_none() -> None:
    with pytest.raises(RuleBroken, match="suket_double"):
        issue(SuketCode.DUP)


def test_nobody_before_17_gets_one() -> None:
    with pytest.raises(RuleBroken, match="holder_too_young"):
        issue(must_hold_card=False)


def test_while_there_are_blanks_the_card_is_printed_instead() -> None:
    with pytest.raises(RuleBroken, match="suket_print_instead"):
        issue(SuketCode.PRR, blanks=True)
    issue(SuketCode.SFE, blanks=True)
    issue(SuketCode.PRR, blanks=True, office=Choice.ALLOWED)
    issue(SuketCode.PRR, blanks=True, on=date(2022, 11, 3))


def test_an_office_may_give_none_at_all() -> None:
    with pytest.raises(RuleBroken, match="suket_forbidden"):
        issue(office=Choice.FORBIDDEN)


def extend(on: date, *, office: Choice = Choice.BY_RULE) -> None:
    rules.check_extension(until=on, on=on, office=office)


def test_extending_follows_the_word_of_its_day() -> None:
    extend(date(2018, 5, 6))
    with pytest.raises(RuleBroken, match="suket_extension_forbidden"):
        extend(date(2018, 5, 7))
    with pytest.raises(RuleBroken, match="suket_extension_forbidden"):
        extend(date(2019, 8, 31))
    extend(date(2019, 9, 1))


def test_the_office_may_settle_it_for_itself() -> None:
    extend(date(2018, 5, 7), office=Choice.ALLOWED)
    with pytest.raises(RuleBroken, match="suket_extension_forbidden"):
        extend(TODAY, office=Choice.FORBIDDEN)


def test_a_letter_is_extended_in_its_last_30_days_only() -> None:
    with pytest.raises(RuleBroken, match="suket_still_valid"):
        rules.check_extension(until=TODAY + timedelta(31), on=TODAY, office=Choice.BY_RULE)
    rules.check_extension(until=TODAY + timedelta(30), on=TODAY, office=Choice.BY_RULE)


def test_who_waits_for_a_reprint_is_unique_already() -> None:
    assert rules.code_of(Status.CARD_ISSUED, reprint_waits=True) is SuketCode.PRR
    assert rules.code_of(Status.CARD_ISSUED, reprint_waits=False) is None
    assert rules.code_of(Status.CARD_PRINTED, reprint_waits=True) is None
    assert rules.code_of(Status.ENROLL_FAILURE_AT_CENTRAL, reprint_waits=False) is SuketCode.EFAC


@pytest.mark.parametrize("typed", ["0A1B 2C3D 4E5F 6G7H", "oaib-2c3d-4e5f-6g7h", " OALB2C3D4E5F6G7H"])
def test_a_key_is_read_however_it_is_typed(typed: str) -> None:
    assert rules.clean_key(typed) == "0A1B2C3D4E5F6G7H"
