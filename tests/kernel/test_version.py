"""Versions are compared by their numbers, and the program's own is the package's."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.version import OLDEST_ON_SCHEMA, OLDEST_STATION, VERSION, find_numbers, is_older

NUMBERS = st.tuples(*(st.integers(0, 99_999) for _ in range(3)))
PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def test_it_is_the_package_s_own() -> None:
    assert tomllib.loads(PROJECT.read_text())["project"]["version"] == VERSION
    assert not is_older(VERSION, than=OLDEST_STATION)
    assert not is_older(VERSION, than=OLDEST_ON_SCHEMA)


@given(one=NUMBERS, other=NUMBERS)
def test_older_is_by_numbers(one: tuple[int, int, int], other: tuple[int, int, int]) -> None:
    said, than = (".".join(map(str, numbers)) for numbers in (one, other))
    assert is_older(said, than=than) is (one < other)
    assert find_numbers(said) == one


@pytest.mark.parametrize("said", ["", "1", "1.2", "1.2.3 ", "v1.2.3", "1.2.3.4", "123456.0.0", "1.2.-3"])
def test_what_is_no_version_is_older_than_none(said: str) -> None:
    assert find_numbers(said) is None
    assert not is_older(said, than="9.9.9")
