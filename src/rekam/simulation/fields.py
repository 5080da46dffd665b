"""Smooth random fields and coordinates, from which fingers, irises and faces are drawn."""

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Plane: TypeAlias = npt.NDArray[np.float32]
Picture: TypeAlias = npt.NDArray[np.uint8]


def ramps(*, height: int, width: int) -> tuple[Plane, Plane]:
    """x from -1 to 1 over the width (right is positive) and y in the same unit, up being positive."""
    x = (np.arange(width, dtype=np.float32) - (width - 1) / 2) / (width / 2)
    y = ((height - 1) / 2 - np.arange(height, dtype=np.float32)) / (width / 2)
    across, upward = np.meshgrid(x, y)
    return across.astype(np.float32), upward.astype(np.float32)


def smooth_noise(*, rng: np.random.Generator, shape: tuple[int, ...], scale: float) -> Plane:
    """Noise of mean 0 and deviation about 1 whose features are about `scale` pixels wide."""
    height, width = shape[0], shape[1]
    shrink = max(1.0, scale / 2)
    rows, columns = max(3, round(height / shrink) + 2), max(3, round(width / shrink) + 2)
    coarse = rng.normal(0, 1, (rows, columns)).astype(np.float32)
    blurred = cv2.GaussianBlur(coarse, (0, 0), 1.0)
    full = np.asarray(cv2.resize(blurred, (width, height), interpolation=cv2.INTER_CUBIC), dtype=np.float32)
    return (full / 0.28).astype(np.float32)  # a Gaussian of sigma 1 leaves 0.28 of white noise's deviation


def edge(distance: npt.ArrayLike) -> Plane:
    """A soft step from 0 (far below 0) to 1 (far above 0); about 4 units wide."""
    return plane(1 / (1 + np.exp(np.clip(-2 * plane(distance), -30, 30))))


def plane(values: npt.ArrayLike) -> Plane:
    """The values as a Plane."""
    return np.asarray(values, dtype=np.float32)


def picture(values: npt.ArrayLike) -> Picture:
    """Grey values or colours as whole numbers from 0 to 255, what lies outside being cut."""
    return np.asarray(np.clip(np.asarray(values), 0, 255), dtype=np.uint8)
