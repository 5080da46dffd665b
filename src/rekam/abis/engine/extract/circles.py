"""Finding the two rings of an eye as circles: the pupil's edge and the limbus (smoothed in `curves`).

Radii are looked for relative to the image and to the pupil, never in a sensor's own pixels.

Source: Daugman, "How iris recognition works", IEEE CSVT 14 (1), 2004 (the step operator).
"""

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extract import rays
from rekam.abis.engine.iris_parameters import IrisParameters

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

HALF: Final = 3
"""Pixels on each side of a pupil's edge that are compared."""


@dataclass(frozen=True)
class Circle:
    """A circle in pixels; `step` is the mean rise of brightness across it."""

    x: float
    y: float
    radius: float
    step: float


def find_rings(image: F32, *, parameters: IrisParameters) -> tuple[Circle, Circle]:
    """Pupil and limbus of an eye image: of the dark round spots, the one that has the clearest ring about it.

    image  grey values 0 to 255 without highlights, lightly blurred
    """
    spots = find_pupils(image, parameters=parameters)
    pairs = [(pupil, find_limbus(image, pupil=pupil, parameters=parameters)) for pupil in spots]
    return max(pairs, key=lambda pair: _likeliness(image, circle=pair[0]) * max(0.0, pair[1].step))


def find_pupils(image: F32, *, parameters: IrisParameters) -> list[Circle]:
    """The likely pupils, the likeliest first: dark round spots with a rise on most of their edge.

    More than one only where others are nearly as likely: lashes and brows have round dark gaps.
    """
    small = halved(image)
    side = min(small.shape)
    low, high = max(3, round(parameters.pupil_smallest * side)), round(parameters.pupil_largest * side)
    radii = np.arange(low, max(high, low + 1))
    spots = [
        (_likeliness(small, circle=circle), circle)
        for x, y in _dark_centres(small, radii=radii, count=parameters.candidates)
        for circle in _rings_about(small, x=x, y=y, radii=radii, ceiling=parameters.pupil_ceiling)
    ]
    spots.sort(key=lambda spot: -spot[0])
    chosen: list[Circle] = []
    for likely, circle in spots:
        if chosen and (likely < parameters.rival * spots[0][0] or len(chosen) == parameters.rivals):
            break
        if all(_apart(circle, other) for other in chosen):
            chosen.append(circle)
    return [_refined_pupil(image, rough=_doubled(one), ceiling=parameters.pupil_ceiling) for one in chosen]


def _refined_pupil(image: F32, *, rough: Circle, ceiling: float) -> Circle:
    """The best circle near one; looked for twice, since lashes and crypts draw rough circles far aside."""
    for _ in range(2):
        rough = _refined(image, rough=rough, half=HALF, rays_=full_turn(48), ceiling=ceiling)
    return rough


def _apart(one: Circle, other: Circle) -> bool:
    """Whether two circles are not about the same spot."""
    return math.hypot(one.x - other.x, one.y - other.y) > max(one.radius, other.radius)


def halved(image: F32) -> F32:
    """The image at half size: rings are looked for there first, at a quarter of the cost."""
    return np.asarray(cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.float32)


def _doubled(circle: Circle) -> Circle:
    return Circle(x=2 * circle.x + 0.5, y=2 * circle.y + 0.5, radius=2 * circle.radius, step=circle.step)


def _dark_centres(image: F32, *, radii: I64, count: int) -> list[tuple[int, int]]:
    """The points that most edges turn their dark side to."""
    gx, gy = cv2.Sobel(image, cv2.CV_32F, 1, 0), cv2.Sobel(image, cv2.CV_32F, 0, 1)
    strength = np.asarray(cv2.magnitude(gx, gy), dtype=np.float32)
    least = np.float32(max(1.0, _quantile(strength, 0.88)))
    counted = rays.votes(gx, gy, strength, least, int(radii[0]), int(radii[-1]) + 1)
    likely = np.asarray(cv2.GaussianBlur(counted, (0, 0), 1.25) * _darkness(image), dtype=np.float32)
    return _peaks(likely, count=count, apart=max(2, int(radii[0])))


def _quantile(values: F32, share: float) -> float:
    flat = values.ravel()
    return float(np.partition(flat, int(share * (len(flat) - 1)))[int(share * (len(flat) - 1))])


def _darkness(image: F32) -> F32:
    """0 where it is as bright as half the image or more, 1 where darkest: centres of pupils are dark."""
    calm = np.asarray(cv2.GaussianBlur(image, (0, 0), 0.015 * min(image.shape)), dtype=np.float32)
    darkest, middle = _quantile(calm, 0.005), _quantile(calm, 0.5)
    return np.asarray(np.clip((middle - calm) / max(1.0, middle - darkest), 0.0, 1.0) ** 2, dtype=np.float32)


def _peaks(likely: F32, *, count: int, apart: int) -> list[tuple[int, int]]:
    left = likely.copy()
    found = []
    for _ in range(count):
        row, column = divmod(int(np.argmax(left)), left.shape[1])
        found.append((column, row))
        cv2.circle(left, (column, row), apart, 0.0, -1)
    return found


def _rings_about(image: F32, *, x: int, y: int, radii: I64, ceiling: float) -> list[Circle]:
    """The strongest few rings about a point: a pupil, its iris and a collarette share one centre."""
    shifts = np.arange(-2.0, 3.0, 2.0)
    halves = np.full(len(radii), 2)
    found = rays.best_centres(image, x + shifts, y + shifts, radii, halves, *full_turn(24), ceiling)
    steps = found[:, 2]
    padded = np.concatenate([[-1e9], steps, [-1e9]])
    tops = np.flatnonzero(steps >= np.maximum(padded[:-2], padded[2:]))
    return [
        Circle(x=found[k, 0], y=found[k, 1], radius=float(radii[k]), step=float(found[k, 2]))
        for k in tops[np.argsort(-steps[tops])][:4]
    ]


def _likeliness(image: F32, *, circle: Circle) -> float:
    """How much brighter the ring about a circle is than all of its inside, against the inside's darkness."""
    x, y, radius = circle.x, circle.y, circle.radius
    dark = float(rays.tone_between(image, x, y, 0.0, 0.88 * radius, 0.9))
    ring = float(rays.tone_between(image, x, y, 1.08 * radius, 1.35 * radius, 0.35))
    if min(dark, ring) < 0:
        return 0.0
    return max(0.0, ring - dark) / (dark + 12.0) * math.sqrt(radius) * max(0.0, circle.step)


def full_turn(count: int) -> tuple[F64, F64]:
    angles = np.arange(count) * (2.0 * math.pi / count)
    return np.cos(angles), np.sin(angles)


def _sides(count: int, *, parameters: IrisParameters) -> tuple[F64, F64]:
    below = np.linspace(-parameters.above, parameters.below, count)
    angles = np.concatenate([below, math.pi - below])
    return np.cos(angles), np.sin(angles)


def _refined(image: F32, *, rough: Circle, half: int, rays_: tuple[F64, F64], ceiling: float) -> Circle:
    """The best circle within three pixels of one."""
    near = np.arange(-3.0, 4.0)
    first = max(half, round(rough.radius) - 3)
    radii = np.arange(first, first + 7)
    halves = np.full(len(radii), half)
    found = rays.best_centres(image, rough.x + near, rough.y + near, radii, halves, *rays_, ceiling)
    best = int(np.argmax(found[:, 2]))
    return Circle(x=found[best, 0], y=found[best, 1], radius=float(radii[best]), step=float(found[best, 2]))


def find_limbus(image: F32, *, pupil: Circle, parameters: IrisParameters) -> Circle:
    """The outer ring of the iris, from the sides of the eye that lids rarely cover."""
    filled = _pupil_filled(image, pupil=pupil)
    small, inner = halved(filled), 0.5 * pupil.radius
    side = min(small.shape)
    low = max(inner / parameters.most_dilation, parameters.limbus_smallest * side)
    high = min(inner / parameters.least_dilation, parameters.limbus_largest * side)
    radii = np.arange(round(low), round(high))
    if len(radii) == 0:
        return Circle(x=pupil.x, y=pupil.y, radius=2.5 * pupil.radius, step=0.0)
    reach = max(2.0, 0.15 * inner)
    shifts = np.arange(-reach, reach + 0.1)
    halves = np.maximum(2, np.rint(0.15 * radii)).astype(np.int64)
    xs, ys = 0.5 * pupil.x - 0.25 + shifts, 0.5 * pupil.y - 0.25 + shifts
    sides, ceiling = _sides(24, parameters=parameters), parameters.limbus_ceiling
    found = rays.best_centres(small, xs, ys, radii, halves, *sides, ceiling)
    likely = found[:, 2] * _expected(inner / radii, parameters=parameters) * radii**parameters.limbus_length
    best = int(np.argmax(likely))
    rough = Circle(x=found[best, 0], y=found[best, 1], radius=float(radii[best]), step=float(found[best, 2]))
    return _refined(
        filled,
        rough=_doubled(rough),
        half=max(3, round(0.15 * rough.radius)),
        rays_=sides,
        ceiling=ceiling,
    )


def _expected(dilation: F64, *, parameters: IrisParameters) -> F64:
    """How usual a pupil of that share of its iris is: 1 at the usual one, less for narrower and wider."""
    off = np.log(dilation / parameters.usual_dilation) / parameters.dilation_spread
    return np.asarray(np.exp(-0.5 * off**2))


def _pupil_filled(image: F32, *, pupil: Circle) -> F32:
    """The image with the pupil painted like the iris about it, so that its own edge cannot be taken again."""
    level = rays.tone_between(image, pupil.x, pupil.y, 1.2 * pupil.radius, 1.5 * pupil.radius, 0.5)
    filled = image.copy()
    centre, radius = (round(pupil.x), round(pupil.y)), round(1.14 * pupil.radius + 3.0)
    cv2.circle(filled, centre, radius, float(level if level >= 0 else image.mean()), -1)
    return filled
