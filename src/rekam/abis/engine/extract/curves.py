"""From a circle to the curve of an edge: pupils are oval, and seldom in the middle of their iris.

Source: Daugman, "New methods in iris recognition", IEEE SMC-B 37 (5), 2007 (boundaries as short Fourier
series).
"""

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extract import rays
from rekam.abis.engine.extract.circles import HALF, Circle, full_turn
from rekam.abis.engine.iris_parameters import IrisParameters

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

ANGLES: Final = 128


@dataclass(frozen=True, eq=False)
class Boundary:
    """A closed curve about a centre: its radius (pixels) at ANGLES equal angles, clockwise as seen."""

    x: float
    y: float
    radii: F64

    def scaled(self, by: float) -> "Boundary":
        """The curve in an image larger by a factor, with pixels' centres at whole numbers."""
        return Boundary(
            x=(self.x + 0.5) * by - 0.5, y=(self.y + 0.5) * by - 0.5, radii=np.asarray(self.radii * by)
        )


@dataclass(frozen=True)
class Pull:
    """Where a curve's centre is expected, in pixels from its circle's, and how strongly (0 = not at all)."""

    x: float
    y: float
    across: float
    down: float


def pupil_curve(image: F32, *, circle: Circle, parameters: IrisParameters) -> Boundary:
    """The pupil's edge as a smooth curve: pupils are neither round nor quite dark all along."""
    weights = np.ones(ANGLES)
    return _curve(
        image,
        circle=circle,
        reach=parameters.pupil_reach,
        orders=parameters.pupil_orders,
        half=HALF,
        ceiling=parameters.curve_ceiling,
        weights=weights,
        pull=Pull(0.0, 0.0, parameters.smooth, parameters.smooth),
        parameters=parameters,
    )


def limbus_curve(image: F32, *, circle: Circle, pupil: Circle, parameters: IrisParameters) -> Boundary:
    """The limbus as a smooth curve through what is seen of it at the sides.

    These alone leave open how high it lies, so it is pulled towards the pupil's centre.
    """
    return _curve(
        image,
        circle=circle,
        reach=parameters.limbus_reach,
        orders=parameters.limbus_orders,
        half=max(3, round(0.05 * circle.radius)),
        ceiling=parameters.limbus_ceiling,
        weights=_lateral_weights(parameters),
        pull=Pull(pupil.x - circle.x, pupil.y - circle.y, parameters.pull_x, parameters.pull_y),
        parameters=parameters,
    )


def _lateral_weights(parameters: IrisParameters) -> F64:
    angles = np.arange(ANGLES) * (2.0 * math.pi / ANGLES)
    below = np.where(np.cos(angles) >= 0, angles, math.pi - angles)
    below = (below + math.pi) % (2.0 * math.pi) - math.pi
    return np.asarray(
        (below >= -parameters.above - 0.1) & (below <= parameters.below + 0.1), dtype=np.float64
    )


def _curve(
    image: F32,
    *,
    circle: Circle,
    reach: float,
    orders: int,
    half: int,
    ceiling: float,
    weights: F64,
    pull: Pull,
    parameters: IrisParameters,
) -> Boundary:
    """The closed curve near a circle along which brightness rises most, as a short Fourier series.

    reach    how far the curve may leave the circle, as a share of its radius
    half     pixels on each side that are compared
    weights  how far each of ANGLES is believed (0 where a lid may lie)
    """
    first = max(half, round(circle.radius * (1.0 - reach)))
    radii = np.arange(first, max(first + 1, round(circle.radius * (1.0 + reach))) + 1)
    rises = _rises_round(image, circle=circle, radii=radii, half=half, ceiling=ceiling)
    path = rays.path_round(rises * weights[:, None], parameters.stiffness)
    held = np.maximum(rises[np.arange(ANGLES), path], 0.0) * weights + 1e-3
    series = _series(orders)
    scaled = series * held[:, None]
    weight = np.full(series.shape[1], parameters.smooth)
    weight[:3] = (0.0, pull.across, pull.down)[: len(weight)]
    wanted = np.zeros(series.shape[1])
    wanted[1:3] = (pull.x, pull.y)[: len(wanted) - 1]
    weight *= float(held.sum())
    measured = scaled.T @ _between(rises, path=path, radii=radii)
    solved = np.linalg.solve(scaled.T @ series + np.diag(weight), measured + weight * wanted)
    return Boundary(x=circle.x, y=circle.y, radii=series @ solved)


def _rises_round(image: F32, *, circle: Circle, radii: I64, half: int, ceiling: float) -> F64:
    halves = np.full(len(radii), half)
    found = rays.rises_round(image, circle.x, circle.y, radii, halves, *full_turn(ANGLES), ceiling)
    return np.asarray(found, dtype=np.float64)


def _between(rises: F64, *, path: I64, radii: I64) -> F64:
    """The path's radii, moved between pixels to the top of a parabola through each three rises."""
    rows, inner = np.arange(len(path)), np.clip(path, 1, max(1, len(radii) - 2))
    if len(radii) < 3:
        return radii[path].astype(np.float64)
    before, top, after = rises[rows, inner - 1], rises[rows, inner], rises[rows, inner + 1]
    curve = before - 2.0 * top + after
    shift = np.where(curve < -1e-6, 0.5 * (before - after) / np.minimum(curve, -1e-6), 0.0)
    return np.asarray(radii[path] + np.where(path == inner, np.clip(shift, -0.5, 0.5), 0.0))


def _series(orders: int) -> F64:
    angles = np.arange(ANGLES) * (2.0 * math.pi / ANGLES)
    columns: list[Any] = [np.ones_like(angles)]
    for order in range(1, orders + 1):
        columns += [np.cos(order * angles), np.sin(order * angles)]
    return np.stack(columns, axis=1)
