"""What an extractor finds in the image of a finger."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Minutiae:
    """The minutiae of one image, in no order.

    x, y         pixels at 500 ppi, from the left and from the top
    degrees      direction, counter-clockwise as seen, 0 = to the right
    reliability  0 to 1, in the extractor's own measure: not to be compared between extractors
    """

    x: F64
    y: F64
    degrees: F64
    reliability: F64

    def __len__(self) -> int:
        return len(self.x)

    @property
    def angle(self) -> npt.NDArray[np.int64]:
        """The direction in 1/256 of a turn, 0 to 255."""
        return np.rint(self.degrees * (256.0 / 360.0)).astype(np.int64) % 256
