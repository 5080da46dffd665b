"""Comparing two iris codes: the share of bits that differ where both are usable, over 15 rotations.

The distance is normalised by the number of bits in use, since few bits agree by chance more easily:
0.5 - (0.5 - differing / used) * sqrt(used / TYPICAL_BITS). Strangers lie near 0.45 (the best of 15
rotations), the same iris mostly below 0.25.

Source: Daugman, "New methods in iris recognition", IEEE SMC-B 37 (5), 2007, section VI.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

from rekam.abis.engine.match.bits import ones
from rekam.abis.engine.template import IRIS_WORDS, IrisTemplate

ROTATIONS: Final = 15
TYPICAL_BITS: Final = 1_000.0
LEAST_BITS: Final = 200
APART: Final = 0.5
"""The distance when fewer than LEAST_BITS bits can be compared: says nothing."""

U64 = npt.NDArray[np.uint64]


def rotated(template: IrisTemplate) -> tuple[U64, U64]:
    """The code and the mask of a probe in all rotations, uint64[15, 32] each: 7 steps of 2.8 degrees a side."""
    half = ROTATIONS // 2
    steps = range(-half, half + 1)
    return tuple(  # type: ignore[return-value]
        np.ascontiguousarray(np.stack([_rolled(words, by=step) for step in steps]))
        for words in (template.code, template.mask)
    )


def _rolled(words: U64, *, by: int) -> U64:
    bits = np.unpackbits(words.astype("<u8").view(np.uint8), bitorder="little").reshape(-1, 128)
    packed = np.packbits(np.roll(bits, by, axis=1).reshape(-1), bitorder="little")
    return packed.view("<u8").astype(np.uint64)


@njit(cache=True)
def _compare(code, mask, other, other_mask):  # type: ignore[no-untyped-def]
    """Bits in use (upper half) and differing bits (lower half), in one sum so that one reduction serves both."""
    total = np.int64(0)
    for w in range(IRIS_WORDS):
        used = mask[w] & other_mask[w]
        total += (ones(used) << 32) + ones((code[w] ^ other[w]) & used)
    return total


@njit(cache=True)
def distances(codes, masks, gallery, gallery_masks, out):  # type: ignore[no-untyped-def]
    """The smallest normalised distance of a probe from each row of a gallery column.

    codes, masks            uint64[15, 32] of `rotated`
    gallery, gallery_masks  uint64[rows, 32]; a row with an empty mask is absent
    out                     float32[rows], 0 (the same) to about 0.5; APART where nothing can be compared
    """
    for r in range(len(gallery)):
        best = np.float32(APART)
        for k in range(ROTATIONS):
            total = _compare(codes[k], masks[k], gallery[r], gallery_masks[r])
            used, differing = total >> 32, total & 0xFFFFFFFF
            if used >= LEAST_BITS:
                raw = np.float32(0.5) - np.float32(differing) / np.float32(used)
                distance = np.float32(0.5) - raw * np.sqrt(np.float32(used) / np.float32(TYPICAL_BITS))
                best = min(best, distance)
        out[r] = best
