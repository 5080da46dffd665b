"""Whether the most alike pairs of minutiae agree with each other: relaxation.

Two pairs agree when the distance, the change of direction and the bearing between their minutiae are the same
in both prints. Each falls off as (1 - (difference / limit) ** 2) ** 2, from 1 to 0 at the limit: skin
stretches, so that near things must agree closely and nothing must agree exactly. In some rounds each pair
keeps half of its value and takes the other half from the pairs that it agrees with; strangers' lucky pairs
starve.

Source: Cappelli, Ferrara, Maltoni, "Minutia Cylinder-Code", IEEE TPAMI 32 (12), 2010, section 5.3 (local
similarity sort with relaxation); its three sigmoids are these polynomials here, which need no table.
"""

import math
from typing import Final

import numpy as np
from numba import njit

from rekam.abis.engine.finger_parameters import FINGER
from rekam.abis.engine.match.bits import larger, ranked
from rekam.abis.engine.match.likeness import ANGLE, INDEX, STEPS, WIDTH, X, Y
from rekam.abis.engine.template import MAX_MINUTIAE

TRIED: Final = FINGER.tried_pairs
ROUNDS: Final = FINGER.rounds
PER_STRETCH: Final = np.float32(1.0 / FINGER.stretch)
PER_TURN: Final = np.float32(1.0 / FINGER.turn)
PER_BEARING: Final = np.float32(1.0 / FINGER.bearing)
HALF, ONE, ZERO, ROUND = np.float32(0.5), np.float32(1.0), np.float32(0.0), np.float32(256.0)

AX, AY, BX, BY, TURNED, COS, SIN = 0, 1, 2, 3, 4, 5, 6
PAIR_COLUMNS: Final = 7
"""Rows of the working columns of pairs, float32[7, 52]: see `lay_out_pairs`."""

_COSINES = np.cos(np.arange(256) * (2.0 * math.pi / 256.0)).astype(np.float32)
_SINES = np.sin(np.arange(256) * (2.0 * math.pi / 256.0)).astype(np.float32)


@njit(cache=True)
def _key(matrix, i, free):  # type: ignore[no-untyped-def]
    """The largest key of row i among the columns that are free (1, others 0)."""
    best = np.int32(0)
    for j in range(WIDTH):
        best = larger(best, ranked(matrix[i, j] * free[j] * STEPS, np.int32(j)))
    return best


@njit(cache=True)
def best_pairs(matrix, count, first, second, value):  # type: ignore[no-untyped-def]
    """The TRIED largest entries of matrix[:count], each row and column used once; returns how many there are.

    They come in descending order: minutia first[t] of one finger, second[t] of the other, likeness value[t].
    A row whose best column was taken keeps its key, now too large if anything, until it comes up.
    """
    keys, free = np.zeros(MAX_MINUTIAE, dtype=np.int32), np.ones(WIDTH, dtype=np.float32)
    for k in range(count):
        keys[k] = _key(matrix, k, free)
    found = 0
    while found < TRIED:
        i = np.argmax(keys)
        j = np.int64(keys[i]) & INDEX
        if keys[i] <= INDEX:
            break
        if free[j] == ZERO:
            keys[i] = _key(matrix, i, free)
            continue
        first[found], second[found], value[found] = i, j, matrix[i, j]
        keys[i], free[j] = 0, ZERO
        found += 1
    return found


@njit(cache=True)
def _lay_out_pair(own, i, other, j, pairs, t):  # type: ignore[no-untyped-def]
    turned = (np.int64(other[ANGLE, j]) - np.int64(own[ANGLE, i])) & 255
    pairs[AX, t], pairs[AY, t] = own[X, i], own[Y, i]
    pairs[BX, t], pairs[BY, t] = other[X, j], other[Y, j]
    pairs[TURNED, t], pairs[COS, t], pairs[SIN, t] = turned, _COSINES[turned], _SINES[turned]


@njit(cache=True)
def lay_out_pairs(own, other, first, second, found, pairs):  # type: ignore[no-untyped-def]
    """Fill pairs[:, :found]: both places, and how far the direction is turned, with its cosine and sine."""
    for t in range(found):
        _lay_out_pair(own, first[t], other, second[t], pairs, t)


@njit(cache=True)
def lay_out_matched(own, other, count, partner, pairs):  # type: ignore[no-untyped-def]
    """The same for the minutiae that have a partner (see `laying.laid`); returns how many have."""
    found = 0
    for i in range(count):
        if partner[i] >= 0:
            _lay_out_pair(own, i, other, partner[i], pairs, found)
            found += 1
    return found


@njit(cache=True)
def _falls(share):  # type: ignore[no-untyped-def]
    left = ONE - share * share
    left = left if left > ZERO else ZERO
    return left * left


@njit(cache=True)
def supports(pairs, found, support):  # type: ignore[no-untyped-def]
    """Fill support[k, t] (0 to 1): how far pairs k and t agree, as seen from the minutiae of pair t.

    What belongs to pair k is read before the inner loop: for all that the compiler knows, writing to
    `support` could change it, and then it makes no vectors.
    """
    for k in range(found):
        at_ax, at_ay, turned = pairs[AX, k], pairs[AY, k], pairs[TURNED, k]
        at_bx, at_by = pairs[BX, k], pairs[BY, k]
        for t in range(TRIED):
            ax, ay = at_ax - pairs[AX, t], at_ay - pairs[AY, t]
            bx, by = at_bx - pairs[BX, t], at_by - pairs[BY, t]
            length, other_length = np.sqrt(ax * ax + ay * ay), np.sqrt(bx * bx + by * by)
            apart = abs(turned - pairs[TURNED, t])
            turn = apart if apart < ROUND - apart else ROUND - apart
            # pair t says how far the prints are turned (counter-clockwise, while y runs downwards)
            rx = pairs[COS, t] * ax + pairs[SIN, t] * ay
            ry = pairs[COS, t] * ay - pairs[SIN, t] * ax
            area = length * other_length
            sine = (rx * by - ry * bx) / (area if area > ONE else ONE)
            same = _falls((length - other_length) * PER_STRETCH) * _falls(turn * PER_TURN)
            ahead = rx * bx + ry * by > ZERO
            support[k, t] = same * _falls(sine * PER_BEARING) if ahead else ZERO


@njit(cache=True)
def relaxed(support, value, found, held):  # type: ignore[no-untyped-def]
    """Fill held[:found] with the values of the pairs after ROUNDS of support by the others.

    Four pairs help at once, one after another as ever: the sums are read and written a quarter as often.
    """
    helped = np.empty(TRIED, dtype=np.float32)
    share = HALF / np.float32(max(1, found - 1))
    for t in range(TRIED):
        held[t] = value[t] if t < found else ZERO
    for _ in range(ROUNDS):
        for t in range(TRIED):
            helped[t] = ZERO
        fours = found - found % 4
        for k in range(0, fours, 4):
            one, two, three, four = held[k], held[k + 1], held[k + 2], held[k + 3]
            for t in range(TRIED):
                helps = helped[t] + support[k, t] * one + support[k + 1, t] * two
                helped[t] = helps + support[k + 2, t] * three + support[k + 3, t] * four
        for k in range(fours, found):
            one = held[k]
            for t in range(TRIED):
                helped[t] += support[k, t] * one
        for t in range(TRIED):
            held[t] = HALF * held[t] + share * helped[t]


@njit(cache=True)
def agreeing(support, held, found, weight):  # type: ignore[no-untyped-def]
    """Fill weight[:found]: how much each pair counts beside the strongest one, by how far the two agree."""
    strongest = 0
    for t in range(found):
        if held[t] > held[strongest]:
            strongest = t
    for t in range(found):
        agreed = min(support[strongest, t], support[t, strongest])
        weight[t] = held[t] * (ONE if t == strongest else agreed)
