"""How fit a found face is to be compared: pose, size, sharpness, contrast, whether it is alone.

The pose comes from YuNet's five points and a plain head: the nose's tip stands `nose_depth` in front of the
plane of eyes and mouth and so moves aside when the head turns. It is good for a few degrees near the front;
no set of measured poses was at hand to calibrate it.

After ISO/IEC 29794-5, which names the same components; its own measures are not reproduced here.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from rekam.abis.engine.face_parameters import FACE

if TYPE_CHECKING:
    from rekam.abis.engine.extract.face import Found


@dataclass(frozen=True, kw_only=True)
class FaceQuality:
    """Components of 0 (unusable) to 100, and the pose in degrees.

    overall     belief, size and contrast together: what a template keeps, what sorts samples of one person
    belief      how sure the detector is
    size        pixels across the face
    sharpness   fine structure at one size
    contrast    spread of the grey values
    pose        100 from the front, 0 from `turned_away` on
    alone       100 with no other face at least half as wide, else 0
    yaw         positive where the nose points to the picture's right
    pitch       positive where the head is lowered
    roll        positive where the picture is turned clockwise
    """

    overall: int
    belief: int
    size: int
    sharpness: int
    contrast: int
    pose: int
    alone: int
    yaw: float
    pitch: float
    roll: float


def measure_quality(found: "Found") -> FaceQuality:
    """The quality of a found face.

    Of ORL's 900 pairs of mates those 10 % with the lowest `overall` of the two hold all that are missed at a
    cosine of 0.45; sharpness and pose sort less well, so that they are told and do not count.
    """
    yaw, pitch, roll = pose(found)
    x, y, w, h = (max(0, int(value)) for value in found.row[:4])
    face = found.picture[y : y + h, x : x + w]
    contrast = min(1.0, float(face.std()) / FACE.good_contrast) if face.size else 0.0
    size = min(1.0, float(found.row[2]) / found.scale / FACE.good_width)
    belief = min(1.0, float(found.row[14]))
    return FaceQuality(
        overall=round(100.0 * belief * math.sqrt(size * contrast)),
        belief=round(100.0 * belief),
        size=round(100.0 * size),
        sharpness=round(100.0 * min(1.0, _sharpness(found) / FACE.good_sharpness)),
        contrast=round(100.0 * contrast),
        pose=round(100.0 * max(0.0, 1.0 - math.hypot(yaw, pitch) / FACE.turned_away)),
        alone=0 if found.others else 100,
        yaw=yaw,
        pitch=pitch,
        roll=roll,
    )


def pose(found: "Found") -> tuple[float, float, float]:
    """Yaw, pitch and roll in degrees."""
    right, left, nose, *mouth = found.points
    middle, between = (right + left) / 2, left - right
    distance = max(float(np.hypot(*between)), 1e-6)
    along = between / distance
    down = np.array([-along[1], along[0]])
    aside = float((nose - middle) @ along) / distance
    to_mouth = max(float((np.mean(mouth, axis=0) - middle) @ down), 1e-6)
    lowered = float((nose - middle) @ down) / to_mouth - FACE.level
    return (
        math.degrees(math.atan(aside / FACE.nose_depth)),
        math.degrees(math.atan(lowered / FACE.nose_depth)),
        math.degrees(math.atan2(float(between[1]), float(between[0]))),
    )


def _sharpness(found: "Found") -> float:
    x, y, w, h = (max(0, int(value)) for value in found.row[:4])
    face = found.picture[y : y + h, x : x + w]
    distance = float(np.hypot(*(found.row[6:8] - found.row[4:6])))
    if face.size == 0 or distance < 1.0:
        return 0.0
    scale = FACE.eyes_apart / distance
    sized = cv2.resize(face, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return float(cv2.Laplacian(sized, cv2.CV_64F).std())
