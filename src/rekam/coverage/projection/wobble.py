"""How unevenly the kelurahan of one office go: a mobile visit here this month, there the next (pure).

All kelurahan of an office share its tempo. What one has of its own in a block of four weeks, beyond chance,
averages out over an office and not over one kelurahan.
"""

import numpy as np

from rekam.coverage.projection.lives import Bools, Floats, Ints

_MOST = 4.0


def learn_wobble(*, observed: Ints, expected: Floats, inside: Bools) -> float:
    """Variance of an area's recordings in a block beside its office's, as a share of the mean squared.

    observed, expected  [unit, block]; expected with the same rates everywhere
    inside              which units are the area; 0 where they are all, or the only one

    Moments of a Poisson number whose mean is unit x block x a factor of its own with mean 1.
    """
    whole = expected[:, expected.sum(axis=0) > 0], observed[:, expected.sum(axis=0) > 0]
    meant, seen = (part[expected.sum(axis=1) > 0] for part in whole)
    if min(meant.shape) < 2:
        return 0.0
    meant = meant * (seen.sum(axis=0) / meant.sum(axis=0))
    meant = meant * (seen.sum(axis=1) / np.maximum(meant.sum(axis=1), 1e-9))[:, None]
    units, blocks = meant.shape
    free = units * blocks / ((units - 1) * (blocks - 1))
    excess = float(((seen - meant) ** 2).sum()) * free - float(meant.sum())
    each = float(np.clip(excess / max(float((meant**2).sum()), 1e-9), 0, _MOST))
    weight = expected.sum(axis=1)
    return max(each * (_unevenness(weight[inside]) - _unevenness(weight)), 0.0)


def _unevenness(weight: Floats) -> float:
    """One by how many equal units these are worth; 0 for none."""
    return float((weight**2).sum() / weight.sum() ** 2) if weight.sum() > 0 else 0.0
