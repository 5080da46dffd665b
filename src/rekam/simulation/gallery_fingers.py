"""Synthetic minutiae: places that keep their distance, directions that follow a finger's ridges.

The orientation model is the one from which finger images are drawn; the cylinders are built by the engine's
own encoder.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extract.cylinders import finger_template
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.template import FingerTemplate
from rekam.simulation.fingers import HEIGHT, WIDTH, orientation_field, seeded_points

GRID: Final = 22.0  # pixels between the places on which at most one minutia lies
JITTER: Final = 7.0
FIELDS: Final = 160  # different orientation fields in one process, shared by all batches
MEAN, SPREAD, LEAST, MOST = 49.0, 9.0, 22, 64

F32 = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]


def finger_templates(
    count: int, *, rng: np.random.Generator, extractor: Extractor
) -> Iterator[FingerTemplate]:
    """`count` templates of different fingers; `extractor` is who shall have found the minutiae."""
    totals = np.clip(np.rint(rng.normal(MEAN, SPREAD, count)), LEAST, MOST).astype(int)
    quality = np.clip(rng.normal(55, 9, count), 20, 90).astype(int)
    x, y, inside = _places(count, rng=rng)
    angles = _angles(x, y, rng=rng)
    reliability = rng.integers(20, 95, x.shape)
    for finger, total in enumerate(np.minimum(totals, inside)):
        kept = slice(0, int(total))
        yield finger_template(
            x=x[finger, kept],
            y=y[finger, kept],
            angle=angles[finger, kept],
            reliability=reliability[finger, kept],
            quality=int(quality[finger]),
            extractor=extractor,
        )


def _angles(x: Whole, y: Whole, *, rng: np.random.Generator) -> Whole:
    """Directions along the ridges, 1/256 turn; which of the two ways hangs together within a region."""
    fields = orientation_fields()[rng.integers(0, FIELDS, len(x))]
    rows, columns = np.clip(y, 0, HEIGHT - 1) // 2, np.clip(x, 0, WIDTH - 1) // 2
    along = fields[np.arange(len(x))[:, None], rows, columns]
    lean = rng.normal(0, 1, (3, len(x), 1))
    region = lean[0] * (x - WIDTH / 2) / 80 + lean[1] * (y - HEIGHT / 2) / 80 + lean[2]
    back = region + rng.normal(0, 1.0, x.shape) > 0
    turn = along + np.pi * back + rng.normal(0, 0.10, x.shape)
    return np.asarray(np.rint(turn * (128 / np.pi)), dtype=np.int64) % 256


@lru_cache(maxsize=1)
def orientation_fields() -> F32:
    """The fields that fingers draw from, half size, radians; the same in every process."""
    made = []
    for number in range(FIELDS):
        rng = np.random.default_rng([number, 61])
        made.append(orientation_field(points=seeded_points(rng), bend=float(rng.uniform(0.5, 0.8)), margin=0))
    return np.stack(made)


@lru_cache(maxsize=1)
def _lattice() -> npt.NDArray[np.float64]:
    x, y = np.meshgrid(np.arange(16, WIDTH - 8, GRID), np.arange(16, HEIGHT - 8, GRID))
    y = y + np.where(np.arange(y.shape[1]) % 2, GRID / 2, 0)[None, :]
    return np.stack([x.ravel(), y.ravel()], axis=1)


def _places(count: int, *, rng: np.random.Generator) -> tuple[Whole, Whole, Whole]:
    """Pixels of MOST minutiae a finger in random order, and how many of them lie where the skin touches."""
    lattice = _lattice()
    middle = np.array([WIDTH / 2, HEIGHT / 2]) + rng.normal(0, (10, 12), (count, 1, 2))
    half = np.array([WIDTH / 2, HEIGHT / 2]) * rng.uniform(0.78, 0.92, (count, 1, 1))
    outside = (((lattice - middle) / half) ** 2).sum(axis=2) >= 1
    order = np.argsort(rng.random(outside.shape) + outside, axis=1)[:, :MOST]
    moved = np.rint(lattice[order] + rng.uniform(-JITTER, JITTER, (*order.shape, 2))).astype(np.int64)
    return moved[:, :, 0], moved[:, :, 1], (~outside).sum(axis=1)
