"""One pass over sorted keys counts what sorting and comparing count."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.columns.tallying import tally
from rekam.kernel.errors import RuleBroken

MARKS = 16
PEOPLE = st.lists(st.tuples(st.integers(0, 5), st.integers(0, MARKS - 1)), max_size=60)


@given(PEOPLE)
def test_it_counts_each_key_whatever_the_order_of_marks(people: list[tuple[int, int]]) -> None:
    people.sort(key=lambda person: person[0])
    keys = np.array([group * MARKS + mark for group, mark in people], dtype=np.int64)
    found, persons = tally(keys, marks=MARKS)
    expected, counted = np.unique(keys, return_counts=True)
    assert dict(zip(found, persons, strict=True)) == dict(zip(expected, counted, strict=True))


def test_a_group_that_comes_back_is_refused() -> None:
    with pytest.raises(RuleBroken) as refused:
        tally(np.array([0, MARKS, 1], dtype=np.int64), marks=MARKS)
    assert refused.value.code == "columns_out_of_order"
