"""Minutiae, from whichever extractor, to the template of a finger."""

from typing import Any

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.template import MAX_MINUTIAE, FingerTemplate


def finger_template(
    *,
    x: npt.NDArray[Any],
    y: npt.NDArray[Any],
    angle: npt.NDArray[Any],
    reliability: npt.NDArray[Any],
    quality: int,
    extractor: Extractor,
) -> FingerTemplate:
    """The template of a list of minutiae; of more than MAX_MINUTIAE the most reliable are kept.

    x, y         pixels at 500 ppi, from the left and from the top
    angle        1/256 of a turn (0 to 255), counter-clockwise as seen, 0 = to the right
    reliability  0 to 100
    quality      of the image, 0 to 100
    extractor    who found the minutiae
    """
    kept = np.sort(np.argsort(-reliability.astype(np.int64), kind="stable")[:MAX_MINUTIAE])
    return FingerTemplate(
        x=x[kept].astype(np.int16),
        y=y[kept].astype(np.int16),
        angle=angle[kept].astype(np.uint8),
        reliability=reliability[kept].astype(np.uint8),
        quality=quality,
        extractor=extractor,
    )
