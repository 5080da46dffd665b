"""Finding the two rings of an eye: the pupil's edge and the limbus, from coarse circles to smooth curves.

Radii are looked for relative to the image and to the pupil, never in a sensor's own pixels.

Source: Daugman, "How iris recognition works", IEEE CSVT 14 (1), 2004 (the step operator), and "New methods in
iris recognition", IEEE SMC-B 37 (5), 2007 (boundaries as short Fourier series).
"""

import math
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt
from numba import njit

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

ANGLES: Final = 128
LIMBUS_CEILING: Final = 45.0
LATERAL: Final = (-0.3, 0.65)
"""The part of a limbus that lids rarely cover, in radians below (+) and above (-) the horizontal."""


@dataclass(frozen=True)
class Circle:
    """A circle in pixels; `step` is the mean rise of brightness across it."""

    x: float
    y: float
    radius: float
    step: float


@dataclass(frozen=True, eq=False)
class Boundary:
    """A closed curve about a centre: its radius (pixels) at ANGLES equal angles, clockwise as seen."""

    x: float
    y: float
    radii: F64


@njit(cache=True)
def _at(image, x, y):  # type: ignore[no-untyped-def]
    """The pixel nearest to a point; the image's edge goes on for ever."""
    row = min(max(int(y + 0.5), 0), image.shape[0] - 1)
    column = min(max(int(x + 0.5), 0), image.shape[1] - 1)
    return image[row, column]


@njit(cache=True)
def _step(image, x, y, radius, half, cos, sin, ceiling):  # type: ignore[no-untyped-def]
    """The mean rise across a circle, each angle clipped so that a lash or a highlight cannot outvote it."""
    right = left = 0.0
    for k in range(len(cos)):
        rise = 0.0
        for d in range(1, half + 1):
            outer = _at(image, x + (radius + d) * cos[k], y + (radius + d) * sin[k])
            inner = _at(image, x + (radius - d) * cos[k], y + (radius - d) * sin[k])
            rise += outer - inner
        rise = min(max(rise / half, -ceiling), ceiling)
        if cos[k] >= 0.0:
            right += rise
        else:
            left += rise
    return (left + right + min(left, right)) / (1.5 * len(cos))


@njit(cache=True)
def _best_circle(image, xs, ys, radii, half, cos, sin, ceiling):  # type: ignore[no-untyped-def]
    best = (0.0, 0.0, 0.0, -1e9)
    for y in ys:
        for x in xs:
            for radius in radii:
                step = _step(image, x, y, radius, half, cos, sin, ceiling)
                if step > best[3]:
                    best = (x, y, radius, step)
    return best


@njit(cache=True)
def _best_by_radius(image, xs, ys, radii, halves, cos, sin, ceiling):  # type: ignore[no-untyped-def]
    """For each radius the centre with the largest step: rows of x, y, step."""
    found = np.full((len(radii), 3), -1e9)
    for i in range(len(radii)):
        for y in ys:
            for x in xs:
                step = _step(image, x, y, radii[i], halves[i], cos, sin, ceiling)
                if step > found[i, 2]:
                    found[i] = (x, y, step)
    return found


@njit(cache=True)
def _vote(gx, gy, strength, least, low, high, votes):  # type: ignore[no-untyped-def]
    """Each edge pixel votes for the centres on its dark side, one vote a circle."""
    height, width = strength.shape
    for y in range(height):
        for x in range(width):
            if strength[y, x] < least:
                continue
            ux, uy = gx[y, x] / strength[y, x], gy[y, x] / strength[y, x]
            for radius in range(low, high):
                column, row = int(x - radius * ux + 0.5), int(y - radius * uy + 0.5)
                if 0 <= column < width and 0 <= row < height:
                    votes[row, column] += 1.0


def _rays(angles: npt.NDArray[Any]) -> tuple[F64, F64]:
    return np.cos(angles), np.sin(angles)


def _peaks(votes: F32, *, count: int, apart: int) -> list[tuple[int, int]]:
    left = votes.copy()
    found = []
    for _ in range(count):
        row, column = np.unravel_index(int(np.argmax(left)), left.shape)
        found.append((int(column), int(row)))
        cv2.circle(left, (int(column), int(row)), apart, 0.0, -1)
    return found


def find_pupil(image: F32) -> Circle:
    """The most likely pupil: the darkest round spot with a rise on most of its edge.

    image  grey values 0 to 255 without highlights, lightly blurred
    """
    side = min(image.shape)
    low, high = max(5, round(0.035 * side)), round(0.32 * side)
    gx, gy = cv2.Sobel(image, cv2.CV_32F, 1, 0), cv2.Sobel(image, cv2.CV_32F, 0, 1)
    strength = np.asarray(cv2.magnitude(gx, gy), dtype=np.float32)
    votes = np.zeros(image.shape, dtype=np.float32)
    _vote(gx, gy, strength, max(1.0, float(np.percentile(strength, 88))), low, high, votes)
    votes = np.asarray(cv2.GaussianBlur(votes, (0, 0), 2.5) * _darkness(image), dtype=np.float32)
    cos, sin = _rays(np.arange(48) * (2.0 * math.pi / 48))
    spots = [
        (_separation(image, circle=circle) * math.sqrt(circle.radius), circle)
        for x, y in _peaks(votes, count=10, apart=max(4, low))
        for circle in _rings_about(image, x=x, y=y, radii=np.arange(low, high, 1.0), cos=cos, sin=sin)
    ]
    rough = max(spots, key=lambda spot: spot[0])[1]
    fine = np.arange(-2.0, 3.0)
    found = _best_circle(image, rough.x + fine, rough.y + fine, rough.radius + fine, 3, cos, sin, 60.0)
    return Circle(x=found[0], y=found[1], radius=found[2], step=found[3])


def _darkness(image: F32) -> F32:
    """0 where it is as bright as half the image or more, 1 where darkest: centres of pupils are dark."""
    calm = cv2.GaussianBlur(image, (0, 0), 0.015 * min(image.shape))
    darkest, middle = np.percentile(calm, (0.5, 50.0))
    return np.asarray(np.clip((middle - calm) / max(1.0, middle - darkest), 0.0, 1.0) ** 2, dtype=np.float32)


def _rings_about(image: F32, *, x: int, y: int, radii: F64, cos: F64, sin: F64) -> list[Circle]:
    """The strongest few rings about a point: a pupil, its iris and a collarette share one centre."""
    shifts = np.arange(-4.0, 5.0, 2.0)
    halves = np.full(len(radii), 3)
    found = _best_by_radius(image, x + shifts, y + shifts, radii, halves, cos, sin, 60.0)
    steps = found[:, 2]
    padded = np.concatenate([[-1e9, -1e9], steps, [-1e9, -1e9]])
    around = np.max([padded[:-4], padded[1:-3], padded[3:-1], padded[4:]], axis=0)
    tops = np.flatnonzero(steps >= around)
    tops = tops[np.argsort(-steps[tops])][:4]
    return [Circle(x=found[k, 0], y=found[k, 1], radius=float(radii[k]), step=float(steps[k])) for k in tops]


def _separation(image: F32, *, circle: Circle) -> float:
    """How much brighter the ring about a circle is than all of its inside, against the inside's darkness."""
    inside = _disc(image, circle=circle, by=0.88)
    ring = _disc(image, circle=circle, by=1.35) & ~_disc(image, circle=circle, by=1.08)
    if not (inside.any() and ring.any()):
        return 0.0
    dark = float(np.percentile(image[inside], 90))
    return max(0.0, float(np.percentile(image[ring], 35)) - dark) / (dark + 12.0)


def _disc(image: F32, *, circle: Circle, by: float) -> npt.NDArray[np.bool_]:
    disc = np.zeros(image.shape, dtype=np.uint8)
    cv2.circle(disc, (round(circle.x), round(circle.y)), max(1, round(circle.radius * by)), 1, -1)
    return disc > 0


def _pupil_filled(image: F32, *, pupil: Circle) -> F32:
    """The image with the pupil painted like the iris about it, so that its own edge cannot be taken again."""
    ring = _disc(image, circle=pupil, by=1.5) & ~_disc(image, circle=pupil, by=1.2)
    level = float(np.median(image[ring])) if ring.any() else float(image.mean())
    return np.where(_disc(image, circle=pupil, by=1.14 + 3.0 / pupil.radius), np.float32(level), image)


def find_limbus(image: F32, *, pupil: Circle) -> Circle:
    """The outer ring of the iris, from the sides of the eye that lids rarely cover."""
    side = min(image.shape)
    filled = _pupil_filled(image, pupil=pupil)
    below = np.linspace(LATERAL[0], LATERAL[1], 24)
    cos, sin = _rays(np.concatenate([below, math.pi - below]))
    reach = max(4.0, 0.15 * pupil.radius)
    shifts = np.arange(-reach, reach + 0.1, 2.0)
    radii = np.arange(max(1.4 * pupil.radius, 0.12 * side), min(6.0 * pupil.radius, 0.62 * side), 2.0)
    if len(radii) == 0:
        return Circle(x=pupil.x, y=pupil.y, radius=2.5 * pupil.radius, step=0.0)
    halves = np.maximum(3, np.rint(0.15 * radii)).astype(np.int64)
    rough = _best_by_radius(
        filled, pupil.x + shifts, pupil.y + shifts, radii, halves, cos, sin, LIMBUS_CEILING
    )
    # a collarette is as sharp as a limbus but shorter, so length counts
    best = int(np.argmax(rough[:, 2] * radii**0.4))
    fine = np.arange(-2.0, 3.0)
    near = (rough[best, 0] + fine, rough[best, 1] + fine, radii[best] + fine)
    found = _best_circle(filled, *near, max(3, halves[best] // 2), cos, sin, LIMBUS_CEILING)
    return Circle(x=found[0], y=found[1], radius=found[2], step=found[3])


def smooth_boundary(
    image: F32, *, circle: Circle, reach: float, orders: int, half: int, ceiling: float, weights: F64
) -> Boundary:
    """The closed curve near a circle along which brightness rises most, as a short Fourier series.

    reach    how far the curve may leave the circle, as a share of its radius
    orders   harmonics of the series (0 keeps a circle)
    half     pixels on each side that are compared
    ceiling  the rise (grey values) beyond which an edge is not believed more
    weights  float64[ANGLES], how far each angle is believed (0 where a lid may lie)
    """
    angles = np.arange(ANGLES) * (2.0 * math.pi / ANGLES)
    cos, sin = _rays(angles)
    radii = np.arange(circle.radius * (1.0 - reach), circle.radius * (1.0 + reach) + 0.5, 0.5)
    rises = _rises(image, circle.x, circle.y, radii, half, cos, sin, ceiling)
    path = _path(rises * weights[:, None], 0.6)
    held = np.maximum(rises[np.arange(ANGLES), path], 0.0) * weights + 1e-3
    series = _series(angles, orders=orders)
    scaled = series * held[:, None]
    ridge = np.diag([0.0] + [0.02 * float(held.sum())] * (series.shape[1] - 1))
    solved = np.linalg.solve(scaled.T @ series + ridge, scaled.T @ radii[path])
    return Boundary(x=circle.x, y=circle.y, radii=series @ solved)


def _series(angles: npt.NDArray[Any], *, orders: int) -> F64:
    columns: list[Any] = [np.ones_like(angles)]
    for order in range(1, orders + 1):
        columns += [np.cos(order * angles), np.sin(order * angles)]
    return np.stack(columns, axis=1)


@njit(cache=True)
def _rises(image, x, y, radii, half, cos, sin, ceiling):  # type: ignore[no-untyped-def]
    rises = np.empty((len(cos), len(radii)))
    for k in range(len(cos)):
        for i in range(len(radii)):
            rise = 0.0
            for d in range(1, half + 1):
                outer, inner = radii[i] + d, radii[i] - d
                rise += _at(image, x + outer * cos[k], y + outer * sin[k])
                rise -= _at(image, x + inner * cos[k], y + inner * sin[k])
            rises[k, i] = min(max(rise / half, -ceiling), ceiling)
    return rises


@njit(cache=True)
def _path(gain, stiffness):  # type: ignore[no-untyped-def]
    """The best path round the angles with small moves of radius (two laps, the second is kept)."""
    angles, radii = gain.shape
    total = gain[0].copy()
    came = np.zeros((2 * angles, radii), dtype=np.int64)
    for turn in range(1, 2 * angles):
        fresh = np.empty(radii)
        for i in range(radii):
            best, who = -1e18, i
            for j in range(max(0, i - 2), min(radii, i + 3)):
                value = total[j] - stiffness * abs(i - j)
                if value > best:
                    best, who = value, j
            fresh[i] = best + gain[turn % angles, i]
            came[turn, i] = who
        total = fresh
    path = np.zeros(angles, dtype=np.int64)
    at = int(np.argmax(total))
    for turn in range(2 * angles - 1, -1, -1):
        if angles // 2 <= turn < angles // 2 + angles:
            path[turn % angles] = at
        at = came[turn, at]
    return path
