"""How many persons share a key, in one pass over keys that come in the order of their groups."""

import numpy as np
from numba import njit

from rekam.kernel.errors import RuleBroken


def tally(keys: np.ndarray, *, marks: int) -> tuple[np.ndarray, np.ndarray]:
    """Each key that occurs and how many persons share it.

    keys   int64, a group times `marks` plus a mark; groups never decrease, marks within one come in any order
    marks  more than the highest mark

    DuckDB's GROUP BY, which needs no order, answers the same; with the making of the keys it takes a sixth
    longer. Raises RuleBroken("columns_out_of_order").
    """
    found, persons = np.empty_like(keys), np.empty(len(keys), np.int64)
    cells = _tally(keys, marks, found, persons)
    if cells < 0:
        raise RuleBroken("columns_out_of_order")
    return found[:cells].copy(), persons[:cells].copy()


@njit(cache=True)
def _tally(keys, marks, found, persons):  # type: ignore[no-untyped-def]
    """Fill `found` and `persons`; how many cells, or -1 where a group comes back."""
    of_mark, seen = np.zeros(marks, np.int64), np.empty(marks, np.int64)
    cells, several, group = 0, 0, np.int64(-1)
    for key in keys:
        its_group, mark = key // marks, key % marks
        if its_group < group:
            return -1
        if its_group > group:
            cells = _close(group * marks, of_mark, seen[:several], found, persons, cells)
            several, group = 0, its_group
        if of_mark[mark] == 0:
            seen[several] = mark
            several += 1
        of_mark[mark] += 1
    return _close(group * marks, of_mark, seen[:several], found, persons, cells)


@njit(cache=True)
def _close(first, of_mark, seen, found, persons, cells):  # type: ignore[no-untyped-def]
    """Write down a group's marks and forget them; how many cells there are now."""
    for mark in seen:
        found[cells], persons[cells] = first + mark, of_mark[mark]
        of_mark[mark] = 0
        cells += 1
    return cells
