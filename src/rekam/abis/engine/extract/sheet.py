"""The iris as a flat sheet: from the pupil outwards one way, round the eye the other."""

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from numba import njit

from rekam.abis.engine.extract.curves import ANGLES, Boundary
from rekam.abis.engine.samples import Pixels

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

ROWS: Final = 64
COLUMNS: Final = 512


@dataclass(frozen=True, eq=False)
class Eye:
    """The two boundaries in the pixels of an image."""

    pupil: Boundary
    limbus: Boundary


@dataclass(frozen=True, eq=False)
class Sheet:
    """An iris laid flat: ROWS (pupil outwards) x COLUMNS (clockwise as seen, from the right).

    tones  grey values, NaN beyond the image
    x, y   where in the image each cell was read, in pixels
    """

    tones: F32
    x: F32
    y: F32


def unroll(pixels: Pixels, *, eye: Eye) -> Sheet:
    """The iris between the two boundaries of an eye, whatever its size and the pupil's width."""
    soft = np.asarray(cv2.GaussianBlur(pixels, (0, 0), 0.8), dtype=np.uint8)
    inner, outer = curve_points(eye.pupil, count=COLUMNS), curve_points(eye.limbus, count=COLUMNS)
    return Sheet(*_read_between(soft, inner, outer, ROWS))


def curve_points(boundary: Boundary, *, count: int) -> F64:
    """Points of a boundary at equal angles: rows of x and y."""
    angles = np.arange(count) * (2.0 * math.pi / count)
    known = np.arange(ANGLES + 1) * (2.0 * math.pi / ANGLES)
    radii = np.interp(angles, known, np.append(boundary.radii, boundary.radii[0]))
    return np.stack([boundary.x + radii * np.cos(angles), boundary.y + radii * np.sin(angles)])


@njit(cache=True)
def _read_between(image, inner, outer, rows):  # type: ignore[no-untyped-def]
    """Tones at `rows` equal steps from inner to outer points, between pixels, and where they lie."""
    height, width = image.shape
    columns = inner.shape[1]
    tones = np.empty((rows, columns), dtype=np.float32)
    xs, ys = np.empty_like(tones), np.empty_like(tones)
    for row in range(rows):
        share = (row + 0.5) / rows
        for column in range(columns):
            x = inner[0, column] * (1.0 - share) + outer[0, column] * share
            y = inner[1, column] * (1.0 - share) + outer[1, column] * share
            xs[row, column], ys[row, column] = x, y
            if x < 0 or y < 0 or x > width - 1 or y > height - 1:
                tones[row, column] = np.nan
                continue
            left, top = min(int(x), width - 2), min(int(y), height - 2)
            dx, dy = x - left, y - top
            above = image[top, left] * (1.0 - dx) + image[top, left + 1] * dx
            below = image[top + 1, left] * (1.0 - dx) + image[top + 1, left + 1] * dx
            tones[row, column] = above * (1.0 - dy) + below * dy
    return tones, xs, ys
