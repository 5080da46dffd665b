"""Real images for the simulated device: persons put together from public research sets in a folder.

Such a person is chimeric: the fingers, eyes and face come from different people, always the same ones for the
same number. The images stay where they are; nothing is copied into the project.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from rekam.abis.engine.positions import FINGERS, Position
from rekam.abis.engine.samples import FACE_SIDE, Sample
from rekam.simulation.device_images import DeviceImage
from rekam.simulation.device_state import Lying
from rekam.simulation.fields import Picture

MAX_FILES: Final = 200_000
MAX_BYTES: Final = 8 * 1024 * 1024
NAMES: Final = {
    "finger": re.compile(r"(?P<owner>\d+)_(?P<visit>\d+)\.png"),
    "iris": re.compile(r"(?P<visit>\d+)_(?P<owner>[LR])\.png"),
    "face": re.compile(r"(?P<visit>\d+)\.png"),
}
PPI: Final = 500


@dataclass(frozen=True)
class Shelf:
    """The images of one finger, eye or face, by visit."""

    images: tuple[Path, ...]

    def visit(self, impression: int) -> Path:
        """The image of that visit; after the last one the first comes again."""
        return self.images[impression % len(self.images)]


class ImageFolder:
    """A folder in the layout of the project's shared biometric data.

    Fingers are `SET/FINGER_IMPRESSION.png`, irises `SET/PERSON/NN_{L,R}.png`, faces `SET/sN/M.png`.
    Person N has ten fingers that follow one another in the list of all fingers, the N-th pair of eyes and
    the N-th face, each list being walked round. Raises ValueError where the folder holds none of these.
    """

    def __init__(self, root: Path) -> None:
        self._fingers, self._eyes, self._faces = _shelves(root)
        if not (self._fingers or self._eyes or self._faces):
            raise ValueError(f"no images in the known layout below {root}")

    def find_image(self, *, lying: Lying, position: Position) -> DeviceImage | None:
        """The image, or None where the folder has none of that kind. Raises OSError for a bad file."""
        if position in lying.missing:
            return None
        shelf = self._shelf(person=lying.person, position=position)
        if shelf is None:
            return None
        pixels = _read(shelf.visit(lying.impression))
        ppi = PPI if position.is_finger else None
        return DeviceImage(Sample(position=position, pixels=pixels, ppi=ppi))

    def _shelf(self, *, person: int, position: Position) -> Shelf | None:
        if position.is_finger:
            place = person * len(FINGERS) + FINGERS.index(position)
            return self._fingers[place % len(self._fingers)] if self._fingers else None
        if position is Position.FACE:
            return self._faces[person % len(self._faces)] if self._faces else None
        if not self._eyes:
            return None
        return self._eyes[person % len(self._eyes)].get("L" if position is Position.IRIS_LEFT else "R")


def _shelves(root: Path) -> tuple[list[Shelf], list[dict[str, Shelf]], list[Shelf]]:
    fingers: dict[tuple[str, str], list[Path]] = {}
    eyes: dict[Path, dict[str, list[Path]]] = {}
    faces: dict[Path, list[Path]] = {}
    for path in _images(root):
        finger, iris = NAMES["finger"].fullmatch(path.name), NAMES["iris"].fullmatch(path.name)
        if iris is not None:
            eyes.setdefault(path.parent, {}).setdefault(iris["owner"], []).append(path)
        elif finger is not None:
            fingers.setdefault((str(path.parent), finger["owner"]), []).append(path)
        elif NAMES["face"].fullmatch(path.name) and re.fullmatch(r"s\d+", path.parent.name):
            faces.setdefault(path.parent, []).append(path)
    return (
        [Shelf(tuple(found)) for found in fingers.values()],
        [{side: Shelf(tuple(found)) for side, found in both.items()} for both in eyes.values()],
        [Shelf(tuple(found)) for found in faces.values()],
    )


def _images(root: Path) -> list[Path]:
    """Every PNG below root, in an order in which 2 stands before 10."""
    found = [path for path in root.rglob("*.png") if path.is_file()][:MAX_FILES]
    return sorted(found, key=_pieces)


def _pieces(path: Path) -> list[str]:
    return [piece.zfill(9) if piece.isdigit() else piece for piece in re.split(r"(\d+)", str(path))]


@lru_cache(maxsize=64)
def _read(path: Path) -> Picture:
    if path.stat().st_size > MAX_BYTES:
        raise OSError(f"{path.name} is larger than {MAX_BYTES} bytes")
    pixels = cv2.imdecode(np.frombuffer(path.read_bytes(), dtype=np.uint8), cv2.IMREAD_GRAYSCALE)
    if pixels is None or max(pixels.shape) > FACE_SIDE:
        raise OSError(f"{path.name} is no image that the device can show")
    return np.asarray(pixels, dtype=np.uint8)
