"""A length is digits, and not too many of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.lengths import is_within


@given(told=st.text("0129+-_ .e\u0663\u00b2", max_size=25), most=st.integers(0, 2**40))
def test_nothing_but_digits_up_to_the_limit_is_within(told: str, most: int) -> None:
    assert not is_within(told, most=most) or int(told or "0") <= most


@pytest.mark.parametrize("told", [None, "", "0", "010", 10])
def test_what_is_absent_or_small_is_within(told: object) -> None:
    assert is_within(told, most=10)


@pytest.mark.parametrize("told", ["11", "-1", "+1", " 1", "1_0", "1e1", "ten", "\u0661", "9" * 5_000])
def test_what_is_no_number_or_too_large_is_not(told: str) -> None:
    assert not is_within(told, most=10)
