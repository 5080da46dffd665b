"""Comparing two fingers: local similarities of their cylinders, then relaxation of the best pairs.

`stage1` is cheap and runs over a whole gallery; stage 2 asks whether the best pairs also agree with each
other in place and direction, and runs on a shortlist. Scores are shares from 0 to 1 without a probability
meaning of their own; `fusion` turns them into likelihood ratios with measured false match rates.

Source: Cappelli, Ferrara, Maltoni, "Minutia Cylinder-Code", IEEE TPAMI 32 (12), 2010, sections 4 and 5.
Fingers turned against each other by more than 90 degrees do not match: such pairs are never counted.
Stage 1 keeps pairs that are each other's best instead of sorting all: the same answer for good pairs.
"""

import math
from typing import Final

import numpy as np
from numba import njit

from rekam.abis.engine.match.bits import ones
from rekam.abis.engine.rows import ANGLES_AT, COUNT_AT, CYLINDER_WORDS, X_AT, Y_AT
from rekam.abis.engine.template import MAX_MINUTIAE, PLANES

LEAST_COMMON_CELLS: Final = 31
"""Six tenths of 52 cells must be valid in both cylinders."""
LEAST_PAIRS: Final = 4
MOST_PAIRS: Final = 12
ROUNDS: Final = 5
WEIGHT: Final = 0.5
RELAXED_PAIRS: Final = 32
DISTANCE: Final = 5.0
TURN: Final = math.pi / 12.0


@njit(cache=True)
def pairs_counted(least):  # type: ignore[no-untyped-def]
    """How many of the best pairs count: 4 to 12, growing with the smaller number of minutiae."""
    share = 1.0 / (1.0 + math.exp(-0.4 * (least - 20.0)))
    return LEAST_PAIRS + round((MOST_PAIRS - LEAST_PAIRS) * share)


@njit(cache=True, fastmath=True)
def similarity_row(cylinder, angle, others, angles, count, row):  # type: ignore[no-untyped-def]
    """Fill row[:count] with the similarity (0 to 1) of one cylinder with each of the others."""
    a0, a1, a2, a3, a4, a5 = cylinder[0], cylinder[1], cylinder[2], cylinder[3], cylinder[4], cylinder[5]
    valid = cylinder[6]
    for j in range(count):
        b0, b1, b2 = others[0, j], others[1, j], others[2, j]
        b3, b4, b5, other = others[3, j], others[4, j], others[5, j], others[6, j]
        first = (
            ones(a0 & other)
            + ones(a1 & other)
            + ones(a2 & other)
            + ones(a3 & other)
            + ones(a4 & other)
            + ones(a5 & other)
        )
        second = (
            ones(b0 & valid)
            + ones(b1 & valid)
            + ones(b2 & valid)
            + ones(b3 & valid)
            + ones(b4 & valid)
            + ones(b5 & valid)
        )
        both = ones(a0 & b0) + ones(a1 & b1) + ones(a2 & b2) + ones(a3 & b3) + ones(a4 & b4) + ones(a5 & b5)
        apart = np.float32(first + second - 2 * both)
        whole = np.sqrt(np.float32(first)) + np.sqrt(np.float32(second))
        turned = (np.int64(angle) - np.int64(angles[j]) + 64) & 255
        good = (turned <= 128) & (ones(valid & other) >= LEAST_COMMON_CELLS) & (first > 0) & (second > 0)
        value = np.float32(1.0) - np.sqrt(apart) / max(whole, np.float32(1.0))
        row[j] = value if good else np.float32(0.0)


@njit(cache=True)
def _similarities(a, a_angle, na, b, b_angle, nb, matrix):  # type: ignore[no-untyped-def]
    for i in range(na):
        similarity_row(a[:, i], a_angle[i], b, b_angle, nb, matrix[i])


@njit(cache=True)
def _insert(best, size, value):  # type: ignore[no-untyped-def]
    """Keep the largest values in descending order in best[:size]."""
    if value <= best[size - 1]:
        return
    k = size - 1
    while k > 0 and best[k - 1] < value:
        best[k] = best[k - 1]
        k -= 1
    best[k] = value


@njit(cache=True)
def mutual_best(matrix, na, nb, best):  # type: ignore[no-untyped-def]
    """Stage 1 of a similarity matrix: the mean of the best pairs that are each other's best."""
    size = pairs_counted(min(na, nb))
    best[:size] = 0.0
    top = np.zeros(nb, dtype=np.float32)
    who = np.zeros(nb, dtype=np.int64)
    for i in range(na):
        for j in range(nb):
            better = matrix[i, j] > top[j]
            top[j] = matrix[i, j] if better else top[j]
            who[j] = i if better else who[j]
    for j in range(nb):
        i = who[j]
        value = top[j]
        larger = False
        for k in range(nb):
            larger |= matrix[i, k] > value
        if not larger:
            _insert(best, size, value)
    total = np.float32(0.0)
    for k in range(size):
        total += best[k]
    return total / size


@njit(cache=True)
def greedy_pairs(matrix, na, nb, wanted, first, second, value):  # type: ignore[no-untyped-def]
    """The best pairs, each minutia used once, in descending order of similarity; returns how many."""
    heads = np.zeros(257, dtype=np.int64)
    for i in range(na):
        for j in range(nb):
            heads[255 - int(matrix[i, j] * 255.0) + 1] += 1
    for k in range(256):
        heads[k + 1] += heads[k]
    order = np.empty(na * nb, dtype=np.int32)
    for i in range(na):
        for j in range(nb):
            k = 255 - int(matrix[i, j] * 255.0)
            order[heads[k]] = i * nb + j
            heads[k] += 1
    used_a = np.zeros(na, dtype=np.bool_)
    used_b = np.zeros(nb, dtype=np.bool_)
    found = 0
    for k in range(na * nb):
        i, j = order[k] // nb, order[k] % nb
        if matrix[i, j] <= 0.0 or found == wanted:
            break
        if not (used_a[i] or used_b[j]):
            used_a[i] = used_b[j] = True
            first[found], second[found], value[found] = i, j, matrix[i, j]
            found += 1
    return found


@njit(cache=True)
def _agree(v, mu, tau):  # type: ignore[no-untyped-def]
    return 1.0 / (1.0 + math.exp(-tau * (v - mu)))


@njit(cache=True)
def _turn(angle):  # type: ignore[no-untyped-def]
    return abs((angle + math.pi) % (2.0 * math.pi) - math.pi)


@njit(cache=True)
def _support(a, b, i, k, j, m):  # type: ignore[no-untyped-def]
    """How far pairs (i, j) and (k, m) agree, as seen from each: in distance, in turn, and in bearing."""
    unit = 2.0 * math.pi / 256.0
    ax, ay = a[0, i] - a[0, k], a[1, i] - a[1, k]
    bx, by = b[0, j] - b[0, m], b[1, j] - b[1, m]
    stretch = abs(math.sqrt(ax * ax + ay * ay) - math.sqrt(bx * bx + by * by))
    turn = _turn(((a[2, i] - a[2, k]) - (b[2, j] - b[2, m])) * unit)
    if stretch > 4.0 * DISTANCE or turn > 3.0 * TURN:  # the product below would be under 1e-6
        return 0.0, 0.0
    both = _agree(stretch, DISTANCE, -1.6) * _agree(turn, TURN, -30.0)
    bearing = math.atan2(-by, bx) - math.atan2(-ay, ax)
    first = _agree(_turn((a[2, i] - b[2, j]) * unit + bearing), TURN, -30.0)
    second = _agree(_turn((a[2, k] - b[2, m]) * unit + bearing), TURN, -30.0)
    return both * first, both * second


@njit(cache=True)
def relaxed(a, b, first, second, value, found, size):  # type: ignore[no-untyped-def]
    """Stage 2 of `found` pairs: similarities after ROUNDS of support by the other pairs, the best `size`.

    a, b  float64[3, n]: x, y, angle of the two fingers
    """
    support = np.zeros((found, found))
    for t in range(found):
        for k in range(t):
            support[t, k], support[k, t] = _support(a, b, first[t], first[k], second[t], second[k])
    held = value[:found].astype(np.float64)
    for _ in range(ROUNDS):
        helped = np.zeros(found)
        for t in range(found):
            for k in range(found):
                helped[t] += support[t, k] * held[k]
        held = WEIGHT * held + (1.0 - WEIGHT) * helped / max(1, found - 1)
    order = np.argsort(-held / value[:found])
    total = 0.0
    for k in range(min(size, found)):
        total += held[order[k]]
    return total / size


@njit(cache=True)
def _views(row):  # type: ignore[no-untyped-def]
    """Cylinders, angles and count of a finger row (see `rows`)."""
    cylinders = row[:CYLINDER_WORDS].reshape((PLANES, MAX_MINUTIAE))
    angles = row[ANGLES_AT:X_AT].view(np.uint8)
    return cylinders, angles, np.int64(row[COUNT_AT])


@njit(cache=True)
def _places(row, out):  # type: ignore[no-untyped-def]
    out[0] = row[X_AT:Y_AT].view(np.int16)
    out[1] = row[Y_AT:COUNT_AT].view(np.int16)
    out[2] = row[ANGLES_AT:X_AT].view(np.uint8)


@njit(cache=True)
def stage1(probe, gallery, rows, scores):  # type: ignore[no-untyped-def]
    """Stage 1 of one finger against rows of a gallery column.

    probe    uint64[FINGER_WORDS] of `rows.finger_row`; gallery uint64[n, FINGER_WORDS]
    rows     int64, which rows to compare
    scores   float32, one for each of them: 0 to 1, strangers below about 0.55; 0 where a finger is absent
    """
    matrix = np.empty((MAX_MINUTIAE, MAX_MINUTIAE), dtype=np.float32)
    best = np.empty(MOST_PAIRS + 1, dtype=np.float32)
    cylinders, angles, count = _views(probe)
    for k in range(len(rows)):
        others, turns, other_count = _views(gallery[rows[k]])
        scores[k] = 0.0
        if count > 0 and other_count > 0:
            _similarities(cylinders, angles, count, others, turns, other_count, matrix)
            scores[k] = mutual_best(matrix, count, other_count, best)


@njit(cache=True)
def stage2(probe, gallery, rows, scores):  # type: ignore[no-untyped-def]
    """Stage 2 of one finger against rows of a gallery column; arguments as `stage1`.

    scores are small: strangers 0.014 to 0.025 (the highest of 8,640 was 0.033), mates mostly above 0.04.
    """
    matrix = np.empty((MAX_MINUTIAE, MAX_MINUTIAE), dtype=np.float32)
    first, second = np.empty(MAX_MINUTIAE, dtype=np.int64), np.empty(MAX_MINUTIAE, dtype=np.int64)
    value = np.empty(MAX_MINUTIAE, dtype=np.float32)
    own, other = np.empty((3, MAX_MINUTIAE)), np.empty((3, MAX_MINUTIAE))
    cylinders, angles, count = _views(probe)
    _places(probe, own)
    for k in range(len(rows)):
        row = gallery[rows[k]]
        others, turns, n = _views(row)
        scores[k] = 0.0
        if count > 0 and n > 0:
            _places(row, other)
            _similarities(cylinders, angles, count, others, turns, n, matrix)
            least = min(count, n)
            found = greedy_pairs(matrix, count, n, min(least, RELAXED_PAIRS), first, second, value)
            scores[k] = relaxed(own, other, first, second, value, found, pairs_counted(least))
