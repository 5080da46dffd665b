"""What may be written to an office, and how it stands on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.followups.rules import Standing, check_addressed, check_due, check_text, standing
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "text",
    [
        "NIK 3673024101900001 belum direkam",
        "nomor 3673 0241 0190 0001",
        "367302.410190.0001",
        "3673024101900001",
    ],
)
def test_a_personal_number_is_refused_however_it_is_parted(text: str) -> None:
    with pytest.raises(RuleBroken, match="personal_number_in_text"):
        check_text(text)


@pytest.mark.parametrize(
    "text",
    ["7.549.281 wajib, 232.020 belum", "surat 470/1234/2026 tanggal 24-11-2026", "telepon 0254 123 4567"],
)
def test_counts_dates_and_letters_may_be_written(text: str) -> None:
    assert check_text(f"  {text} ") == text


@given(st.from_regex(r"[0-9]{16}", fullmatch=True), st.sampled_from(["", "Orang ", "RT 4: "]))
def test_no_sixteen_digits_pass(number: str, before: str) -> None:
    with pytest.raises(RuleBroken, match="personal_number_in_text"):
        check_text(before + number)


def test_nothing_and_too_much_are_refused() -> None:
    with pytest.raises(RuleBroken, match="text_missing"):
        check_text("  ")
    with pytest.raises(RuleBroken, match="text_too_long"):
        check_text("a" * 1001)


@pytest.mark.parametrize("code", ["36", "36.73.02", "36.73.02.1001"])
def test_only_an_office_is_addressed(code: str) -> None:
    check_addressed(AreaCode("36.73"))
    with pytest.raises(RuleBroken, match="follow_up_area_level"):
        check_addressed(AreaCode(code))


def test_a_request_leaves_time_to_answer_and_a_note_asks_for_none() -> None:
    check_due(None, today=TODAY)
    check_due(TODAY + timedelta(days=1), today=TODAY)
    with pytest.raises(RuleBroken, match="due_date_past"):
        check_due(TODAY, today=TODAY)


def test_an_unanswered_request_is_overdue_from_the_day_after() -> None:
    def stands(today: date, *, answered: bool = False, closed: bool = False) -> Standing:
        return standing(due_on=TODAY, answered=answered, closed=closed, today=today)

    assert stands(TODAY) is Standing.WAITING
    assert stands(TODAY + timedelta(days=1)) is Standing.OVERDUE
    assert stands(TODAY + timedelta(days=1), answered=True) is Standing.ANSWERED
    assert stands(TODAY, answered=True, closed=True) is Standing.CLOSED
    assert standing(due_on=None, answered=False, closed=False, today=TODAY) is Standing.NOTE
