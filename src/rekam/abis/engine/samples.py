"""One image of one part of a body, as the engine sees it: grey pixels and their scale."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.positions import Position
from rekam.kernel.errors import RuleBroken

Pixels = npt.NDArray[np.uint8]

FINGER_SIDE: Final = 1_000
IRIS_SIDE: Final = 1_000
FACE_SIDE: Final = 2_000
SMALLEST_SIDE: Final = 32


def largest_side(position: Position) -> int:
    """The most pixels a side that an image of this position may have (a guard against image bombs)."""
    if position.is_finger:
        return FINGER_SIDE
    return IRIS_SIDE if position.is_iris else FACE_SIDE


@dataclass(frozen=True, eq=False)
class Sample:
    """A grey image of one position.

    pixels  uint8, height x width, 0 = black
    ppi     pixels per inch, known for fingers only (100 to 1,200); None is taken as 500

    Raises RuleBroken("image_too_small" | "image_too_large" | "image_resolution_unknown").
    """

    position: Position
    pixels: Pixels
    ppi: int | None = None

    def __post_init__(self) -> None:
        if self.pixels.ndim != 2 or self.pixels.dtype != np.uint8:
            raise ValueError(f"pixels must be uint8 HxW, not {self.pixels.dtype} {self.pixels.shape}")
        height, width = self.pixels.shape
        limit = largest_side(self.position)
        if min(height, width) < SMALLEST_SIDE:
            raise RuleBroken("image_too_small", width=width, height=height, least=SMALLEST_SIDE)
        if max(height, width) > limit:
            raise RuleBroken("image_too_large", width=width, height=height, limit=limit)
        if self.ppi is not None and not 100 <= self.ppi <= 1_200:
            raise RuleBroken("image_resolution_unknown", ppi=self.ppi)
