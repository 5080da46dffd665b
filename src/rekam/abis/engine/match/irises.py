"""Comparing two iris codes: the share of bits that differ where both are usable, over 15 rotations.

The distance is normalised by the number of bits in use, since few bits agree by chance more easily:
0.5 - (0.5 - differing / used) * sqrt(used / TYPICAL_BITS). Strangers lie near 0.45 (the best of 15
rotations), the same iris mostly below 0.25.

Source: Daugman, "New methods in iris recognition", IEEE SMC-B 37 (5), 2007, section VI.
"""

from typing import Final

import numpy as np
from numba import njit

from rekam.abis.engine.match.bits import ones
from rekam.abis.engine.template import IRIS_WORDS

ROTATIONS: Final = 15
TYPICAL_BITS: Final = 1_000.0
LEAST_BITS: Final = 200
APART: Final = 0.5
"""The distance when fewer than LEAST_BITS bits can be compared: says nothing."""


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


@njit(cache=True)
def _compare(probe, row):  # type: ignore[no-untyped-def]
    """Bits in use (upper half) and differing bits (lower half): one sum needs one reduction."""
    total = np.int64(0)
    for w in range(IRIS_WORDS):
        used = probe[IRIS_WORDS + w] & row[IRIS_WORDS + w]
        total += (ones(used) << 32) + ones((probe[w] ^ row[w]) & used)
    return total


@njit(cache=True)
def distances(probe, gallery, rows, out):  # type: ignore[no-untyped-def]
    """The smallest normalised distance of a probe from rows of a gallery column.

    probe    uint64[15, 64] of `rotated`; gallery uint64[n, 64], a row with an empty mask is absent
    rows     int64, which rows to compare
    out      float32, one for each of them: 0 (the same) to about 0.5; APART where nothing can be compared
    """
    for k in range(len(rows)):
        row = gallery[rows[k]]
        best = np.float32(APART)
        for turn in range(ROTATIONS):
            total = _compare(probe[turn], row)
            used, differing = total >> 32, total & 0xFFFFFFFF
            if used >= LEAST_BITS:
                raw = np.float32(0.5) - np.float32(differing) / np.float32(used)
                distance = np.float32(0.5) - raw * np.sqrt(np.float32(used) / np.float32(TYPICAL_BITS))
                best = min(best, distance)
        out[k] = max(best, np.float32(0.0))
