"""Making ridges plain before minutiae are looked for: the flow of the ridges, and filters that follow it.

Source: Hong, Wan, Jain, "Fingerprint image enhancement", IEEE TPAMI 20 (8), 1998, with a small bank of wave
lengths in place of an estimated ridge frequency.
"""

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from rekam.abis.engine.samples import Pixels

F32 = npt.NDArray[np.float32]

WAVE_LENGTHS: Final = (6.5, 8.0, 10.0)
"""Distances between ridges at 500 ppi, in pixels: children and women to men."""
DIRECTIONS: Final = 16
FILTER_SIGMA: Final = 3.0
FLOW_SIGMA: Final = 7.0
BACKGROUND_SHARE: Final = 0.2
GREY: Final = 128


@dataclass(frozen=True, eq=False)
class Flow:
    """The ridge flow: cosine and sine of twice the angle across the ridges, weighted by their strength."""

    cosine: F32
    sine: F32

    @property
    def across(self) -> F32:
        """The angle across the ridges in radians (y downwards), -pi/2 to pi/2."""
        return np.asarray(0.5 * np.arctan2(self.sine, self.cosine), dtype=np.float32)


@dataclass(frozen=True, eq=False)
class Ridges:
    """An image of the same size with clean ridges on grey, their flow, and where no finger lies."""

    drawn: Pixels
    flow: Flow
    background: npt.NDArray[np.bool_]


def plain_ridges(pixels: Pixels) -> Ridges:
    """The ridges of a finger image.

    pixels  at 500 ppi, ridges dark
    """
    level = _levelled(pixels)
    flow = _flow(level)
    answer = _filtered(level, flow=flow)
    even = answer / (np.sqrt(_blur(answer * answer, 12.0)) + np.float32(0.02))
    drawn = np.clip(GREY + 60.0 * even, 0, 255).astype(np.uint8)
    background = _background(pixels)
    return Ridges(drawn=np.where(background, np.uint8(GREY), drawn), flow=flow, background=background)


def _blur(image: F32, sigma: float) -> F32:
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), dtype=np.float32)


def _levelled(pixels: Pixels) -> F32:
    grey = pixels.astype(np.float32)
    centred: F32 = grey - _blur(grey, 12.0)
    spread = np.sqrt(_blur(np.square(centred), 12.0) + np.float32(20.0))
    return np.asarray(centred / spread, dtype=np.float32)


def _background(pixels: Pixels) -> npt.NDArray[np.bool_]:
    grey = pixels.astype(np.float32)
    busy = _blur(_blur((grey - _blur(grey, 4.0)) ** 2, 10.0), 10.0)
    return np.asarray(busy < BACKGROUND_SHARE * np.percentile(busy, 95))


def _flow(level: F32) -> Flow:
    gx, gy = cv2.Sobel(level, cv2.CV_32F, 1, 0), cv2.Sobel(level, cv2.CV_32F, 0, 1)
    return Flow(cosine=_blur(gx * gx - gy * gy, FLOW_SIGMA), sine=_blur(2.0 * gx * gy, FLOW_SIGMA))


def _kernel(*, wave_length: float, direction: int) -> F32:
    line = np.arange(-8, 9)
    x, y = np.meshgrid(line, line)
    angle = direction * math.pi / DIRECTIONS
    along = x * math.cos(angle) + y * math.sin(angle)
    kernel = np.exp(-(x**2 + y**2) / (2.0 * FILTER_SIGMA**2)) * np.cos(2.0 * math.pi * along / wave_length)
    kernel -= kernel.mean()
    return np.asarray(kernel / np.abs(kernel).sum(), dtype=np.float32)


def _filtered(level: F32, *, flow: Flow) -> F32:
    """Each pixel filtered across its own flow, by the wave length that answers most around it."""
    nearest = np.rint((flow.across % math.pi) * (DIRECTIONS / math.pi)).astype(np.int64) % DIRECTIONS
    answers = []
    for wave_length in WAVE_LENGTHS:
        answer = np.zeros_like(level)
        for direction in range(DIRECTIONS):
            kernel = _kernel(wave_length=wave_length, direction=direction)
            response = cv2.filter2D(level, cv2.CV_32F, kernel, borderType=cv2.BORDER_REFLECT)
            np.copyto(answer, response, where=nearest == direction)
        answers.append(answer)
    strongest = np.argmax([_blur(answer * answer, 12.0) for answer in answers], axis=0)
    chosen = np.take_along_axis(np.stack(answers), strongest[None], axis=0)[0]
    return np.asarray(chosen, dtype=np.float32)


def along_flow(
    *, x: npt.NDArray[np.int64], y: npt.NDArray[np.int64], degrees: npt.NDArray[np.float64], flow: Flow
) -> npt.NDArray[np.float64]:
    """Directions of minutiae (degrees, counter-clockwise as seen) turned onto the flow.

    mindtct gives directions in steps of 11.25 degrees; the flow is finer. A direction more than 25 degrees
    off the flow is left as it is: there the flow is not to be trusted.
    """
    height, width = flow.cosine.shape
    rows, columns = np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)
    ridge = -(np.degrees(flow.across[rows, columns].astype(np.float64)) + 90.0)
    finer = ridge + 180.0 * np.rint((degrees - ridge) / 180.0)
    return np.where(np.abs(finer - degrees) < 25.0, finer, degrees) % 360.0
