"""How printed numbers are read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.reconcile.number_words import in_digits
from rekam.coverage.reconcile.numerals import Nearness, numeral
from rekam.kernel.errors import RuleBroken
from rekam.ui import numbers


@pytest.mark.parametrize(
    ("printed", "value", "step"),
    [
        ("612.407", 612_407, 1),
        ("612,407", 612_407, 1),
        ("1.569.178", 1_569_178, 1),
        ("20,000", 20_000, 10_000),
        ("612407", 612_407, 1),
        ("3.100", 3_100, 100),
        ("17 ribu", 17_000, 1_000),
        ("23,6 ribu", 23_600, 100),
        ("1,5 juta", 1_500_000, 100_000),
        ("20 ribuan", 20_000, 10_000),
        ("4.590", 4_590, 1),
        ("460 915", 460_915, 1),
        ("1\u00a0797\u00a0232", 1_797_232, 1),
        ("4500.0", 4_500, 100),
        ("460.915,00", 460_915, 1),
        ("335.837 jiwa", 335_837, 1),
        ("7.55 million", 7_550_000, 10_000),
        ("1,234,567 residents", 1_234_567, 1),
    ],
)
def test_a_count(printed: str, value: int, step: int) -> None:
    found = numeral(printed, percent=False)
    assert (found.value, found.step) == (value, step)


@pytest.mark.parametrize(
    ("printed", "value", "step"),
    [
        ("98,2 persen", "98.2", "0.1"),
        ("98.63", "98.63", "0.01"),
        ("98%", "98", "1"),
        ("97,5 %", "97.5", "0.1"),
        ("97.5 per cent", "97.5", "0.1"),
    ],
)
def test_a_percentage(printed: str, value: str, step: str) -> None:
    found = numeral(printed, percent=True)
    assert (found.value, found.step) == (Decimal(value), Decimal(step))


@pytest.mark.parametrize(
    ("printed", "nearness"),
    [
        ("sekitar 4.500", Nearness.ABOUT),
        ("kurang lebih 4.500", Nearness.ABOUT),
        ("hampir 9.000", Nearness.ALMOST),
        ("lebih dari 9.000", Nearness.MORE_THAN),
        ("9.000 lebih", Nearness.MORE_THAN),
        ("±9.000", Nearness.ABOUT),
        ("> 9,000", Nearness.MORE_THAN),
        ("nearly 9,000", Nearness.ALMOST),
        ("9.000", Nearness.EXACT),
    ],
)
def test_a_rounding_word(printed: str, nearness: Nearness) -> None:
    assert numeral(printed, percent=False).nearness is nearness


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("banyak", "reconcile_not_a_number"),
        ("", "reconcile_not_a_number"),
        ("12,5", "reconcile_not_a_number"),
        ("-5", "reconcile_not_a_number"),
        ("1.234,567", "reconcile_separators_mixed"),
        ("1,2.3", "reconcile_separators_mixed"),
        ("98 persen", "reconcile_percent_for_count"),
    ],
)
def test_what_is_no_count_is_refused(printed: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        numeral(printed, percent=False)
    assert refused.value.code == code


@given(value=st.integers(0, 10**10), language=st.sampled_from(["id", "en"]))
def test_what_our_own_pages_print_is_read_back(value: int, language: numbers.Language) -> None:
    assert numeral(numbers.count(value, language=language), percent=False).value == value


@given(value=st.integers(0, 10_000), language=st.sampled_from(["id", "en"]))
def test_our_own_percentages_are_read_back(value: int, language: numbers.Language) -> None:
    share = Decimal(value) / 100
    assert numeral(numbers.percent(share, language=language), percent=True).value == share


@given(value=st.integers(0, 10**9))
def test_the_true_number_lies_within_the_reach_of_a_rounded_one(value: int) -> None:
    found = numeral(f"sekitar {value}", percent=False)
    assert 0 < found.reach <= max(Decimal(1), found.value / 10)


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("dua persen warga", "2 persen warga"),
        ("tujuh belas ribu warga", "17 ribu warga"),
        ("sembilan puluh delapan koma dua persen", "98,2 persen"),
        ("seratus persen", "100 persen"),
        ("empat hari selesai", "empat hari selesai"),
    ],
)
def test_number_words(words: str, digits: str) -> None:
    assert in_digits(words) == digits
