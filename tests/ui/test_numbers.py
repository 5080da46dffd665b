"""Numbers as the office writes them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.ui.numbers import Cut, change, count, decimal, percent, share

PEOPLE = st.integers(0, 300_000_000)


@st.composite
def part_and_whole(draw: st.DrawFn) -> tuple[int, int]:
    whole = draw(st.integers(1, 300_000_000))
    return draw(st.integers(0, whole)), whole


def test_the_figures_of_the_first_page() -> None:
    assert count(533214) == "533.214"
    assert count(533214, language="en") == "533,214"
    assert percent(share(523602, whole=533214, cut=Cut.DOWN)) == "98,19\u00a0%"
    assert percent(share(9612, whole=533214, cut=Cut.UP)) == "1,81\u00a0%"
    assert percent(Decimal("98.19"), language="en") == "98.19%"
    assert [change(-74), change(41), change(0)] == ["\u221274", "+41", "0"]


def test_a_share_without_a_base_is_no_number() -> None:
    assert share(0, whole=0) is None
    assert percent(None) == "–"


@pytest.mark.parametrize(("part", "whole"), [(-1, 5), (6, 5), (1, 0)])
def test_a_part_outside_its_whole_is_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="whole"):
        share(part, whole=whole)


def test_more_decimals_than_four_are_refused() -> None:
    with pytest.raises(ValueError, match="decimals"):
        share(1, whole=2, decimals=5)


@given(part_and_whole())
def test_coverage_and_gap_sum_to_a_hundred(case: tuple[int, int]) -> None:
    part, whole = case
    coverage = share(part, whole=whole, cut=Cut.DOWN)
    gap = share(whole - part, whole=whole, cut=Cut.UP)
    assert coverage is not None
    assert gap is not None
    assert coverage + gap == 100


@given(part_and_whole(), st.sampled_from([Cut.DOWN, Cut.NEAREST]), st.integers(0, 4))
def test_nothing_short_of_the_whole_is_told_as_a_hundred(
    case: tuple[int, int], cut: Cut, decimals: int
) -> None:
    part, whole = case
    told = share(part, whole=whole, cut=cut, decimals=decimals)
    assert told is not None
    assert (told == 100) == (part == whole)


@given(part_and_whole(), st.integers(0, 4))
def test_the_cuts_stand_within_one_step_of_the_truth(case: tuple[int, int], decimals: int) -> None:
    part, whole = case
    down, up, nearest = (
        share(part, whole=whole, cut=cut, decimals=decimals) for cut in (Cut.DOWN, Cut.UP, Cut.NEAREST)
    )
    assert down is not None
    assert up is not None
    assert nearest is not None
    step = Decimal(1).scaleb(-decimals)
    assert down * whole <= 100 * part <= up * whole
    assert up - down <= step
    assert abs(nearest * whole - 100 * part) <= step * whole


@given(st.integers(-(10**12), 10**12))
def test_a_count_reads_back(number: int) -> None:
    assert int(count(number).replace(".", "").replace("\u2212", "-")) == number


@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 4))
def test_a_decimal_reads_back_within_half_a_step(number: Decimal, decimals: int) -> None:
    told = decimal(number, decimals=decimals)
    back = Decimal(told.replace(".", "").replace(",", ".").replace("\u2212", "-"))
    assert abs(back - number) <= Decimal(1).scaleb(-decimals) / 2


@given(PEOPLE)
def test_both_languages_tell_the_same_digits(number: int) -> None:
    assert count(number).replace(".", ",") == count(number, language="en")
