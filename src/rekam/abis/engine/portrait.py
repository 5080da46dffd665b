"""What can be measured of a photograph for a card: where the face is, how it looks, what is behind it.

The points are YuNet's (eyes, nose, corners of the mouth). Nothing here is a judgement: `photo_rules` of the
enrolment says which measures are fit for a card.
"""

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extract.face import Found, find_face, quality_of
from rekam.abis.engine.face_parameters import FACE
from rekam.abis.engine.samples import Pixels

Colour = npt.NDArray[np.uint8]
EYE_WIDE, EYE_HIGH = 0.22, 0.18
"""Half of the patch that is looked at round an eye, in distances between the eyes; brows mostly outside."""
EYE_SCALE: Final = 100
"""Pixels between the eyes in which an eye is looked at."""
GLINT: Final = 9
"""Pixels at that scale over which a glint in an iris is closed."""
DARKEST: Final = 0.25
"""How far from the darkest to the skin a pixel still is iris or lash, not shadow."""
BLACK, WHITE = 6, 249
VIVID: Final = 70
"""Saturation (0..255) from which a pixel of the backdrop has a colour at all."""
LIKE: Final = 12
"""Hues (0..179) round the commonest one that are the same colour in another light."""


@dataclass(frozen=True, kw_only=True)
class Portrait:
    """Measures of one photograph; lengths in pixels, shares 0 to 1.

    quality        0..100, as the engine measures faces
    eye_distance   between the eyes
    height         of the face, as a share of the picture's
    across, down   the middle between the eyes, as shares of width and height
    roll           degrees between the eyes' line and the picture's
    turn           the nose's way aside from the middle of the eyes, in eye distances
    nod            the nose's way down from the eyes, as a share of the way to the mouth
    eyes           how thick the dark part of the eyes is, in eye distances: an iris, or only lashes
    brightness     mean of the face, 0..255
    burnt          share of the face that is wholly white or black
    uneven         difference between the face's halves, as a share of its brightness
    sharpness      deviation of the Laplacian over the face at one size
    hue            of the backdrop, 0..179; None where it has no colour
    plain          share of the backdrop that has this hue
    """

    quality: int
    eye_distance: float
    height: float
    across: float
    down: float
    roll: float
    turn: float
    nod: float
    eyes: float
    brightness: float
    burnt: float
    uneven: float
    sharpness: float
    hue: int | None
    plain: float


def measure_portrait(colour: Colour) -> Portrait | None:
    """The measures of the largest face in an RGB picture; None where no face is found.

    Raises RuleBroken("weights_missing" | "weights_invalid").
    """
    grey = np.asarray(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    found = find_face(grey)
    if found is None:
        return None
    (right, left, nose), mouth = found.points[:3], found.points[3:].mean(axis=0)
    middle, between = (right + left) / 2, left - right
    distance = float(np.hypot(*between))
    along = between / max(distance, 1e-6)
    face = _face(grey, found=found)
    hue, plain = _backdrop(colour)
    height, width = grey.shape
    return Portrait(
        quality=quality_of(found),
        eye_distance=distance,
        height=float(found.row[3]) / found.scale / height,
        across=float(middle[0]) / width,
        down=float(middle[1]) / height,
        roll=math.degrees(math.atan2(float(between[1]), float(between[0]))),
        turn=float((nose - middle) @ along) / distance,
        nod=float(np.hypot(*(nose - middle)) / max(float(np.hypot(*(mouth - middle))), 1e-6)),
        eyes=sum(_opening(grey, eye=eye, between=between) for eye in (right, left)) / 2,
        brightness=float(face.mean()),
        burnt=float(((face >= WHITE) | (face <= BLACK)).mean()),
        uneven=_unevenness(face),
        sharpness=_sharpness(face, distance=distance),
        hue=hue,
        plain=plain,
    )


def _face(grey: Pixels, *, found: Found) -> Pixels:
    x, y, wide, high = ((found.row[:4] - (FACE.border, FACE.border, 0, 0)) / found.scale).astype(int)
    return grey[max(0, y) : max(1, y + high), max(0, x) : max(1, x + wide)]


def _opening(grey: Pixels, *, eye: npt.NDArray[np.float64], between: npt.NDArray[np.float64]) -> float:
    """How thick the darkest part round an eye is, whatever way it lies: an iris is round, lashes a line."""
    distance, wide, high = float(np.hypot(*between)), EYE_WIDE * EYE_SCALE, EYE_HIGH * EYE_SCALE
    angle = math.degrees(math.atan2(float(between[1]), float(between[0])))
    upright = cv2.getRotationMatrix2D((float(eye[0]), float(eye[1])), angle, EYE_SCALE / max(distance, 1e-6))
    upright[:, 2] = upright[:, 2] + np.array([wide, high]) - eye
    size = (round(2 * wide) + 1, round(2 * high) + 1)
    patch = cv2.warpAffine(grey, upright, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    glint = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (GLINT, GLINT))
    patch = cv2.morphologyEx(patch, cv2.MORPH_OPEN, glint)
    darkest, skin = np.percentile(patch, (2, 85))
    dark = np.pad((patch < darkest + DARKEST * (skin - darkest)).astype(np.uint8), 1)
    return 2 * float(cv2.distanceTransform(dark, cv2.DIST_L2, 5).max()) / EYE_SCALE


def _unevenness(face: Pixels) -> float:
    half = face.shape[1] // 2
    left, right = float(face[:, :half].mean()), float(face[:, -half:].mean())
    return abs(left - right) / max(1.0, (left + right) / 2)


def _sharpness(face: Pixels, *, distance: float) -> float:
    scale = 60 / max(distance, 1.0)
    sized = cv2.resize(face, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return float(cv2.Laplacian(sized, cv2.CV_64F).std())


def _backdrop(colour: Colour) -> tuple[int | None, float]:
    """The commonest hue of the upper corners and edges, and how much of them has it."""
    height, width = colour.shape[:2]
    edge = max(1, round(0.1 * width))
    upper = colour[: round(0.4 * height)]
    strips = (upper[:, :edge], upper[:, -edge:], colour[: max(1, round(0.04 * height))])
    pixels = np.concatenate([strip.reshape(-1, 3) for strip in strips])[None]
    hues, saturation, value = cv2.split(cv2.cvtColor(pixels, cv2.COLOR_RGB2HSV))
    vivid = (saturation >= VIVID) & (value >= 40)
    if vivid.mean() < 0.5:
        return None, 0.0
    counts = np.bincount(hues[vivid], minlength=180)
    hue = int(np.argmax(np.convolve(np.concatenate([counts[-2:], counts, counts[:2]]), np.ones(5), "valid")))
    apart = np.abs((hues.astype(int) - hue + 90) % 180 - 90)
    return hue, float((vivid & (apart <= LIKE)).mean())
