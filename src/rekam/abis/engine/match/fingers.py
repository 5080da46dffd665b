"""Comparing two fingers: alike neighbourhoods first, then whether they agree in place and direction.

`stage1` is cheap and runs over a whole gallery. `stage2` asks whether the best pairs support each other and
lays the prints on each other; it runs on a shortlist. Scores are shares from 0 to 1 without a probability
meaning of their own; `fusion` turns them into likelihood ratios with measured false match rates.

Source: Cappelli, Ferrara, Maltoni, "Minutia Cylinder-Code", IEEE TPAMI 32 (12), 2010, sections 4 and 5; the
laying on each other is ours. docs/explanation/minutia-cylinders.md tells it in plain words.
"""

import math

import numpy as np
from numba import njit

from rekam.abis.engine.finger_parameters import FINGER
from rekam.abis.engine.match.agreement import (
    PAIR_COLUMNS,
    agreeing,
    best_pairs,
    lay_out_matched,
    lay_out_pairs,
    relaxed,
    supports,
)
from rekam.abis.engine.match.laying import SIDES, laid, movement, outline, shared
from rekam.abis.engine.match.likeness import COLUMNS, WIDTH, bits_of, lay_out, likenesses, mutual
from rekam.abis.engine.rows import COUNT_AT
from rekam.abis.engine.template import MAX_MINUTIAE

LEAST_PAIRS, MOST_PAIRS = FINGER.least_pairs, FINGER.most_pairs
MIDDLE, GROWTH = FINGER.middle_pairs, FINGER.growth
TRIED = FINGER.tried_pairs
LEAST_FOUND = 2
"""Pairs that a movement needs."""
EVENLY = np.ones(MAX_MINUTIAE, dtype=np.float32)
ZERO = np.float32(0.0)


@njit(cache=True)
def pairs_counted(least):  # type: ignore[no-untyped-def]
    """How many of the best pairs count: 4 to 12, growing with the smaller number of minutiae."""
    share = 1.0 / (1.0 + math.exp(-GROWTH * (least - MIDDLE)))
    return LEAST_PAIRS + round((MOST_PAIRS - LEAST_PAIRS) * share)


@njit(cache=True)
def mean_of_best(values, count, size):  # type: ignore[no-untyped-def]
    """The sum of the largest `size` of values[:count], divided by `size` however many there are.

    values  not below 0. Each of those above it goes to the place that the number of larger ones gives:
            sorting by comparing two at a time would guess wrong at every other step
    """
    kept, sorted_down = np.zeros(WIDTH, dtype=np.float32), np.zeros(WIDTH, dtype=np.float32)
    larger_ones = np.zeros(WIDTH, dtype=np.int32)
    found = 0
    for k in range(count):
        kept[found] = values[k]
        found += values[k] > ZERO
    kept[found] = ZERO
    for k in range(found):
        value = kept[k]
        for j in range(WIDTH):
            larger_ones[j] += np.int32(kept[j] < value)
    for k in range(found):
        place = larger_ones[k]
        while sorted_down[place] > ZERO:
            place += 1
        sorted_down[place] = kept[k]
    total = ZERO
    for k in range(size):
        total += sorted_down[k]
    return total / np.float32(size)


@njit(cache=True, nogil=True)
def stage1(probe, gallery, rows, scores):  # type: ignore[no-untyped-def]
    """Stage 1 of one finger against rows of a gallery column: how alike its best neighbourhoods are.

    probe    uint64[FINGER_WORDS] of `rows.finger_row`; gallery uint64[n, FINGER_WORDS]
    rows     int64, which rows to compare
    scores   float32, one for each of them: 0 to 1, the mean likeness of the 4 to 12 most alike pairs of
             minutiae that are each other's best. Sorts a shortlist; 0 where a finger is absent
    """
    own, other = np.zeros((COLUMNS, WIDTH), np.float32), np.zeros((COLUMNS, WIDTH), np.float32)
    matrix = np.zeros((MAX_MINUTIAE, WIDTH), dtype=np.float32)
    partner, value = np.empty(MAX_MINUTIAE, dtype=np.int64), np.empty(MAX_MINUTIAE, dtype=np.float32)
    bits, count = bits_of(probe), np.int64(probe[COUNT_AT])
    lay_out(probe, own)
    for k in range(len(rows)):
        row = gallery[rows[k]]
        lay_out(row, other)
        likenesses(bits, own, count, bits_of(row), other, matrix)
        mutual(matrix, count, partner, value)
        scores[k] = mean_of_best(value, count, pairs_counted(min(count, np.int64(row[COUNT_AT]))))


@njit(cache=True)
def stage2(probe, gallery, rows, scores):  # type: ignore[no-untyped-def]
    """Stage 2 of one finger against rows of a gallery column; arguments as `stage1`.

    scores are the geometric mean of two shares (0 to 1): the strength of the best 4 to 12 pairs after the
    others have supported them, and the share of the overlap that coincides when the prints are laid on each
    other. `parameters.FINGER_MODEL` says what a score is worth as evidence.
    """
    own, other = np.zeros((COLUMNS, WIDTH), np.float32), np.zeros((COLUMNS, WIDTH), np.float32)
    matrix = np.zeros((MAX_MINUTIAE, WIDTH), dtype=np.float32)
    first, second = np.zeros(MAX_MINUTIAE, dtype=np.int64), np.zeros(MAX_MINUTIAE, dtype=np.int64)
    value, held = np.zeros(MAX_MINUTIAE, dtype=np.float32), np.zeros(MAX_MINUTIAE, dtype=np.float32)
    pairs = np.zeros((PAIR_COLUMNS, MAX_MINUTIAE), dtype=np.float32)
    support = np.zeros((TRIED, TRIED), dtype=np.float32)
    reach, other_reach = np.zeros(SIDES, dtype=np.int32), np.zeros(SIDES, dtype=np.int32)
    bits, count = bits_of(probe), np.int64(probe[COUNT_AT])
    lay_out(probe, own)
    outline(own, count, reach)
    for k in range(len(rows)):
        row = gallery[rows[k]]
        n = np.int64(row[COUNT_AT])
        lay_out(row, other)
        likenesses(bits, own, count, bits_of(row), other, matrix)
        found = best_pairs(matrix, count, first, second, value)
        scores[k] = 0.0
        if found < LEAST_FOUND:
            continue
        lay_out_pairs(own, other, first, second, found, pairs)
        supports(pairs, found, support)
        relaxed(support, value, found, held)
        strength = mean_of_best(held, found, pairs_counted(min(count, n)))
        agreeing(support, held, found, value)
        move = movement(pairs, value, found)
        points = laid(own, count, other, n, move, matrix, second, value)
        matched = lay_out_matched(own, other, count, second, pairs)
        if matched >= LEAST_FOUND:
            move = movement(pairs, EVENLY, matched)
            points = laid(own, count, other, n, move, matrix, second, value)
        outline(other, n, other_reach)
        share = shared(points, count, reach, other, n, other_reach, move, second, value)
        scores[k] = math.sqrt(strength * share)
