"""How alike the neighbourhoods of two fingers' minutiae are, and which are each other's best.

The likeness of two neighbourhoods with n and m ones, c of them in common:

    c / sqrt(n * m)  -  by_chance * sqrt(n * m) / 255

The first part is the cosine between them (0 to 1). Two neighbourhoods of strangers share n * m / 255 bits by
chance, more in crowded prints than in sparse ones; half of that is taken off. Negative values, and pairs that
are turned against each other by more than `widest_turn`, count as 0.

All sums are made in one order in float32, so that every machine finds the same number. The loops run over
fixed widths without branches: then the compiler turns them into whole vectors (AVX2 and AVX-512 alike).
"""

from typing import Final

import numpy as np
from numba import njit

from rekam.abis.engine.finger_parameters import FINGER, WORDS
from rekam.abis.engine.match.bits import PLACES, larger, ones, ranked
from rekam.abis.engine.rows import ANGLES_AT, COUNT_AT, CYLINDER_WORDS, ONES_AT, X_AT, Y_AT
from rekam.abis.engine.template import MAX_MINUTIAE

ANGLE, ROOT, INVERSE, X, Y = 0, 1, 2, 3, 4
COLUMNS: Final = 5
"""Rows of a finger's working columns, float32[5, WIDTH]: see `lay_out`."""

WIDTH: Final = 56
"""Columns of all working arrays: 52 and four of zeros, so that every loop is a whole number of vectors."""

WIDEST: Final = np.float32(FINGER.widest_turn)
STEPS: Final = np.float32(2.0**24)
INDEX: Final = 2**PLACES - 1

_COUNTS = np.arange(256)
_ROOTS = np.sqrt(_COUNTS).astype(np.float32)
_INVERSES = np.where(_COUNTS > 0, 1.0 / np.sqrt(np.maximum(_COUNTS, 1)), 0.0).astype(np.float32)
_CHANCE: Final = np.float32(FINGER.by_chance / (FINGER.cells * FINGER.sections))


@njit(cache=True)
def bits_of(row):  # type: ignore[no-untyped-def]
    """The neighbourhoods of a finger row, uint64[4, 52]."""
    return row[:CYLINDER_WORDS].reshape((WORDS, MAX_MINUTIAE))


@njit(cache=True)
def lay_out(row, columns):  # type: ignore[no-untyped-def]
    """Fill columns (float32[5, WIDTH]) from a finger row: angle, root of the ones and its inverse, x, y."""
    counts = row[ONES_AT:ANGLES_AT].view(np.uint8)
    angles = row[ANGLES_AT:X_AT].view(np.uint8)
    xs, ys = row[X_AT:Y_AT].view(np.int16), row[Y_AT:COUNT_AT].view(np.int16)
    for j in range(MAX_MINUTIAE):
        columns[ANGLE, j] = angles[j]
        columns[ROOT, j] = _ROOTS[counts[j]]
        columns[INVERSE, j] = _INVERSES[counts[j]]
        columns[X, j] = xs[j]
        columns[Y, j] = ys[j]


@njit(cache=True)
def _common(bits, i, others, out):  # type: ignore[no-untyped-def]
    """How many ones neighbourhood i has in common with each of the others."""
    a0, a1, a2, a3 = bits[0, i], bits[1, i], bits[2, i], bits[3, i]
    for j in range(MAX_MINUTIAE):
        both = ones(a0 & others[0, j]) + ones(a1 & others[1, j])
        both += ones(a2 & others[2, j]) + ones(a3 & others[3, j])
        out[j] = np.int32(both)


@njit(cache=True)
def _likeness(common, own, i, other, matrix):  # type: ignore[no-untyped-def]
    angle, inverse, chance = own[ANGLE, i], own[INVERSE, i], own[ROOT, i] * _CHANCE
    for j in range(WIDTH):
        value = np.float32(common[j]) * (inverse * other[INVERSE, j]) - chance * other[ROOT, j]
        apart = abs(angle - other[ANGLE, j])
        back = np.float32(256.0) - apart
        turn = apart if apart < back else back
        matrix[i, j] = value if (turn <= WIDEST) & (value > np.float32(0.0)) else np.float32(0.0)


@njit(cache=True)
def likenesses(bits, own, count, others, other, matrix):  # type: ignore[no-untyped-def]
    """Fill matrix[:count] with the likeness of each minutia to each of the other finger; 0 past its last."""
    common = np.zeros(WIDTH, dtype=np.int32)
    for i in range(count):
        _common(bits, i, others, common)
        _likeness(common, own, i, other, matrix)


@njit(cache=True)
def row_best(matrix, i, columns_best):  # type: ignore[no-untyped-def]
    """The largest key of row i (with the column as index); the best of each column is brought up to date."""
    best, own = np.int32(0), np.int32(i)
    for j in range(WIDTH):
        steps = matrix[i, j] * STEPS
        best = larger(best, ranked(steps, np.int32(j)))
        columns_best[j] = larger(columns_best[j], ranked(steps, own))
    return best


@njit(cache=True)
def mutual(matrix, count, partner, value):  # type: ignore[no-untyped-def]
    """Which rows and columns of matrix[:count] (values from 0 to 1) are each other's largest.

    partner[i] is the column, or -1 where there is none, and value[i] the matrix there (or 0). Values that are
    the same to 2 ** -24 count as equal; of equal ones the higher index is taken.
    """
    columns_best = np.zeros(WIDTH, dtype=np.int32)
    rows_best = np.empty(MAX_MINUTIAE, dtype=np.int32)
    for i in range(count):
        rows_best[i] = row_best(matrix, i, columns_best)
    paired(matrix, count, rows_best, columns_best, partner, value)


@njit(cache=True)
def paired(matrix, count, rows_best, columns_best, partner, value):  # type: ignore[no-untyped-def]
    """Fill partner and value as `mutual` does, from the largest key of each row and column."""
    for i in range(count):
        key = np.int64(rows_best[i])
        j = key & INDEX
        found = (key > INDEX) & ((np.int64(columns_best[j]) & INDEX) == i)
        partner[i] = j if found else -1
        value[i] = matrix[i, j] * np.float32(found)
