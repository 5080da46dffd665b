"""ISO/IEC 19794-6:2011 iris image records (`IIR`, version 020), one eye each."""

import struct
from typing import Final

from rekam.abis.engine.formats.records import (
    Shape,
    broken,
    build,
    jpeg2000,
    pixels_of,
    png,
    raw_pixels,
    representation,
)
from rekam.abis.engine.positions import IRIS_CODES
from rekam.abis.engine.samples import IRIS_SIDE, Pixels, Sample
from rekam.kernel.errors import RuleBroken

SHAPE: Final = Shape(magic=b"IIR\0", version=b"020\0", extra_header=1)
VGA: Final = 2
RAW, JP2, PNG = 2, 10, 14
POSITIONS: Final = {code: position for position, code in IRIS_CODES.items()}


def encode(sample: Sample, *, image_format: int = PNG) -> bytes:
    """The record of one eye.

    image_format  PNG (14, the default) or JP2 (10, lossless)
    Raises ValueError for another format or a sample that is no iris.
    """
    if sample.position not in IRIS_CODES or image_format not in (PNG, JP2):
        raise ValueError(f"no iris record of {sample.position} in format {image_format}")
    image = png(sample.pixels) if image_format == PNG else jpeg2000(sample.pixels)
    height, width = sample.pixels.shape
    body = struct.pack(
        ">HBBBBHHBHHH6HI",
        1, IRIS_CODES[sample.position], VGA, image_format, 0, width, height, 8,
        0, 0, 0xFFFF, 0, 0, 0, 0, 0, 0, len(image),
    )  # fmt: skip
    return build(body + image, shape=SHAPE, extra_header=b"\x01")


def decode(data: bytes) -> Sample:
    """The eye of a record; what follows the image is passed over.

    Raises RuleBroken("image_record_invalid" | "image_too_large" | "image_too_small" |
    "iris_position_unknown" | "compression_unknown").
    """
    body, _ = representation(data, shape=SHAPE)
    body.u16()
    code = body.u8()
    if code not in POSITIONS:
        raise RuleBroken("iris_position_unknown", position=code)
    body.u8()
    image_format = body.u8()
    body.u8()
    width, height = body.u16(), body.u16()
    if body.u8() != 8:
        raise broken("depth")
    body.take(2 * 9)
    image = body.take(body.u32())
    return Sample(
        position=POSITIONS[code],
        pixels=_pixels(image, image_format=image_format, width=width, height=height),
    )


def _pixels(image: bytes, *, image_format: int, width: int, height: int) -> Pixels:
    if image_format == RAW:
        return raw_pixels(image, width=width, height=height, limit=IRIS_SIDE)
    formats = {JP2: "JPEG2000", PNG: "PNG"}
    if image_format not in formats:
        raise RuleBroken("compression_unknown", compression=image_format)
    return pixels_of(image, width=width, height=height, limit=IRIS_SIDE, formats=(formats[image_format],))
