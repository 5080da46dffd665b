"""Drawn signatures: a few loops of a pen, alike but never equal from one signing to the next."""

import cv2
import numpy as np
from numpy.typing import NDArray

from rekam.simulation.fields import Picture

HEIGHT, WIDTH = 120, 360


def signature_image(*, seed: int, impression: int) -> Picture:
    """Dark strokes on white, HEIGHT x WIDTH; the same arguments give the same bytes."""
    own = np.random.default_rng([seed, 21])
    rng = np.random.default_rng([seed, 22, impression])
    knots = int(own.integers(9, 16))
    x = np.cumsum(np.abs(own.normal(1, 0.55, knots))) + rng.normal(0, 0.08, knots)
    y = own.normal(0, 1, knots) * np.linspace(1.3, 0.5, knots) + rng.normal(0, 0.08, knots)
    when = np.linspace(0, knots - 1, knots * 24)
    across, upward = _curve(x, when), _curve(y, when)
    across += 0.6 * np.sin(when * np.pi * own.uniform(0.8, 1.2))
    line = np.stack([_fit(across, 24, WIDTH - 24), _fit(upward, HEIGHT - 24, 24)], axis=1)
    paper = np.full((HEIGHT, WIDTH), 255, dtype=np.uint8)
    points = [np.rint(line * 16).astype(np.int32)]
    cv2.polylines(paper, points, False, 25, 2, cv2.LINE_AA, 4)
    return paper


def _curve(knots: NDArray[np.float64], when: NDArray[np.float64]) -> NDArray[np.float64]:
    """A smooth line through the knots (Catmull-Rom)."""
    padded = np.concatenate([knots[:1], knots, knots[-1:]])
    index = np.minimum(when.astype(int), len(knots) - 2)
    part = when - index
    a, b, c, d = (padded[index + step] for step in range(4))
    cubic = 2 * b + (c - a) * part + (2 * a - 5 * b + 4 * c - d) * part**2 + (3 * b - a - 3 * c + d) * part**3
    return np.asarray(cubic / 2, dtype=np.float64)


def _fit(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    span = values.max() - values.min() + 1e-9
    return np.asarray(low + (high - low) * (values - values.min()) / span, dtype=np.float64)
