"""Comparing two iris codes: the share of bits that differ where both are usable, over 15 rotations.

The distance is normalised by the number of bits in use, since few bits agree by chance more easily:
0.5 - (0.5 - differing / used) * sqrt(used / TYPICAL_BITS). Strangers lie near 0.45 (the best of 15
rotations), the same iris mostly below 0.25.

Source: Daugman, "New methods in iris recognition", IEEE SMC-B 37 (5), 2007, section VI.
"""

import math
from typing import Final

import numpy as np
from numba import njit

from rekam.abis.engine.iris_parameters import IRIS
from rekam.abis.engine.match.bits import SIFTED_BITS, differing_and_used, nearest_turn
from rekam.abis.engine.rows import IRIS_ROW_WORDS
from rekam.abis.engine.template import IRIS_WORDS

ROTATIONS: Final = 15
"""The shape of a probe; 7 steps of 2.8 degrees to each side: a head tilted more is seen by the operator."""
TYPICAL_BITS: Final = IRIS.typical_bits
LEAST_BITS: Final = IRIS.least_bits
APART: Final = 0.5
"""The distance when fewer than LEAST_BITS bits can be compared: says nothing."""

SIFTED_TYPICAL: Final = TYPICAL_BITS * SIFTED_BITS / (64 * IRIS_WORDS)
SIFT_BOUND, EXACT_BOUND = IRIS.sift_bound, IRIS.exact_bound
SIFT_SQUARED: Final = 4.0 * (APART - SIFT_BOUND) ** 2 * SIFTED_TYPICAL
EXACT_SQUARED: Final = 4.0 * (APART - EXACT_BOUND) ** 2 * TYPICAL_BITS
"""The bounds as excess ** 2 / bits in use."""


@njit(cache=True)
def rotated(row):  # type: ignore[no-untyped-def]
    """The iris row of a probe in all rotations, uint64[15, 64]: 7 steps of 2.8 degrees to each side."""
    turned = np.empty((ROTATIONS, len(row)), dtype=np.uint64)
    for k in range(ROTATIONS):
        step = (k - ROTATIONS // 2) % 128
        near, far = (0, 1) if step < 64 else (1, 0)
        shift = np.uint64(step % 64)
        for line in range(0, len(row), 2):
            low, high = row[line + near], row[line + far]
            carry_low = high >> (np.uint64(64) - shift) if shift else np.uint64(0)
            carry_high = low >> (np.uint64(64) - shift) if shift else np.uint64(0)
            turned[k, line] = (low << shift) | carry_low
            turned[k, line + 1] = (high << shift) | carry_high
    return turned


@njit(cache=True, inline="always")
def _nearest(turned, column, at, first, after):  # type: ignore[no-untyped-def]
    """Excess of agreeing over differing bits, and bits in use, of the best turn from `first` on.

    The turn with the largest excess / sqrt(used): compared by squares, one root for each row.
    """
    most, bits = 0, 1
    for turn in range(first, after):
        total = differing_and_used(turned, turn * IRIS_ROW_WORDS, column, at)
        used, differing = total >> 32, total & 0xFFFFFFFF
        excess = used - 2 * differing
        better = (used >= LEAST_BITS) & (excess > 0) & (excess * excess * bits > most * most * used)
        most, bits = (excess, used) if better else (most, bits)
    return most, bits


@njit(cache=True, nogil=True)
def distances(probe, gallery, rows, out):  # type: ignore[no-untyped-def]
    """The smallest normalised distance of a probe from rows of a gallery column.

    probe    uint64[15, 64] of `rotated`; gallery uint64[n, 64], a row with an empty mask is absent
    rows     int64, which rows to compare
    out      float32, one for each of them: 0 (the same) to about 0.5; APART where nothing can be compared
    """
    turned, column = probe.reshape(-1), gallery.reshape(-1)
    for k in range(len(rows)):
        most, bits = _nearest(turned, column, rows[k] * IRIS_ROW_WORDS, 0, ROTATIONS)
        distance = APART - 0.5 * most / math.sqrt(bits * TYPICAL_BITS)
        out[k] = np.float32(max(distance, 0.0))


@njit(cache=True, nogil=True)
def sifted_distances(probe, gallery, rows, out):  # type: ignore[no-untyped-def]
    """As `distances`, but exact only of rows that may be mates; strangers get what shows them to be such.

    Every third turn is tried by the inner half of the bits (SIFTED): texture is smooth, so that a mate
    shows from a turn beside its own. Who comes nearer than SIFT_BOUND there is compared by all bits on the
    best of these turns and the two beside it, and who is then nearer than EXACT_BOUND by all 15: that
    distance is exact. Of the others out is no distance by which anything may be decided, only an order: it
    lies above SIFT_BOUND or above EXACT_BOUND. docs/explanation/iris-codes.md tells how many mates are lost.
    """
    turned, column = probe.reshape(-1), gallery.reshape(-1)
    for k in range(len(rows)):
        at = rows[k] * IRIS_ROW_WORDS
        found = nearest_turn(turned, column, at)
        used, turn = found >> 32, found & 0xFF
        excess = used - 2 * ((found & 0xFFFFFFFF) >> 8)
        # without excess, and of an absent row, nothing is left to be compared
        if excess <= 0 or excess * excess <= SIFT_SQUARED * used:
            out[k] = np.float32(APART - 0.5 * max(excess, 0) / math.sqrt(max(used, 1) * SIFTED_TYPICAL))
            continue
        most, bits = _nearest(turned, column, at, turn - 1, turn + 2)
        if most * most > EXACT_SQUARED * bits:
            most, bits = _nearest(turned, column, at, 0, ROTATIONS)
        distance = APART - 0.5 * most / math.sqrt(bits * TYPICAL_BITS)
        out[k] = np.float32(max(distance, 0.0))
