"""ISO/IEC 19794-6:2011 iris image records (`IIR`, version 020)."""

from dataclasses import dataclass
from typing import Final

from rekam.abis.engine.formats.pixels import jpeg2000, pixels_of, png, raw_pixels
from rekam.abis.engine.formats.records import (
    MOST_REPRESENTATIONS,
    NOTHING_SAID,
    Capture,
    Layout,
    Reader,
    Record,
    Shape,
    broken,
    number,
    read_record,
    write_record,
)
from rekam.abis.engine.positions import IRIS_CODES
from rekam.abis.engine.samples import IRIS_SIDE, Pixels, Sample
from rekam.kernel.errors import RuleBroken

SHAPE: Final = Shape(magic=b"IIR\0", version=b"020\0", told=1)
VGA, CROPPED, CROPPED_AND_MASKED = 2, 3, 7
RAW, JP2, PNG = 2, 10, 14
FORMATS: Final = {JP2: "JPEG2000", PNG: "PNG"}
POSITIONS: Final = {code: position for position, code in IRIS_CODES.items()}
UNKNOWN_ANGLE: Final = 0xFFFF


@dataclass(frozen=True, kw_only=True)
class IrisImage:
    """One image of an eye, as the record has it; what was not measured is 0.

    position     1 right, 2 left, 0 unknown
    kind         2 VGA, 3 cropped, 7 cropped and masked
    flags        two bits each, from the lowest: lie across, lie down, unused, how it was compressed before
    distance     from the lens to the eye, millimetres
    roll         of the eye, 1/65,536 of a turn; uncertainty likewise, 0xFFFF not known
    centre_...   of the iris, pixels: the least and the most it may be; diameter likewise
    rest         bytes after the image, whose meaning is not known
    """

    capture: Capture = NOTHING_SAID
    number: int = 1
    position: int
    kind: int = VGA
    image_format: int
    flags: int = 0
    width: int
    height: int
    depth: int = 8
    distance: int = 0
    roll: int = 0
    uncertainty: int = UNKNOWN_ANGLE
    centre_least_x: int = 0
    centre_most_x: int = 0
    centre_least_y: int = 0
    centre_most_y: int = 0
    diameter_least: int = 0
    diameter_most: int = 0
    image: bytes
    rest: bytes = b""


_LAYOUT: Final = Layout(
    "HBBBBHHBHHHHHHHHH",
    *("number", "position", "kind", "image_format", "flags", "width", "height", "depth"),
    *("distance", "roll", "uncertainty", "centre_least_x", "centre_most_x", "centre_least_y"),
    *("centre_most_y", "diameter_least", "diameter_most"),
)


def read(data: bytes, *, most: int = MOST_REPRESENTATIONS) -> Record[IrisImage]:
    """All images of a record, nothing decoded.

    Raises RuleBroken("image_record_invalid" | "image_too_large").
    """
    return read_record(data, shape=SHAPE, body=_body, most=most)


def write(record: Record[IrisImage]) -> bytes:
    """The bytes of a record. Raises ValueError for numbers that their fields cannot hold."""
    return write_record(record, shape=SHAPE, capture=lambda one: one.capture, body=_written)


def encode(sample: Sample, *, image_format: int = PNG) -> bytes:
    """The record of one eye.

    image_format  PNG (14, the default) or JP2 (10, lossless)
    Raises ValueError for another format or a sample that is no iris.
    """
    if sample.position not in IRIS_CODES or image_format not in (PNG, JP2):
        raise ValueError(f"no iris record of {sample.position} in format {image_format}")
    height, width = sample.pixels.shape
    image = IrisImage(
        position=IRIS_CODES[sample.position],
        image_format=image_format,
        width=width,
        height=height,
        image=png(sample.pixels) if image_format == PNG else jpeg2000(sample.pixels),
    )
    return write(Record(representations=(image,), told=1))


def decode(data: bytes) -> Sample:
    """The eye of a record with one image.

    Raises RuleBroken("image_record_invalid" | "image_too_large" | "image_too_small" |
    "iris_position_unknown" | "compression_unknown").
    """
    image = read(data, most=1).only
    if image.position not in POSITIONS:
        raise RuleBroken("iris_position_unknown", position=image.position)
    if image.depth != 8:
        raise broken("depth")
    return Sample(position=POSITIONS[image.position], pixels=_pixels(image))


def _body(capture: Capture, reader: Reader) -> IrisImage:
    fields = _LAYOUT.read(reader)
    image = reader.take(reader.u32())
    return IrisImage(capture=capture, image=image, rest=reader.rest(), **fields)


def _written(image: IrisImage) -> bytes:
    return _LAYOUT.write(image) + number(len(image.image), width=4) + image.image + image.rest


def _pixels(image: IrisImage) -> Pixels:
    width, height, image_format = image.width, image.height, image.image_format
    if image_format == RAW:
        return raw_pixels(image.image, width=width, height=height, limit=IRIS_SIDE)
    if image_format not in FORMATS:
        raise RuleBroken("compression_unknown", compression=image_format)
    formats = (FORMATS[image_format],)
    return pixels_of(image.image, width=width, height=height, limit=IRIS_SIDE, formats=formats)
