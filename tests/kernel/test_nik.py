from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.errors import RuleBroken
from rekam.kernel.nik import Nik, Sex, grouped, make_nik, masked, parse_kk, warnings

BORN = date(2009, 8, 12)
KASEMEN = frozenset({"36.73.02"})


def test_a_womans_day_carries_forty() -> None:
    nik = make_nik(area_prefix="36.73.02", born=BORN, sex=Sex.FEMALE, serial=4)

    assert str(nik) == "3673025208090004"
    assert masked(nik.digits) == "3673 0252 •••• 0004"
    assert grouped(nik.digits) == "3673 0252 0809 0004"


@given(
    born=st.dates(date(1900, 1, 1), date(2026, 12, 31)), sex=st.sampled_from(Sex), serial=st.integers(1, 9999)
)
def test_what_was_encoded_is_read_back_and_warns_of_nothing(born: date, sex: Sex, serial: int) -> None:
    nik = make_nik(area_prefix="36.73.02", born=born, sex=sex, serial=serial)

    assert (nik.birth_day, nik.birth_month, nik.birth_year_of_century) == (
        born.day,
        born.month,
        born.year % 100,
    )
    assert (nik.sex, nik.serial, nik.area_prefix) == (sex, serial, "36.73.02")
    assert warnings(nik, born=born, sex=sex, known_prefixes=KASEMEN) == ()


@pytest.mark.parametrize("typed", ["36.73.02.520809.0004", " 3673 0252 0809 0004\n", "3673025208090004"])
def test_dots_and_spaces_are_forgiven(typed: str) -> None:
    assert Nik.parse(typed) == Nik("3673025208090004")


@pytest.mark.parametrize(
    ("typed", "length"),
    [("", 0), ("367302520809000", 15), ("36730252080900041", 17), ("367302520809000A", 16)],
)
def test_anything_but_sixteen_digits_is_refused_with_its_length(typed: str, length: int) -> None:
    with pytest.raises(RuleBroken) as refused:
        Nik.parse(typed)

    assert refused.value.code == "nik_malformed"
    assert refused.value.facts == {"length": length}


def test_digits_of_other_scripts_are_refused() -> None:
    with pytest.raises(RuleBroken):
        Nik.parse("٣٦٧٣٠٢٥٢٠٨٠٩٠٠٠٤")


@given(st.text(max_size=30).filter(lambda text: sum(c.isdigit() for c in text) != 16))
def test_no_text_does_worse_than_a_refusal(text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        Nik.parse(text)

    assert refused.value.code == "nik_malformed"


def test_a_mismatch_only_warns() -> None:
    nik = Nik("3604010107700012")

    assert warnings(nik, born=date(1971, 7, 1), sex=Sex.FEMALE, known_prefixes=KASEMEN) == (
        "nik_area_unknown",
        "nik_birth_date_differs",
        "nik_sex_differs",
    )
    assert warnings(nik, born=None, sex=None, known_prefixes=None) == ()


@pytest.mark.parametrize("digits", ["3673023202990001", "3673020013990001", "3673029912990001"])
def test_an_impossible_date_in_a_nik_is_a_warning_of_its_own(digits: str) -> None:
    assert warnings(Nik(digits), born=BORN, sex=None, known_prefixes=None) == ("nik_birth_date_impossible",)


def test_a_leap_day_may_stand_in_a_nik() -> None:
    nik = make_nik(area_prefix="36.73.02", born=date(2008, 2, 29), sex=Sex.MALE, serial=1)

    assert warnings(nik, born=date(2008, 2, 29), sex=Sex.MALE, known_prefixes=None) == ()


@pytest.mark.parametrize("serial", [0, 10_000])
def test_a_serial_outside_its_range_is_a_programmers_mistake(serial: int) -> None:
    with pytest.raises(ValueError, match="serial"):
        make_nik(area_prefix="36.73.02", born=BORN, sex=Sex.MALE, serial=serial)


def test_a_family_card_number_is_read_like_a_nik() -> None:
    assert parse_kk("3673 0224 1126 0007") == "3673022411260007"
    with pytest.raises(RuleBroken) as refused:
        parse_kk("12")
    assert refused.value.code == "kk_malformed"
