from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.nik import Sex, make_nik
from rekam.simulation.numbers import make_kk_numbers, make_niks, serials

PREFIX = 367302


def _days(days: list[date]) -> np.ndarray:
    return np.array(days, dtype="datetime64[D]")


@given(
    st.lists(st.tuples(st.dates(date(1920, 1, 1), date(2026, 1, 1)), st.booleans()), min_size=1, max_size=30)
)
def test_a_whole_list_gets_the_niks_that_the_kernel_would_give_one_by_one(
    people: list[tuple[date, bool]],
) -> None:
    born = [day for day, _ in people]
    female = np.array([woman for _, woman in people])
    many = make_niks(prefixes=np.full(len(people), PREFIX), born=_days(born), female=female)
    seen: dict[tuple[int, int, int, bool], int] = {}
    for (day, woman), nik in zip(people, many.tolist(), strict=True):
        stem = (day.day, day.month, day.year % 100, woman)
        seen[stem] = seen.get(stem, 0) + 1
        one = make_nik(
            area_prefix="36.73.02", born=day, sex=Sex.FEMALE if woman else Sex.MALE, serial=seen[stem]
        )
        assert str(one) == str(nik)


def test_serials_run_from_one_within_each_group_in_order() -> None:
    assert serials(np.array([5, 9, 5, 5, 9])).tolist() == [1, 1, 2, 3, 2]


def test_families_of_one_day_get_one_number_after_the_other() -> None:
    made = _days([date(2026, 11, 24)] * 2)

    assert make_kk_numbers(prefixes=np.full(2, PREFIX), made=made).tolist() == [
        3673022411260001,
        3673022411260002,
    ]


def test_a_day_that_runs_out_of_serials_is_a_mistake() -> None:
    many = 10_000
    with pytest.raises(ValueError, match="9999"):
        make_niks(
            prefixes=np.full(many, PREFIX),
            born=_days([date(1970, 7, 1)] * many),
            female=np.zeros(many, dtype=bool),
        )
