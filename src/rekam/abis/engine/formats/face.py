"""ISO/IEC 19794-5:2011 face image records (`FAC`, version 030); the engine reads them as grey."""

from dataclasses import dataclass
from typing import Final

from rekam.abis.engine.formats.pixels import jpeg2000, pixels_of, png
from rekam.abis.engine.formats.records import (
    MOST_REPRESENTATIONS,
    NOTHING_SAID,
    Capture,
    Layout,
    Reader,
    Record,
    Shape,
    number,
    read_record,
    write_record,
)
from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import FACE_SIDE, Pixels, Sample
from rekam.kernel.errors import RuleBroken

SHAPE: Final = Shape(magic=b"FAC\0", version=b"030\0", told=2)
JPEG, JP2_LOSSY, JP2_LOSSLESS, PNG = 0, 1, 2, 3
FORMATS: Final = {JPEG: "JPEG", JP2_LOSSY: "JPEG2000", JP2_LOSSLESS: "JPEG2000", PNG: "PNG"}
BASIC: Final = 1
RGB_24_BIT, GREY_8_BIT = 1, 3


@dataclass(frozen=True)
class Landmark:
    """A point of a face: what kind, which one, and where, in pixels (z only for faces in space)."""

    kind: int
    code: int
    x: int
    y: int
    z: int


@dataclass(frozen=True, kw_only=True)
class FaceImage:
    """One image of a face, as the record has it; what was not said is 0.

    gender, eyes, hair, height_cm, features, expression   of the person, by the standard's codes
    yaw, pitch, roll    pose, by the standard's steps of two degrees; the uncertainties likewise
    data_type           0 JPEG, 1 JPEG 2000 lossy, 2 lossless, 3 PNG
    colour              0 not said, 1 RGB, 3 grey; the image file decides
    rest                bytes after the image, whose meaning is not known
    """

    capture: Capture = NOTHING_SAID
    gender: int = 0
    eyes: int = 0
    hair: int = 0
    height_cm: int = 0
    features: int = 0
    expression: int = 0
    yaw: int = 0
    pitch: int = 0
    roll: int = 0
    yaw_uncertainty: int = 0
    pitch_uncertainty: int = 0
    roll_uncertainty: int = 0
    landmarks: tuple[Landmark, ...] = ()
    kind: int = BASIC
    data_type: int
    width: int
    height: int
    sample_rate: int = 0
    post_processing: int = 0
    cross_reference: int = 0
    colour: int = GREY_8_BIT
    image: bytes
    rest: bytes = b""


_PERSON: Final = Layout("BBBB", "gender", "eyes", "hair", "height_cm")
_POSE: Final = Layout(
    "HBBBBBB",
    *("expression", "yaw", "pitch", "roll", "yaw_uncertainty", "pitch_uncertainty", "roll_uncertainty"),
)
_LANDMARK: Final = Layout("BBHHH", "kind", "code", "x", "y", "z")
_IMAGE: Final = Layout(
    "BBHHBHBB",
    *("kind", "data_type", "width", "height", "sample_rate", "post_processing"),
    *("cross_reference", "colour"),
)


def read(data: bytes, *, most: int = MOST_REPRESENTATIONS) -> Record[FaceImage]:
    """All images of a record, nothing decoded.

    Raises RuleBroken("image_record_invalid" | "image_too_large").
    """
    return read_record(data, shape=SHAPE, body=_body, most=most)


def write(record: Record[FaceImage]) -> bytes:
    """The bytes of a record. Raises ValueError for numbers that their fields cannot hold."""
    return write_record(record, shape=SHAPE, capture=lambda one: one.capture, body=_written)


def encode(sample: Sample, *, data_type: int = PNG) -> bytes:
    """The record of one face.

    data_type  PNG (3, the default) or JP2_LOSSLESS (2)
    Raises ValueError for another type or a sample that is no face.
    """
    if sample.position is not Position.FACE or data_type not in (PNG, JP2_LOSSLESS):
        raise ValueError(f"no face record of {sample.position} of type {data_type}")
    height, width = sample.pixels.shape
    image = png(sample.pixels) if data_type == PNG else jpeg2000(sample.pixels)
    face = FaceImage(data_type=data_type, width=width, height=height, image=image)
    return write(Record(representations=(face,)))


def decode(data: bytes) -> Sample:
    """The face of a record with one image.

    Raises RuleBroken("image_record_invalid" | "image_too_large" | "image_too_small" | "compression_unknown").
    """
    return Sample(position=Position.FACE, pixels=_pixels(data, mode="L"))


def decode_colour(data: bytes) -> Pixels:
    """The face of a record with one image, uint8 height x width x 3 (RGB). Raises as `decode`."""
    return _pixels(data, mode="RGB")


def _pixels(data: bytes, *, mode: str) -> Pixels:
    image = read(data, most=1).only
    if image.data_type not in FORMATS:
        raise RuleBroken("compression_unknown", compression=image.data_type)
    formats = (FORMATS[image.data_type],)
    size = {"width": image.width, "height": image.height}
    return pixels_of(image.image, **size, limit=FACE_SIDE, formats=formats, mode=mode)


def _body(capture: Capture, reader: Reader) -> FaceImage:
    landmarks = reader.u16()
    fields = _PERSON.read(reader) | {"features": int.from_bytes(reader.take(3), "big")} | _POSE.read(reader)
    points = tuple(_landmark(reader) for _ in range(landmarks))
    fields |= _IMAGE.read(reader)
    image = reader.take(reader.u32())
    return FaceImage(capture=capture, landmarks=points, image=image, rest=reader.rest(), **fields)


def _landmark(reader: Reader) -> Landmark:
    return Landmark(**_LANDMARK.read(reader))


def _written(face: FaceImage) -> bytes:
    count = number(len(face.landmarks), width=2)
    person = _PERSON.write(face) + number(face.features, width=3) + _POSE.write(face)
    points = b"".join(_LANDMARK.write(point) for point in face.landmarks)
    image = _IMAGE.write(face) + number(len(face.image), width=4) + face.image
    return count + person + points + image + face.rest
