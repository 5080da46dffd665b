"""One image of one part of a body, as the engine sees it: grey pixels and their scale."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.positions import Position
from rekam.kernel.errors import RuleBroken

Pixels = npt.NDArray[np.uint8]

FINGER_SIDE: Final = 1_000
FINGER_PPI: Final = 500
"""Pixels an inch that fingers are looked at with, and that an unknown resolution is taken as."""
IRIS_SIDE: Final = 1_000
FACE_SIDE: Final = 2_000
SMALLEST_SIDE: Final = 32


def largest_side(position: Position, *, ppi: int | None = None) -> int:
    """The most pixels a side that an image of this position may have (a guard against image bombs).

    ppi  of a finger, as in `Sample`: a coarse image is stretched to FINGER_PPI before anything is seen in
         it, and is held to the same side there. One of 1,000 pixels at 100 ppi would become 25 million
    """
    if position.is_finger:
        return min(FINGER_SIDE, FINGER_SIDE * (ppi or FINGER_PPI) // FINGER_PPI)
    return IRIS_SIDE if position.is_iris else FACE_SIDE


@dataclass(frozen=True, eq=False)
class Sample:
    """A grey image of one position.

    pixels  uint8, height x width, 0 = black
    ppi     pixels per inch, known for fingers only (100 to 1,200); None is taken as FINGER_PPI

    Raises RuleBroken("image_too_small" | "image_too_large" | "image_resolution_unknown").
    """

    position: Position
    pixels: Pixels
    ppi: int | None = None

    def __post_init__(self) -> None:
        if self.pixels.ndim != 2 or self.pixels.dtype != np.uint8:
            raise ValueError(f"pixels must be uint8 HxW, not {self.pixels.dtype} {self.pixels.shape}")
        height, width = self.pixels.shape
        if min(height, width) < SMALLEST_SIDE:
            raise RuleBroken("image_too_small", width=width, height=height, least=SMALLEST_SIDE)
        if self.ppi is not None and not 100 <= self.ppi <= 1_200:
            raise RuleBroken("image_resolution_unknown", ppi=self.ppi)
        limit = largest_side(self.position, ppi=self.ppi)
        if max(height, width) > limit:
            raise RuleBroken("image_too_large", width=width, height=height, limit=limit)
