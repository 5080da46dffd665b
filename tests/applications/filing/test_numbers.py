"""Numbers and codes of applications."""

from uuid import uuid4

import pytest

from rekam.applications.filing.numbers import clean_code, code_of, digest_of, new_number, read_number, spaced
from rekam.kernel.errors import RuleBroken


def test_a_number_is_read_as_people_write_it() -> None:
    number = new_number()

    assert read_number(f" {spaced(number)} ") == read_number(f"{number[:5]}-{number[5:]}") == number


@pytest.mark.parametrize("place", range(10))
def test_one_wrong_digit_is_found(place: int) -> None:
    number = new_number()
    wrong = number[:place] + str((int(number[place]) + 3) % 10) + number[place + 1 :]

    with pytest.raises(RuleBroken, match="application_number_wrong"):
        read_number(wrong)


def test_a_token_has_one_code_and_codes_differ() -> None:
    token = uuid4()

    assert code_of(token) == code_of(token)
    assert len({code_of(uuid4()) for _ in range(200)}) == 200


def test_a_code_is_known_however_it_is_typed() -> None:
    code = code_of(uuid4())
    typed = code.lower().replace(" ", "-").replace("0", "o").replace("1", "l")

    assert clean_code(typed) == clean_code(code)
    assert digest_of(typed) == digest_of(code)
