"""What is looked for on a stolen disk can be found there, and not by chance."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from tests.faults.canaries import COMMON, forms

BYTES = 6  # of random text: one hit in 10 GB of sealed bytes comes less often than once in 20,000 runs


def test_no_form_of_a_common_word_is_so_short_that_sealed_bytes_hold_it() -> None:
    assert min(len(form) for word in COMMON for form in forms(word)) * 6 / 8 >= BYTES


@given(before=st.binary(max_size=9), word=st.binary(min_size=8, max_size=20), after=st.binary(max_size=9))
def test_a_word_is_found_wherever_it_stands_in_base64(before: bytes, word: bytes, after: bytes) -> None:
    disk = base64.b64encode(before + word + after)

    assert any(form in disk for form in list(forms(word))[1:])
