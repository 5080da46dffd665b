"""What somebody who types into the search box means."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.names import name_key
from rekam.registry.lookup.rules import MOST_WORDS, alike_enough, read, weight

AREAS = {
    name_key("Kasemen"): ["36.73.02", "36.73.02.1001"],
    name_key("Cipocok Jaya"): ["36.73.05"],
    name_key("Serang"): ["36.73.01"],
}


@pytest.mark.parametrize("text", ["3673024101900001", "3673 0241 0190 0001", " 3673.0241.0190.0001 "])
def test_sixteen_digits_are_a_number(text: str) -> None:
    assert read(text, areas=AREAS).number == "3673024101900001"


def test_a_number_beside_a_name_is_still_the_number() -> None:
    assert read("Siti 3673024101900001", areas=AREAS).number == "3673024101900001"


@pytest.mark.parametrize(
    ("text", "digits"), [("367302410190001", 15), ("3673024101900001 2", 17), ("36730241", 8)]
)
def test_other_counts_of_digits_are_told(text: str, digits: int) -> None:
    asked = read(text, areas=AREAS)
    assert (asked.number, asked.digits) == ("", digits)


@pytest.mark.parametrize(
    "text",
    ["saepul 17-08-1987", "17/8/1987 saepul", "saepul 17 08 1987", "saepul 1987-08-17", "saepul 17081987"],
)
def test_a_date_is_read_day_first(text: str) -> None:
    asked = read(text, areas=AREAS)
    assert (asked.name, asked.born, asked.year) == ("saepul", date(1987, 8, 17), 1987)


def test_a_year_alone_is_a_year() -> None:
    asked = read("Siti Aminah 1987", areas=AREAS)
    assert (asked.name, asked.born, asked.year) == ("Siti Aminah", None, 1987)


def test_a_day_that_never_was_keeps_its_year() -> None:
    asked = read("Siti 31-02-1987", areas=AREAS)
    assert (asked.name, asked.born, asked.year) == ("Siti", None, 1987)


@pytest.mark.parametrize(
    ("text", "name", "within"),
    [
        ("saepul anwar kasemen", "saepul anwar", ("36.73.02", "36.73.02.1001")),
        ("saepul anwar kel. Kasemen", "saepul anwar", ("36.73.02", "36.73.02.1001")),
        ("saepul di tjipotjok jaya", "saepul", ("36.73.05",)),
        ("serang", "serang", ()),
        ("saepul anwar", "saepul anwar", ()),
    ],
)
def test_an_area_is_one_beside_a_name(text: str, name: str, within: tuple[str, ...]) -> None:
    asked = read(text, areas=AREAS)
    assert (asked.name, asked.within) == (name, within)


def test_a_digit_read_for_a_letter_is_that_letter() -> None:
    assert read("R0hman Ame1ia", areas=AREAS).words == ("rohman", "amelia")


def test_a_year_or_an_area_alone_is_nobody() -> None:
    assert read("1987", areas=AREAS).empty
    assert read("", areas=AREAS).empty
    assert not read("Siti", areas=AREAS).empty


def test_telling_words_come_first() -> None:
    assert read("Siti Nurhayati", areas=AREAS).words == ("nurhaiati", "siti")
    assert weight("siti") < weight("nurhaiati")


def test_neighbours_are_also_read_as_one_word() -> None:
    assert ("nurhaiati", 101) in read("nur hayati", areas=AREAS).readings


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read(text: str) -> None:
    asked = read(text, areas=AREAS)
    assert len(asked.words) <= MOST_WORDS
    terms = [term for _, term in asked.readings]
    assert set(range(1, len(asked.words) + 1)) <= set(terms)


def test_who_is_much_less_alike_is_left_out() -> None:
    assert alike_enough([("a", 1.2), ("b", 1.0), ("c", 0.7)]) == ["a", "b"]
    assert alike_enough([]) == []
