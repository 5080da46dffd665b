"""Hidden counts cannot be computed back: tried by going through every table that fits what is shown."""

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.coverage.hiding import OUTSIDE, SMALLEST_SHOWN, Cell, hidden, tree_cells

Equations = Sequence[Mapping[Hashable, int]]


def two_way(counts: Sequence[Sequence[int]]) -> list[Cell]:
    """A table with the sums of its rows and columns, and of all."""
    rows = [[*row, sum(row)] for row in counts]
    full = [*rows, [sum(column) for column in zip(*rows, strict=True)]]
    height, width = len(full) - 1, len(full[0]) - 1
    return [
        Cell((i, j), count, flow(i, j, height=height, width=width), height=(i == height) + (j == width))
        for i, row in enumerate(full)
        for j, count in enumerate(row)
    ]


def flow(i: int, j: int, *, height: int, width: int) -> tuple[Hashable, Hashable]:
    """From row to column; the sums of rows and of columns flow back."""
    row, column = ("row", i), ("column", j)
    return (column, row) if (i == height) != (j == width) else (row, column)


def signed(
    cells: Sequence[Cell], *, totals: Mapping[Hashable, Hashable]
) -> Mapping[Hashable, dict[Hashable, int]]:
    """Each sum as an equation: its parts count +1, its whole -1."""
    equations: dict[Hashable, dict[Hashable, int]] = {}
    for cell in cells:
        for name in cell.sums:
            if name != OUTSIDE:
                equations.setdefault(name, {})[cell.key] = -1 if totals[name] == cell.key else 1
    return equations


def totals_of_two_way(counts: Sequence[Sequence[int]]) -> dict[Hashable, Hashable]:
    height, width = len(counts), len(counts[0])
    rows: dict[Hashable, Hashable] = {("row", i): (i, width) for i in range(height + 1)}
    return rows | {("column", j): (height, j) for j in range(width + 1)}


def fitting_table(
    values: Mapping[Hashable, int], *, hidden_keys: Sequence[Hashable], equations: Equations, most: int
) -> dict[Hashable, int] | None:
    """A way to fill the hidden cells with 1 to `most` (zeros are shown) that all shown sums allow, if any."""
    values = dict(values)
    forced = True
    while forced:
        forced = False
        for equation in equations:
            unknown = [key for key in equation if key not in values]
            rest = sum(sign * values[key] for key, sign in equation.items() if key in values)
            lowest = rest + sum(equation[key] if equation[key] > 0 else -most for key in unknown)
            highest = rest + sum(most if equation[key] > 0 else equation[key] for key in unknown)
            if not lowest <= 0 <= highest:
                return None
            if len(unknown) == 1:
                values[unknown[0]], forced = -rest * equation[unknown[0]], True
    left = [key for key in hidden_keys if key not in values]
    if not left:
        return values
    tries = (
        fitting_table({**values, left[0]: value}, hidden_keys=left, equations=equations, most=most)
        for value in range(1, most + 1)
    )
    return next((table for table in tries if table), None)


def given_away(
    cells: Sequence[Cell], *, kept_back: frozenset[Hashable], totals: Mapping[Hashable, Hashable]
) -> set[Hashable]:
    """The hidden cells that have one and the same value in every table that fits.

    Two tables that fit differ by loops of one person each, so a cell that can have another value can
    have the next one up or down.
    """
    shown = {cell.key: cell.count for cell in cells if cell.key not in kept_back}
    real = {cell.key: cell.count for cell in cells}
    most = max(real.values(), default=0) + SMALLEST_SHOWN
    equations = list(signed(cells, totals=totals).values())
    keys = sorted(kept_back, key=repr)
    return {
        key
        for key in keys
        if not any(
            fitting_table({**shown, key: real[key] + step}, hidden_keys=keys, equations=equations, most=most)
            for step in (1, -1)
            if real[key] + step >= 1
        )
    }


def derivable(
    cells: Sequence[Cell], *, kept_back: frozenset[Hashable], totals: Mapping[Hashable, Hashable]
) -> set[Hashable]:
    """The hidden cells that the equations alone fix, by exact elimination."""
    keys = sorted(kept_back, key=repr)
    rows = [
        [Fraction(equation.get(key, 0)) for key in keys] for equation in signed(cells, totals=totals).values()
    ]
    reduced: list[list[Fraction]] = []
    for at in range(len(keys)):
        pivot = next((row for row in rows if row[at]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[at] for value in pivot]
        rows, reduced = (
            [[a - row[at] * b for a, b in zip(row, pivot, strict=True)] for row in group]
            for group in (rows, reduced)
        )
        reduced.append(pivot)
    return {keys[row.index(1)] for row in reduced if sum(map(bool, row)) == 1}


tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=3
    )
)
large = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=1, max_size=8
    )
)
areas = st.dictionaries(
    st.tuples(st.integers(1, 3), st.integers(1, 4)).map(lambda at: f"36.73.0{at[0]}.100{at[1]}"),
    st.integers(0, 9),
    min_size=1,
    max_size=8,
)


@given(counts=tables)
@settings(deadline=None)
def test_no_hidden_cell_of_a_table_is_the_same_in_every_table_that_fits(counts: list[list[int]]) -> None:
    cells = two_way(counts)

    assert not given_away(cells, kept_back=hidden(cells), totals=totals_of_two_way(counts))


@given(counts=large)
@settings(deadline=None)
def test_no_hidden_cell_of_a_large_table_follows_from_the_sums(counts: list[list[int]]) -> None:
    cells = two_way(counts)

    assert not derivable(cells, kept_back=hidden(cells), totals=totals_of_two_way(counts))


@given(counts=areas)
@settings(deadline=None)
def test_no_hidden_count_of_an_area_follows_from_any_page(counts: dict[str, int]) -> None:
    cells = tree_cells(counts, top="36.73")
    totals: dict[Hashable, Hashable] = {cell.key: cell.key for cell in cells}

    assert not given_away(cells, kept_back=hidden(cells), totals=totals)


@given(counts=large)
def test_every_small_count_is_hidden_and_no_zero(counts: list[list[int]]) -> None:
    cells = two_way(counts)
    kept_back = hidden(cells)

    assert {cell.key for cell in cells if 0 < cell.count < SMALLEST_SHOWN} <= kept_back
    assert not {cell.key for cell in cells if cell.count == 0} & kept_back


@given(counts=large, seed=st.randoms())
def test_the_order_of_cells_changes_nothing(counts: list[list[int]], seed: object) -> None:
    cells = two_way(counts)
    shuffled = list(cells)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]

    assert hidden(shuffled) == hidden(cells)


def test_a_table_without_small_counts_is_shown_whole() -> None:
    assert hidden(two_way([[5, 60], [0, 12]])) == frozenset()


def test_one_small_count_takes_three_with_it_and_leaves_the_totals() -> None:
    assert hidden(two_way([[3, 20, 30], [40, 7, 60], [70, 80, 90]])) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_the_smallest_neighbour_is_hidden_with_a_small_kelurahan() -> None:
    counts = {"36.73.01.1001": 2, "36.73.01.1002": 9, "36.73.01.1003": 30, "36.73.02.1001": 50}

    assert hidden(tree_cells(counts, top="36.73")) == {"36.73.01.1001", "36.73.01.1002"}


def test_a_negative_count_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="never negative"):
        hidden([Cell("a", -1, (OUTSIDE, OUTSIDE))])
