"""The number on the tanda terima finds what people do wrong when they read digits to each other."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.enrolment.slip import read_slip_number, slip_number
from rekam.kernel.errors import RuleBroken

PACKETS = st.uuids(version=4)


@given(PACKETS)
def test_it_is_eight_digits_in_two_groups_and_reads_back(packet: uuid.UUID) -> None:
    number = slip_number(packet)
    assert len(number) == 9
    assert number[4] == " "
    assert read_slip_number(number) == read_slip_number(number.replace(" ", "-")) == number
    assert slip_number(packet) == number


@given(PACKETS, st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_found(packet: uuid.UUID, at: int, more: int) -> None:
    digits = slip_number(packet).replace(" ", "")
    wrong = digits[:at] + str((int(digits[at]) + more) % 10) + digits[at + 1 :]
    with pytest.raises(RuleBroken) as refused:
        read_slip_number(wrong)
    assert refused.value.code == "slip_number_wrong"


@given(PACKETS, st.integers(0, 6))
def test_two_swapped_neighbours_are_found(packet: uuid.UUID, at: int) -> None:
    digits = slip_number(packet).replace(" ", "")
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    if swapped != digits:
        with pytest.raises(RuleBroken):
            read_slip_number(swapped)


@pytest.mark.parametrize("typed", ["", "1234 567", "1234 56789", "12a4 5678", "१२३४ ५६७८"])
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_slip_number(typed)
    assert refused.value.code == "slip_number_wrong"
