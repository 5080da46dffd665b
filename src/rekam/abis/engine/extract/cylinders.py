"""The Minutia Cylinder Code: each minutia described by the minutiae around it, in bits.

A cylinder of radius 70 px stands on each minutia, turned to its direction and cut into 8 x 8 cells (52 of
them inside the circle) by 6 sections of direction. A cell is 1 when neighbours lie near it and point its way.

Source: Cappelli, Ferrara, Maltoni, "Minutia Cylinder-Code", IEEE TPAMI 32 (12), 2010; the bit form of its
section 4.2 with the sizes below.
"""

import math
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from numba import njit

from rekam.abis.engine.template import MAX_MINUTIAE, PLANES, FingerTemplate

RADIUS: Final = 70.0
SIDE: Final = 8
SECTIONS: Final = 6
SIGMA_PLACE: Final = 28.0 / 3.0
SIGMA_TURN: Final = 2.0 * math.pi / 9.0
MU_PSI: Final = 0.005
HULL_MARGIN: Final = 50.0
LEAST_VALID_CELLS: Final = 39
"""Three quarters of the 52 cells."""
LEAST_NEIGHBOURS: Final = 2


def _cell_centres() -> npt.NDArray[np.float64]:
    step = 2.0 * RADIUS / SIDE
    line = (np.arange(SIDE) - (SIDE - 1) / 2.0) * step
    along, across = np.meshgrid(line, line)
    inside = np.hypot(along, across) <= RADIUS
    return np.ascontiguousarray(np.stack([along[inside], across[inside]], axis=1))


def _turn_weights() -> npt.NDArray[np.float64]:
    """The share of a Gaussian about a difference of direction (1/256 turn) that falls in each section."""
    width = 2.0 * math.pi / SECTIONS
    weights = np.empty((256, SECTIONS))
    for difference in range(256):
        turn = difference * 2.0 * math.pi / 256.0
        for section in range(SECTIONS):
            centre = -math.pi + (section + 0.5) * width
            off = (turn - centre + math.pi) % (2.0 * math.pi) - math.pi
            low, high = (off - width / 2.0) / SIGMA_TURN, (off + width / 2.0) / SIGMA_TURN
            weights[difference, section] = 0.5 * (
                math.erf(high / math.sqrt(2.0)) - math.erf(low / math.sqrt(2.0))
            )
    return weights


_CENTRES = _cell_centres()
_TURNS = _turn_weights()


def finger_template(
    *,
    x: npt.NDArray[Any],
    y: npt.NDArray[Any],
    angle: npt.NDArray[Any],
    reliability: npt.NDArray[Any],
    quality: int,
) -> FingerTemplate:
    """The template of a list of minutiae; of more than MAX_MINUTIAE the most reliable are kept.

    x, y         pixels at 500 ppi, from the left and from the top
    angle        1/256 of a turn (0 to 255), counter-clockwise as seen, 0 = to the right
    reliability  0 to 100
    quality      of the image, 0 to 100
    """
    kept = np.sort(np.argsort(-reliability.astype(np.int64), kind="stable")[:MAX_MINUTIAE])
    columns = x[kept].astype(np.int16), y[kept].astype(np.int16), angle[kept].astype(np.uint8)
    return FingerTemplate(
        x=columns[0],
        y=columns[1],
        angle=columns[2],
        reliability=reliability[kept].astype(np.uint8),
        cylinders=cylinders(columns[0], columns[1], columns[2]),
        quality=quality,
    )


def cylinders(
    x: npt.NDArray[np.int16], y: npt.NDArray[np.int16], angle: npt.NDArray[np.uint8]
) -> npt.NDArray[np.uint64]:
    """uint64[7, n]: six planes of 52 cells and the validity mask; all zero where a cylinder says too little.

    Units as in FingerTemplate. Bit c of a word is cell c, row by row over the cells inside the circle.
    """
    hull = _hull(np.unique(np.stack([x, y], axis=1).astype(np.float64), axis=0))
    built: npt.NDArray[np.uint64] = _build(
        x.astype(np.float64), y.astype(np.float64), angle, hull, _CENTRES, _TURNS
    )
    return built


@njit(cache=True)
def _hull(points):  # type: ignore[no-untyped-def]
    """The convex hull of lexically sorted distinct points (Andrew's chain), as corners in order."""
    count = len(points)
    chain = np.empty((2 * count + 2, 2))
    size = 0
    for turn in range(2):
        floor = size + 1 if turn else 2
        for step in range(count):
            point = points[step] if turn == 0 else points[count - 1 - step]
            while size >= floor and (
                (chain[size - 1, 0] - chain[size - 2, 0]) * (point[1] - chain[size - 2, 1])
                - (chain[size - 1, 1] - chain[size - 2, 1]) * (point[0] - chain[size - 2, 0])
                <= 0.0
            ):
                size -= 1
            chain[size] = point
            size += 1
    return chain[: max(size - 1, 1)].copy() if count else chain[:0].copy()


@njit(cache=True)
def _near_hull(px, py, hull):  # type: ignore[no-untyped-def]
    """Whether a point lies in the hull or within HULL_MARGIN of it."""
    corners = len(hull)
    inside = corners > 2
    for i in range(corners):
        ax, ay = hull[i]
        bx, by = hull[(i + 1) % corners]
        dx, dy = bx - ax, by - ay
        if dx * (py - ay) - dy * (px - ax) < 0.0:
            inside = False
        length = dx * dx + dy * dy
        share = 0.0 if length == 0.0 else min(1.0, max(0.0, ((px - ax) * dx + (py - ay) * dy) / length))
        off_x, off_y = px - ax - share * dx, py - ay - share * dy
        if off_x * off_x + off_y * off_y <= HULL_MARGIN * HULL_MARGIN:
            return True
    return inside


@njit(cache=True)
def _valid_cells(px, py, cos, sin, hull, centres):  # type: ignore[no-untyped-def]
    valid = np.uint64(0)
    for c in range(len(centres)):
        # y runs downwards, so a counter-clockwise turn has the sine's sign changed
        cx = px + cos * centres[c, 0] + sin * centres[c, 1]
        cy = py - sin * centres[c, 0] + cos * centres[c, 1]
        if _near_hull(cx, cy, hull):
            valid |= np.uint64(1) << np.uint64(c)
    return valid


@njit(cache=True)
def _add_neighbour(sums, along, across, turn, centres):  # type: ignore[no-untyped-def]
    """Add what a neighbour (in the cylinder's own axes) says to the cells within three sigma of it."""
    reach = 3.0 * SIGMA_PLACE
    for c in range(len(centres)):
        off = (along - centres[c, 0]) ** 2 + (across - centres[c, 1]) ** 2
        if off <= reach * reach:
            place = math.exp(-off / (2.0 * SIGMA_PLACE**2)) / (SIGMA_PLACE * math.sqrt(2.0 * math.pi))
            for k in range(SECTIONS):
                sums[c, k] += place * turn[k]


@njit(cache=True)
def _gather(m, x, y, angle, centres, turns, sums):  # type: ignore[no-untyped-def]
    """Sum what all neighbours of minutia m say; returns how many there are."""
    theta = angle[m] * (2.0 * math.pi / 256.0)
    cos, sin = math.cos(theta), math.sin(theta)
    sums[:] = 0.0
    neighbours = 0
    for t in range(len(x)):
        dx, dy = x[t] - x[m], y[t] - y[m]
        if t != m and dx * dx + dy * dy <= (RADIUS + 3.0 * SIGMA_PLACE) ** 2:
            neighbours += 1
            difference = (np.int64(angle[m]) - np.int64(angle[t])) & 255
            _add_neighbour(sums, cos * dx - sin * dy, sin * dx + cos * dy, turns[difference], centres)
    return neighbours


@njit(cache=True)
def _bits(sums, valid, cylinder):  # type: ignore[no-untyped-def]
    cylinder[PLANES - 1] = valid
    for c in range(len(sums)):
        bit = (np.uint64(1) << np.uint64(c)) & valid
        for k in range(SECTIONS):
            if sums[c, k] >= MU_PSI:
                cylinder[k] |= bit


@njit(cache=True)
def _ones(word):  # type: ignore[no-untyped-def]
    count = 0
    while word:
        word &= word - np.uint64(1)
        count += 1
    return count


@njit(cache=True)
def _build(x, y, angle, hull, centres, turns):  # type: ignore[no-untyped-def]
    built = np.zeros((PLANES, len(x)), dtype=np.uint64)
    sums = np.empty((len(centres), SECTIONS))
    for m in range(len(x)):
        theta = angle[m] * (2.0 * math.pi / 256.0)
        valid = _valid_cells(x[m], y[m], math.cos(theta), math.sin(theta), hull, centres)
        neighbours = _gather(m, x, y, angle, centres, turns, sums)
        if _ones(valid) >= LEAST_VALID_CELLS and neighbours >= LEAST_NEIGHBOURS:
            _bits(sums, valid, built[:, m])
    return built
