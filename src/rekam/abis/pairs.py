"""Which minutiae of two fingers lie on each other: for eyes, not for the decision.

The score comes from the engine alone. Here the two prints are laid on each other by one movement (turn and
shift) that brings the most minutiae together, and these are numbered, so that an adjudicator can check them
one by one. Pure.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.template import FingerTemplate

F64 = npt.NDArray[np.float64]

NEAR = 14.0
"""Pixels at 500 ppi (0.7 mm) within which two minutiae lie on each other: about one and a half ridges."""
TURN = math.pi / 8
"""Radians within which two directions are the same."""
TRIED = 40
"""Pairs of most alike neighbourhoods that are tried as the movement's anchor."""


@dataclass(frozen=True)
class Pair:
    """Minutia `first` of the one print lies on `second` of the other (indices into the templates)."""

    first: int
    second: int


def matched_pairs(one: FingerTemplate, other: FingerTemplate) -> list[Pair]:
    """The minutiae that lie on each other, from top to bottom; none when fewer than 3 do."""
    if not len(one) or not len(other):
        return []
    alike = _alike(one, other)
    best: list[Pair] = []
    for anchor in np.argsort(-alike, axis=None)[:TRIED]:
        i, j = divmod(int(anchor), len(other))
        found = _laid_on(one, other, at=Pair(i, j))
        if len(found) > len(best):
            best = found
    return sorted(best, key=lambda pair: int(one.y[pair.first])) if len(best) >= 3 else []


def _alike(one: FingerTemplate, other: FingerTemplate) -> F64:
    """Likeness (0 to 1) of every neighbourhood with every other: bits in common over bits in either."""
    bits, others = one.cylinders[:, :, None], other.cylinders[:, None, :]
    common = np.bitwise_count(bits & others).sum(axis=0)
    either = np.bitwise_count(bits | others).sum(axis=0)
    return np.asarray(common / np.maximum(either, 1), dtype=np.float64)


def _laid_on(one: FingerTemplate, other: FingerTemplate, *, at: Pair) -> list[Pair]:
    """The pairs after moving the first print so that the anchor's minutiae coincide."""
    turn = _radians(other)[at.second] - _radians(one)[at.first]
    # Angles run counter-clockwise as seen, while y runs downwards.
    cos, sin = math.cos(turn), math.sin(turn)
    dx = one.x.astype(np.float64) - float(one.x[at.first])
    dy = one.y.astype(np.float64) - float(one.y[at.first])
    x = float(other.x[at.second]) + cos * dx + sin * dy
    y = float(other.y[at.second]) - sin * dx + cos * dy
    apart = np.hypot(x[:, None] - other.x[None, :], y[:, None] - other.y[None, :])
    turned = _radians(one)[:, None] + turn - _radians(other)[None, :]
    aside = np.abs((turned + math.pi) % (2 * math.pi) - math.pi)
    apart[aside > TURN] = np.inf
    return _nearest_each(apart)


def _nearest_each(apart: F64) -> list[Pair]:
    pairs = []
    left = apart.copy()
    while left.size and left.min() <= NEAR:
        i, j = divmod(int(left.argmin()), left.shape[1])
        pairs.append(Pair(i, j))
        left[i, :], left[:, j] = np.inf, np.inf
    return pairs


def _radians(finger: FingerTemplate) -> F64:
    return finger.angle.astype(np.float64) * (2 * math.pi / 256)
