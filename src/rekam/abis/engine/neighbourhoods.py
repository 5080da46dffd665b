"""The Minutia Cylinder Code: each minutia described by the minutiae around it, in 255 bits.

A cylinder of radius 75 px stands on each minutia, turned to its direction: 51 cells over the disc, each with
5 sections of direction. A bit is 1 when neighbours lie near its cell and point its way.

Source: Cappelli, Ferrara, Maltoni, "Minutia Cylinder-Code", IEEE TPAMI 32 (12), 2010; the bit form of its
section 4.2. Ours has no validity mask (a cell outside the print is empty) and spreads the cells evenly over
the disc instead of in squares: half the words, and better on all sets (decision 0068).
"""

import math
from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

from rekam.abis.engine.finger_parameters import FINGER, WORDS

CELLS: Final = FINGER.cells
SECTIONS: Final = FINGER.sections
SPREAD: Final = FINGER.place_spread
REACH: Final = 3.0 * SPREAD
"""Further away a neighbour is not felt."""
PEAK: Final = 1.0 / (SPREAD * math.sqrt(2.0 * math.pi))
FURTHEST: Final = FINGER.radius + REACH
FELT: Final = FINGER.felt
LEAST_NEIGHBOURS: Final = FINGER.least_neighbours


def _cell_centres() -> npt.NDArray[np.float64]:
    """The seeds of a sunflower: each cell has the same share of the disc, and none stand in rows."""
    seed = np.arange(CELLS) + 0.5
    away, turn = FINGER.radius * np.sqrt(seed / CELLS), seed * math.pi * (3.0 - math.sqrt(5.0))
    return np.ascontiguousarray(np.stack([away * np.cos(turn), away * np.sin(turn)], axis=1))


def _turn_weights() -> npt.NDArray[np.float64]:
    """The share of a Gaussian about a difference of direction (1/256 turn) that falls in each section."""
    width, spread = 2.0 * math.pi / SECTIONS, FINGER.turn_spread * 2.0 * math.pi / 256.0
    weights = np.empty((256, SECTIONS))
    for difference in range(256):
        turn = difference * 2.0 * math.pi / 256.0
        for section in range(SECTIONS):
            centre = -math.pi + (section + 0.5) * width
            off = (turn - centre + math.pi) % (2.0 * math.pi) - math.pi
            low, high = (off - width / 2.0) / spread, (off + width / 2.0) / spread
            weights[difference, section] = 0.5 * (
                math.erf(high / math.sqrt(2.0)) - math.erf(low / math.sqrt(2.0))
            )
    return weights


CENTRES: Final = _cell_centres()
TURNS: Final = _turn_weights()


def cylinders(
    x: npt.NDArray[np.int16], y: npt.NDArray[np.int16], angle: npt.NDArray[np.uint8]
) -> npt.NDArray[np.uint64]:
    """uint64[4, n]: the bits of each minutia's neighbourhood; all zero where it has too few neighbours.

    Bit b of 255 is cell b // 5, section b % 5, in word b // 64.
    Units as in FingerTemplate. Moving or turning all minutiae together leaves the bits (nearly) the same.
    """
    built: npt.NDArray[np.uint64] = _build(x.astype(np.float64), y.astype(np.float64), angle, CENTRES, TURNS)
    return built


@njit(cache=True)
def _build(x, y, angle, centres, turns):  # type: ignore[no-untyped-def]
    built = np.zeros((WORDS, len(x)), dtype=np.uint64)
    sums = np.empty((CELLS, SECTIONS))
    for m in range(len(x)):
        if _gather(m, x, y, angle, centres, turns, sums) >= LEAST_NEIGHBOURS:
            _bits(sums, built[:, m])
    return built


@njit(cache=True)
def _gather(m, x, y, angle, centres, turns, sums):  # type: ignore[no-untyped-def]
    """Sum what all neighbours of minutia m say; returns how many there are."""
    theta = angle[m] * (2.0 * math.pi / 256.0)
    cos, sin = math.cos(theta), math.sin(theta)
    sums[:] = 0.0
    neighbours = 0
    for t in range(len(x)):
        dx, dy = x[t] - x[m], y[t] - y[m]
        if t != m and dx * dx + dy * dy <= FURTHEST * FURTHEST:
            neighbours += 1
            difference = (np.int64(angle[m]) - np.int64(angle[t])) & 255
            # y runs downwards, so a counter-clockwise turn has the sine's sign changed
            _add_neighbour(sums, cos * dx - sin * dy, sin * dx + cos * dy, turns[difference], centres)
    return neighbours


@njit(cache=True)
def _add_neighbour(sums, along, across, turn, centres):  # type: ignore[no-untyped-def]
    """Add what a neighbour (in the cylinder's own axes) says to the cells within its reach."""
    for c in range(CELLS):
        off = (along - centres[c, 0]) ** 2 + (across - centres[c, 1]) ** 2
        if off <= REACH * REACH:
            place = PEAK * math.exp(-off / (2.0 * SPREAD * SPREAD))
            for k in range(SECTIONS):
                sums[c, k] += place * turn[k]


@njit(cache=True)
def _bits(sums, cylinder):  # type: ignore[no-untyped-def]
    for c in range(CELLS):
        for k in range(SECTIONS):
            bit = c * SECTIONS + k
            if sums[c, k] >= FELT:
                cylinder[bit // 64] |= np.uint64(1) << np.uint64(bit % 64)
