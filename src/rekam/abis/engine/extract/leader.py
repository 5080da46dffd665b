"""Minutiae by the network LEADER: where it is surest, no two nearer than three pixels."""

from dataclasses import dataclass
from functools import cache
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extract.layers import F32
from rekam.abis.engine.extract.leader_network import STRIDE, Network, directions, likelihood
from rekam.abis.engine.extract.leader_weights import build
from rekam.abis.engine.extract.minutiae import Minutiae
from rekam.abis.engine.extract.networks import LEADER, weights
from rekam.abis.engine.extract.onnx_file import step_constants
from rekam.abis.engine.recorder import Recorder, keep
from rekam.abis.engine.samples import Pixels

CELL: Final = 8
"""Pixels a side of the cells in which ridges are looked for: about one ridge and one valley."""
NEIGHBOURHOOD: Final = 7
"""Pixels a side of the square in which a minutia is the likeliest; the one with which it was trained."""
SMOOTHING: Final = np.array([1, 4, 6, 4, 1], dtype=np.float32) / np.float32(16.0)
"""Binomial; likewise."""


@dataclass(frozen=True)
class LeaderParameters:
    """The values that steer how minutiae are taken from the network. ValueError outside these ranges.

    least_score   likelihood from which a minutia is taken (0.01 to 0.9). The authors' 0.6 suits counting
                  right minutiae; for matching, more and less sure ones serve better: on the three development
                  sets stage 2 has its least error from 0.1 to 0.3, and three times as much at 0.6
    least_energy  share of the image's busiest cells (95th percentile) from which a cell may hold ridges (0 to
                  0.5). Only what surely is empty is cut away, to save its time
    margin        pixels kept around such cells (0 to 64): two ridges
    """

    least_score: float = 0.1
    least_energy: float = 0.1
    margin: int = 8

    def __post_init__(self) -> None:
        ranges = {"least_score": (0.01, 0.9), "least_energy": (0.0, 0.5), "margin": (0, 64)}
        for name, (low, high) in ranges.items():
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} must lie between {low} and {high}, not {getattr(self, name)}")


DEFAULT: Final = LeaderParameters()


@dataclass(frozen=True)
class Box:
    """The part of an image that is looked at: pixels from the left and the top, ends exclusive."""

    left: int
    top: int
    right: int
    bottom: int


def leader_minutiae(
    pixels: Pixels, *, parameters: LeaderParameters = DEFAULT, recorder: Recorder | None = None
) -> Minutiae:
    """The minutiae of a finger image at 500 ppi, ridges dark. Safe on several threads at once.

    Raises RuleBroken("weights_missing" | "weights_invalid").
    """
    model = network()
    box = finger_box(pixels, parameters=parameters)
    likely, features = likelihood(model, _framed(pixels[box.top : box.bottom, box.left : box.right]))
    score = _peaks(likely)[: box.bottom - box.top, : box.right - box.left]
    rows, columns = np.nonzero(score >= parameters.least_score)
    radians = directions(model, features, rows=rows, columns=columns)
    keep(recorder, finger__box=box, finger__likelihood=likely, finger__features=features)
    return Minutiae(
        x=(columns + box.left).astype(np.float64),
        y=(rows + box.top).astype(np.float64),
        degrees=np.degrees(radians) % 360.0,
        reliability=score[rows, columns].astype(np.float64),
    )


@cache
def network() -> Network:
    """LEADER with its weights, read once. Raises RuleBroken("weights_missing" | "weights_invalid")."""
    return build(step_constants(weights(LEADER)))


def finger_box(pixels: Pixels, *, parameters: LeaderParameters = DEFAULT) -> Box:
    """The part of an image that may hold ridges, by how much neighbouring pixels differ; all if none does."""
    grey = pixels.astype(np.float32)
    differing = np.abs(grey - cv2.GaussianBlur(grey, (0, 0), CELL / 2))
    height, width = pixels.shape
    cells = (max(1, width // CELL), max(1, height // CELL))
    energy = cv2.blur(cv2.resize(differing, cells, interpolation=cv2.INTER_AREA), (3, 3))
    busy = energy >= parameters.least_energy * np.percentile(energy, 95)
    top, bottom = _ends(busy.any(axis=1), length=height, margin=parameters.margin)
    left, right = _ends(busy.any(axis=0), length=width, margin=parameters.margin)
    return Box(left=left, top=top, right=right, bottom=bottom)


def _ends(busy: npt.NDArray[np.bool_], *, length: int, margin: int) -> tuple[int, int]:
    at = np.flatnonzero(busy) * length / len(busy)
    last = at[-1] + length / len(busy)
    return max(0, int(at[0]) - margin), min(length, int(np.ceil(last)) + margin)


def _framed(pixels: Pixels) -> Pixels:
    """The pixels with lines and columns of the corner's grey added, to sides that the network takes."""
    height, width = pixels.shape
    down, right = -height % STRIDE, -width % STRIDE
    return np.pad(pixels, ((0, down), (0, right)), constant_values=pixels[0, 0])


def _peaks(likely: F32) -> F32:
    """The smoothed likelihood where it is the largest of its neighbourhood, 0 elsewhere."""
    smooth = cv2.sepFilter2D(likely, cv2.CV_32F, SMOOTHING, SMOOTHING, borderType=cv2.BORDER_CONSTANT)
    largest = cv2.dilate(smooth, np.ones((NEIGHBOURHOOD, NEIGHBOURHOOD), dtype=np.uint8))
    return np.where(smooth >= largest, smooth, np.float32(0.0))
