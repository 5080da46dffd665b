"""Templates: what is kept of a body for comparison, and their bytes.

All numbers are little-endian in bytes. A template holds no name, no number and no image.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import Position
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken

MAX_MINUTIAE: Final = 52
"""Minutiae kept a finger; the rest is cut by reliability, so that a gallery row has one size (2 kB)."""

IRIS_WORDS: Final = 32
"""64-bit words of an iris code: 2,048 bits = 8 rings x 2 phases x 128 angles, line by line."""

FACE_LENGTH: Final = 128

VERSION: Final = 3
"""3 says who found the minutiae. 2 keeps the minutiae alone, mindtct's. 1 also kept cylinders of another
shape, which are passed over."""

READABLE: Final = (1, 2, VERSION)
NAMES_EXTRACTOR: Final = 3
MAX_BYTES: Final = 96 * 1024

U8 = npt.NDArray[np.uint8]
I16 = npt.NDArray[np.int16]
U64 = npt.NDArray[np.uint64]
I8 = npt.NDArray[np.int8]

T = TypeVar("T")


def _frozen(array: npt.NDArray[Any], *, dtype: type[np.generic], shape: tuple[int, ...]) -> None:
    if array.dtype != dtype or array.shape != shape or not array.flags.c_contiguous:
        raise ValueError(f"expected C-contiguous {dtype.__name__}{shape}, not {array.dtype}{array.shape}")
    array.flags.writeable = False


def _check_quality(quality: int) -> None:
    if not 0 <= quality <= 100:
        raise ValueError(f"quality must lie between 0 and 100, not {quality}")


@dataclass(frozen=True, eq=False)
class FingerTemplate:
    """The minutiae of one finger, n <= MAX_MINUTIAE.

    x, y         int16[n], pixels at 500 ppi, from the left and from the top
    angle        uint8[n], 1/256 of a turn, counter-clockwise as seen, 0 = to the right
    reliability  uint8[n], 0 to 100, as the extractor judges each minutia
    quality      of the whole image, 0 to 100 (NFIQ 2 scale)
    extractor    who found them, which says what a score of them means

    The arrays are made read-only. Raises ValueError for other shapes.
    """

    x: I16
    y: I16
    angle: U8
    reliability: U8
    quality: int
    extractor: Extractor

    def __post_init__(self) -> None:
        count = len(self.x)
        if count > MAX_MINUTIAE:
            raise ValueError(f"at most {MAX_MINUTIAE} minutiae, not {count}")
        for array, dtype in ((self.x, np.int16), (self.y, np.int16), (self.angle, np.uint8)):
            _frozen(array, dtype=dtype, shape=(count,))
        _frozen(self.reliability, dtype=np.uint8, shape=(count,))
        _check_quality(self.quality)

    def __len__(self) -> int:
        return len(self.x)

    @cached_property
    def cylinders(self) -> U64:
        """uint64[4, n]: the neighbourhood of each minutia in bits (`neighbourhoods`), built when asked for.

        Not kept in bytes: it costs a fraction of a millisecond, and a better shape of it needs no new images.
        """
        from rekam.abis.engine.neighbourhoods import cylinders  # numba is not loaded to read a template

        built = cylinders(self.x, self.y, self.angle)
        built.flags.writeable = False
        return built


@dataclass(frozen=True, eq=False)
class IrisTemplate:
    """The phase code of one iris.

    code, mask  uint64[32]. Line `2 * ring + phase` (8 rings from the pupil outwards, phase 0 = sign of the
                real part, 1 = of the imaginary part) is words 2 * line and 2 * line + 1; angle a (of 128,
                clockwise as seen, from the right) is bit a % 64 of word a // 64. A mask bit 1 = usable.
    quality     0 to 100: the share of usable bits, lowered when lids or blur leave little

    The arrays are made read-only. Raises ValueError for other shapes.
    """

    code: U64
    mask: U64
    quality: int

    def __post_init__(self) -> None:
        _frozen(self.code, dtype=np.uint64, shape=(IRIS_WORDS,))
        _frozen(self.mask, dtype=np.uint64, shape=(IRIS_WORDS,))
        _check_quality(self.quality)


@dataclass(frozen=True, eq=False)
class FaceTemplate:
    """The embedding of one face.

    embedding  int8[128], the unit vector scaled so that its largest part is 127; compared by cosine
    quality    0 to 100

    The array is made read-only. Raises ValueError for another shape.
    """

    embedding: I8
    quality: int

    def __post_init__(self) -> None:
        _frozen(self.embedding, dtype=np.int8, shape=(FACE_LENGTH,))
        _check_quality(self.quality)


@dataclass(frozen=True, eq=False)
class PersonTemplate:
    """All that is kept of one body; any part may be missing.

    Raises ValueError when a key is not a position of its kind.
    """

    fingers: Mapping[Position, FingerTemplate] = field(default_factory=dict)
    irises: Mapping[Position, IrisTemplate] = field(default_factory=dict)
    face: FaceTemplate | None = None

    def __post_init__(self) -> None:
        if not all(position.is_finger for position in self.fingers):
            raise ValueError("fingers are keyed by finger positions")
        if not all(position.is_iris for position in self.irises):
            raise ValueError("irises are keyed by iris positions")

    @property
    def positions(self) -> tuple[Position, ...]:
        """The parts that are present, in the order of `Position`."""
        face = {Position.FACE} if self.face is not None else set()
        return tuple(p for p in Position if p in self.fingers or p in self.irises or p in face)

    def to_bytes(self) -> bytes:
        """Canonical CBOR: the same template gives the same bytes, on every machine."""
        return canonical.encode(
            {
                "version": VERSION,
                "fingers": {str(p): _finger_value(f) for p, f in self.fingers.items()},
                "irises": {str(p): _iris_value(i) for p, i in self.irises.items()},
                "face": None if self.face is None else _face_value(self.face),
            }
        )

    @staticmethod
    def from_bytes(data: bytes) -> "PersonTemplate":
        """The template of bytes made by `to_bytes` of this or an earlier version, checked part by part.

        Raises RuleBroken("template_invalid" | "template_version_unknown").
        """
        value, version = _opened(data)
        if version not in READABLE:
            raise RuleBroken("template_version_unknown", version=str(version)[:20])
        try:
            return _person(value, of_mindtct=version < NAMES_EXTRACTOR)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RuleBroken("template_invalid") from error


def version_of(data: bytes) -> int:
    """The version in which a template was written. Raises RuleBroken("template_invalid")."""
    _, version = _opened(data)
    if not isinstance(version, int):
        raise RuleBroken("template_invalid")
    return version


def _opened(data: bytes) -> tuple[Mapping[str, Any], Any]:
    try:
        value = canonical.decode(data, max_bytes=MAX_BYTES)
        return value, value["version"]
    except (RuleBroken, KeyError, TypeError) as error:
        raise RuleBroken("template_invalid") from error


def _packed(array: npt.NDArray[Any]) -> bytes:
    return array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()


def _unpacked(data: bytes, *, dtype: type[np.generic]) -> npt.NDArray[Any]:
    if not isinstance(data, bytes):
        raise ValueError("arrays are byte strings")
    stored = np.dtype(dtype).newbyteorder("<")
    return np.frombuffer(data, dtype=stored).astype(dtype)


def _finger_value(finger: FingerTemplate) -> dict[str, object]:
    return {
        "x": _packed(finger.x),
        "y": _packed(finger.y),
        "angle": _packed(finger.angle),
        "reliability": _packed(finger.reliability),
        "quality": finger.quality,
        "extractor": str(finger.extractor),
    }


def _iris_value(iris: IrisTemplate) -> dict[str, object]:
    return {"code": _packed(iris.code), "mask": _packed(iris.mask), "quality": iris.quality}


def _face_value(face: FaceTemplate) -> dict[str, object]:
    return {"embedding": _packed(face.embedding), "quality": face.quality}


def _finger(value: Mapping[str, Any]) -> FingerTemplate:
    return FingerTemplate(
        x=_unpacked(value["x"], dtype=np.int16),
        y=_unpacked(value["y"], dtype=np.int16),
        angle=_unpacked(value["angle"], dtype=np.uint8),
        reliability=_unpacked(value["reliability"], dtype=np.uint8),
        quality=value["quality"],
        extractor=Extractor(value["extractor"]),
    )


def _old_finger(value: Mapping[str, Any]) -> FingerTemplate:
    """A finger of before version 3, when all were mindtct's."""
    return _finger({**value, "extractor": Extractor.MINDTCT})


def _iris(value: Mapping[str, Any]) -> IrisTemplate:
    return IrisTemplate(
        code=_unpacked(value["code"], dtype=np.uint64),
        mask=_unpacked(value["mask"], dtype=np.uint64),
        quality=value["quality"],
    )


def _face(value: Mapping[str, Any]) -> FaceTemplate:
    return FaceTemplate(embedding=_unpacked(value["embedding"], dtype=np.int8), quality=value["quality"])


def _keyed(values: Mapping[str, Any], *, build: Callable[[Mapping[str, Any]], T]) -> dict[Position, T]:
    return {Position(name): build(value) for name, value in values.items()}


def _person(value: Mapping[str, Any], *, of_mindtct: bool) -> PersonTemplate:
    return PersonTemplate(
        fingers=_keyed(value["fingers"], build=_old_finger if of_mindtct else _finger),
        irises=_keyed(value["irises"], build=_iris),
        face=None if value["face"] is None else _face(value["face"]),
    )
