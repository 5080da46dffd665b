"""Where on the body a sample comes from: ten fingers, two irises, the face."""

from enum import StrEnum
from typing import Final


class Position(StrEnum):
    """One part of a body; the value is the public name in packets, APIs and the gallery's files."""

    RIGHT_THUMB = "right_thumb"
    RIGHT_INDEX = "right_index"
    RIGHT_MIDDLE = "right_middle"
    RIGHT_RING = "right_ring"
    RIGHT_LITTLE = "right_little"
    LEFT_THUMB = "left_thumb"
    LEFT_INDEX = "left_index"
    LEFT_MIDDLE = "left_middle"
    LEFT_RING = "left_ring"
    LEFT_LITTLE = "left_little"
    IRIS_RIGHT = "iris_right"
    IRIS_LEFT = "iris_left"
    FACE = "face"

    @property
    def is_finger(self) -> bool:
        return self in FINGER_CODES

    @property
    def is_iris(self) -> bool:
        return self in IRIS_CODES

    @property
    def kind(self) -> str:
        """finger, iris or face."""
        if self.is_finger:
            return "finger"
        return "iris" if self.is_iris else "face"


FINGER_CODES: Final = {position: code for code, position in enumerate(list(Position)[:10], start=1)}
"""Finger position codes of ISO/IEC 19794-4: 1 to 5 right thumb to little, 6 to 10 left."""

IRIS_CODES: Final = {Position.IRIS_RIGHT: 1, Position.IRIS_LEFT: 2}
"""Eye codes of ISO/IEC 19794-6: 1 right, 2 left."""

FINGERS: Final = tuple(FINGER_CODES)
IRISES: Final = tuple(IRIS_CODES)
