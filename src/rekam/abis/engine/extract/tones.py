"""Evening the tones of an eye image and taking its reflections out, whatever camera made it."""

import math
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from rekam.abis.engine.iris_parameters import IrisParameters
from rekam.abis.engine.samples import Pixels

F32 = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]


def evened(pixels: Pixels, *, parameters: IrisParameters) -> Pixels:
    """The image with its tones spread to 0..255 and dark ones brightened, whatever the exposure."""
    low, middle, high = tones_at(pixels, (0.005, 0.5, 0.99))
    spread = np.clip((np.arange(256) - low) / max(1.0, high - low), 0.0, 1.0)
    share = min(0.95, max(0.05, (middle - low) / max(1.0, high - low)))
    gamma = min(1.0, max(0.4, math.log(parameters.dark_middle) / math.log(share)))
    table = np.rint(255.0 * spread**gamma).astype(np.uint8)
    return np.asarray(cv2.LUT(pixels, table), dtype=np.uint8)


def tones_at(pixels: Pixels, shares: tuple[float, ...]) -> list[float]:
    """The tones below which these shares of an image lie."""
    counts = cv2.calcHist([pixels], [0], None, [256], [0, 256]).ravel()
    below = np.cumsum(counts) / pixels.size
    return [float(np.searchsorted(below, share)) for share in shares]


def highlights(pixels: Pixels, *, parameters: IrisParameters) -> tuple[Mask, Pixels]:
    """Where small reflections are, and the image with all small bright things taken away."""
    side = max(5, round(0.06 * min(pixels.shape)) | 1)
    kernel: Any = np.ones((side, side), np.uint8)
    # blurred first: the darkest pixel of a noisy pupil would fill a reflection with a hole darker than it
    soft = cv2.GaussianBlur(pixels, (0, 0), 1.0)
    opened = np.asarray(cv2.morphologyEx(soft, cv2.MORPH_OPEN, kernel), dtype=np.uint8)
    least = tones_at(pixels, (parameters.highlight_tone,))[0]
    rise = cv2.subtract(pixels, opened)
    bright = ((rise > parameters.highlight_rise) & (pixels >= least)).astype(np.uint8)
    _, labels, facts, _ = cv2.connectedComponentsWithStats(bright, connectivity=8)
    small = facts[:, cv2.CC_STAT_AREA] <= parameters.highlight_size * pixels.size
    small[0] = False
    spots = cv2.dilate(small.astype(np.uint8)[labels], np.ones((5, 5), np.uint8))
    return spots > 0, opened


def calmed(pixels: Pixels, *, spots: Mask, filling: Pixels) -> F32:
    """The image lightly blurred, with reflections filled from around them."""
    filled = np.where(spots, filling, pixels)
    return np.asarray(cv2.GaussianBlur(filled.astype(np.float32), (0, 0), 1.2), dtype=np.float32)
