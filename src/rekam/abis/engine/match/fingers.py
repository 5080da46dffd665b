"""Comparing two fingers: local similarities of their cylinders, then relaxation of the best pairs.

Stage 1 is cheap and runs over a whole gallery; stage 2 asks whether the best pairs also agree with each
other in place and direction, and runs on a shortlist. Scores are shares from 0 to 1 without a probability
meaning of their own; `fusion` turns them into likelihood ratios with measured false match rates.

Source: Cappelli, Ferrara, Maltoni, "Minutia Cylinder-Code", IEEE TPAMI 32 (12), 2010, sections 4 and 5.
Stage 1 keeps pairs that are each other's best instead of sorting all: the same answer for good pairs.
"""

import math
from typing import Final

import numpy as np
from numba import njit

from rekam.abis.engine.match.bits import ones

LEAST_COMMON_CELLS: Final = 31
"""Six tenths of 52 cells must be valid in both cylinders."""
LEAST_PAIRS: Final = 4
MOST_PAIRS: Final = 12
ROUNDS: Final = 5
WEIGHT: Final = 0.5


@njit(cache=True)
def pairs_counted(least):  # type: ignore[no-untyped-def]
    """How many of the best pairs count: 4 to 12, growing with the smaller number of minutiae."""
    share = 1.0 / (1.0 + math.exp(-0.4 * (least - 20.0)))
    return LEAST_PAIRS + int(round((MOST_PAIRS - LEAST_PAIRS) * share))


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
def _sigmoid(v, mu, tau):  # type: ignore[no-untyped-def]
    return 1.0 / (1.0 + math.exp(-tau * (v - mu)))


@njit(cache=True)
def _turn(a):  # type: ignore[no-untyped-def]
    return (a + math.pi) % (2.0 * math.pi) - math.pi


@njit(cache=True)
def relax(ax, ay, aa, bx, by, ba, first, second, value, found, size, P):
    unit = 2.0 * math.pi / 256.0
    rho = np.zeros((found, found))
    for t in range(found):
        i1, j1 = first[t], second[t]
        for k in range(t):
            i2, j2 = first[k], second[k]
            dax, day = ax[i1] - ax[i2], ay[i1] - ay[i2]
            dbx, dby = bx[j1] - bx[j2], by[j1] - by[j2]
            d1 = abs(math.hypot(dax, day) - math.hypot(dbx, dby))
            d2 = abs(_turn(((aa[i1] - aa[i2]) - (ba[j1] - ba[j2])) * unit))
            ra = _turn(aa[i1] * unit - math.atan2(day, -dax))
            rb = _turn(ba[j1] * unit - math.atan2(dby, -dbx))
            ra2 = _turn(aa[i2] * unit - math.atan2(-day, dax))
            rb2 = _turn(ba[j2] * unit - math.atan2(-dby, dbx))
            d3 = abs(_turn(ra - rb))
            d3b = abs(_turn(ra2 - rb2))
            base = _sigmoid(d1, P[0], P[1]) * _sigmoid(d2, P[2], P[3])
            rho[t, k] = base * _sigmoid(d3, P[4], P[5])
            rho[k, t] = base * _sigmoid(d3b, P[4], P[5])
    lam = value[:found].astype(np.float64)
    new = np.empty(found)
    for r in range(int(P[6])):
        for t in range(found):
            s = 0.0
            for k in range(found):
                s += rho[t, k] * lam[k]
            new[t] = P[7] * lam[t] + (1 - P[7]) * s / max(1, found - 1)
        lam[:] = new
    eff = np.empty(found)
    for t in range(found):
        eff[t] = lam[t] / value[t]
    order = np.argsort(-eff)
    tot = 0.0
    for k in range(min(size, found)):
        tot += lam[order[k]]
    return tot / size
