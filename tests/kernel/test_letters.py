"""Codes that people read out: whoever types one otherwise than it was written is still understood."""

from hypothesis import given
from hypothesis import strategies as some

from rekam.kernel.letters import LETTERS, alike, code_from, new_code, read_code


@given(some.text(LETTERS, min_size=10, max_size=10))
def test_a_code_is_read_however_it_was_written_down(code: str) -> None:
    written = f"{code[:5]}-{code[5:]}".lower().replace("0", "o").replace("1", "l")
    assert read_code(written, letters=10) == code


def test_what_was_too_long_does_not_become_a_code() -> None:
    assert read_code("A" * 30, letters=10) == "A" * 11


@given(some.binary(min_size=12))
def test_bytes_stand_for_one_code(made: bytes) -> None:
    code = code_from(made, letters=12)
    assert set(code) <= set(LETTERS)
    assert (len(code), code) == (12, alike(code))


def test_new_codes_differ() -> None:
    assert len({new_code(letters=16) for _ in range(200)}) == 200
