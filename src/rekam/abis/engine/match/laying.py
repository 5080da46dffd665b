"""Laying one print on the other by a turn and a shift, and how much of what they share then coincides.

The first movement is the one that the best supported pair and those that agree with it ask for; the second
one is that of all minutiae that then lie on each other. Skin stretches, so minutiae that are `near` count by
how close they are. Only the overlap is judged: outside the other print's outline a minutia can have no mate.
"""

import math
from typing import Final

import numpy as np
from numba import njit

from rekam.abis.engine.finger_parameters import FINGER
from rekam.abis.engine.match.agreement import AX, AY, BX, BY, COS, SIN
from rekam.abis.engine.match.bits import larger
from rekam.abis.engine.match.likeness import ANGLE, WIDTH, X, Y, paired, row_best
from rekam.abis.engine.template import MAX_MINUTIAE

SIDES: Final = 16
"""Sides of an outline: the narrowest polygon of these sixteen directions about all minutiae."""
PER_NEAR: Final = np.float32(1.0 / FINGER.near**2)
NEARLY: Final = np.float32(FINGER.near**2 + 2.0)
"""A squared distance beyond which nothing is near, however it is rounded."""
PER_ASIDE: Final = np.float32(1.0 / FINGER.aside**2)
LEVER: Final = FINGER.lever**2
DOUBT: Final = FINGER.doubt
ZERO, HALF, ONE, ROUND = np.float32(0.0), np.float32(0.5), np.float32(1.0), np.float32(256.0)
OUTSIDE: Final = np.int32(-(2**30))

_ALONG = np.cos(np.arange(SIDES) * (2.0 * math.pi / SIDES)).astype(np.float32)
_ACROSS = np.sin(np.arange(SIDES) * (2.0 * math.pi / SIDES)).astype(np.float32)


@njit(cache=True)
def outline(columns, count, reach):  # type: ignore[no-untyped-def]
    """Fill reach (int32[SIDES]): how far a finger's minutiae go in each direction, in pixels."""
    for side in range(SIDES):
        along, across, furthest = _ALONG[side], _ACROSS[side], OUTSIDE
        for j in range(WIDTH):
            far = np.int32(columns[X, j] * along + columns[Y, j] * across)
            furthest = larger(furthest, far if j < count else OUTSIDE)
        reach[side] = furthest


@njit(cache=True)
def _inside(points, count, reach):  # type: ignore[no-untyped-def]
    """How many of points[:, :count] lie within an outline."""
    within = np.ones(WIDTH, dtype=np.float32)
    for side in range(SIDES):
        along, across, furthest = _ALONG[side], _ACROSS[side], np.float32(reach[side] + 1)
        for j in range(WIDTH):
            far = points[0, j] * along + points[1, j] * across
            within[j] = within[j] if far <= furthest else ZERO
    total = 0.0
    for j in range(count):
        total += within[j]
    return total


@njit(cache=True)
def movement(points, weights, count):  # type: ignore[no-untyped-def]
    """The turn and shift (least squares) that bring pairs together: centres of both, cosine, sine.

    points   float32[7, n] as in `agreement.lay_out_pairs`; directions join in as if on an arm of `lever` px
    """
    total, ax, ay, bx, by = 1e-9, 0.0, 0.0, 0.0, 0.0
    for t in range(count):
        weight = weights[t]
        total += weight
        ax, ay = ax + weight * points[AX, t], ay + weight * points[AY, t]
        bx, by = bx + weight * points[BX, t], by + weight * points[BY, t]
    ax, ay, bx, by = ax / total, ay / total, bx / total, by / total
    cos, sin = 0.0, 0.0
    for t in range(count):
        weight = weights[t]
        px, py, qx, qy = points[AX, t] - ax, points[AY, t] - ay, points[BX, t] - bx, points[BY, t] - by
        cos += weight * (px * qx + py * qy + LEVER * points[COS, t])
        sin += weight * (py * qx - px * qy + LEVER * points[SIN, t])
    length = max(1e-9, math.sqrt(cos * cos + sin * sin))
    return ax, ay, bx, by, cos / length, sin / length


@njit(cache=True)
def _moved(columns, at_x, at_y, to_x, to_y, cos, sin, out):  # type: ignore[no-untyped-def]
    """Fill out[0], out[1] with the places after the turn about (at) that ends at (to)."""
    ax, ay, bx, by = np.float32(at_x), np.float32(at_y), np.float32(to_x), np.float32(to_y)
    c, s = np.float32(cos), np.float32(sin)
    for j in range(WIDTH):
        dx, dy = columns[X, j] - ax, columns[Y, j] - ay
        out[0, j] = bx + c * dx + s * dy
        out[1, j] = by + c * dy - s * dx


@njit(cache=True)
def _has_neighbour(points, i, other):  # type: ignore[no-untyped-def]
    """Whether minutia i may lie near any of the other print: few do where strangers are compared."""
    x, y, nearest = points[0, i], points[1, i], np.int32(0)
    for j in range(WIDTH):
        dx, dy = x - other[X, j], y - other[Y, j]
        nearest = larger(nearest, np.int32(NEARLY - (dx * dx + dy * dy)))
    return nearest > 0


@njit(cache=True)
def _closeness(points, own, turn, i, other, count, matrix):  # type: ignore[no-untyped-def]
    x, y, angle = points[0, i], points[1, i], own[ANGLE, i] + turn
    for j in range(WIDTH):
        dx, dy = x - other[X, j], y - other[Y, j]
        apart = abs(angle - other[ANGLE, j])
        apart = apart if apart < ROUND else apart - ROUND
        aside = apart if apart < ROUND - apart else ROUND - apart
        off, turned = (dx * dx + dy * dy) * PER_NEAR, aside * aside * PER_ASIDE
        on = (off < ONE) & (turned < ONE) & (j < count)
        matrix[i, j] = ONE - HALF * (off + turned) if on else ZERO


@njit(cache=True)
def laid(own, count, other, other_count, move, matrix, partner, value):  # type: ignore[no-untyped-def]
    """Move the own print; partner[i] is the other's minutia on which i then lies (or -1), value how close.

    Returns where the own minutiae then lie, float32[2, WIDTH].
    """
    points = np.empty((2, WIDTH), dtype=np.float32)
    ax, ay, bx, by, cos, sin = move
    _moved(own, ax, ay, bx, by, cos, sin, points)
    turn = np.float32(math.atan2(sin, cos) * (128.0 / math.pi))
    columns_best = np.zeros(WIDTH, dtype=np.int32)
    rows_best = np.zeros(MAX_MINUTIAE, dtype=np.int32)
    for i in range(count):
        if _has_neighbour(points, i, other):
            _closeness(points, own, turn, i, other, other_count, matrix)
            rows_best[i] = row_best(matrix, i, columns_best)
    paired(matrix, count, rows_best, columns_best, partner, value)
    return points


@njit(cache=True)
def shared(points, count, reach, other, other_count, other_reach, move, partner, value):  # type: ignore[no-untyped-def]
    """How much of the overlap coincides (0 to 1): matched minutiae by closeness, of those in each outline.

    points  of the own print after the move, as `laid` returns them; written over
    """
    in_other = _inside(points, count, other_reach)
    ax, ay, bx, by, cos, sin = move
    _moved(other, bx, by, ax, ay, cos, -sin, points)
    in_own = _inside(points, other_count, reach)
    matched, close = 0.0, 0.0
    for i in range(count):
        matched += partner[i] >= 0
        close += value[i]
    return matched * close / ((in_other + DOUBT) * (in_own + DOUBT))
