"""What is explored adds up, and small numbers cannot be computed back."""

from hypothesis import given
from hypothesis import strategies as st

from rekam.coverage.counters.queries import Cell
from rekam.coverage.counters.rules import Mark
from rekam.coverage.explore.rules import Group, band_of, columns_of, counted, grid, secret_of

WAJIB = int(Mark.POPULATION | Mark.WAJIB)
CELLS = [
    Cell("36.73.01.1001", "L", 30, WAJIB, 7),
    Cell("36.73.01.1001", "P", 17, WAJIB, 2),
    Cell("36.73.02.1001", "P", 70, WAJIB | Mark.RECORDED, 9),
]
ROWS = ["36.73.01", "36.73.02"]


def test_a_split_adds_up_to_the_whole() -> None:
    sums = counted(CELLS, measure="wajib", group=Group.SEX, level=3)

    found = grid(sums, rows=ROWS, columns=("L", "P"))

    assert found.numbers == [[7, 2, 9], [0, 9, 9], [7, 11, 18]]


def test_the_not_recorded_are_the_wajib_without_the_recorded() -> None:
    parts = [
        sum(counted(CELLS, measure=name, group=Group.NONE, level=3).values())
        for name in ("wajib", "recorded", "not_recorded")
    ]

    assert parts == [18, 9, 9]


@given(st.integers(0, 130))
def test_every_age_falls_into_one_column(age: int) -> None:
    assert band_of(age) in columns_of(Group.AGE)


def test_a_small_number_is_hidden_with_what_would_give_it_away() -> None:
    sums = counted(CELLS, measure="wajib", group=Group.SEX, level=3)
    secret = secret_of(sums, rows=ROWS, columns=("L", "P"))

    found = grid(sums, rows=ROWS, columns=("L", "P"), secret=secret)

    assert found.numbers[0][1] is None
    assert sum(number is None for number in found.numbers[0]) >= 2
    assert sum(row[1] is None for row in found.numbers) >= 2
