"""ISO/IEC 19794-4:2011 finger image records (`FIR`, version 020), one finger each."""

import struct
from typing import Final

from rekam.abis.engine.formats.records import (
    Reader,
    Shape,
    broken,
    build,
    jpeg2000,
    pixels_of,
    png,
    raw_pixels,
    representation,
)
from rekam.abis.engine.positions import FINGER_CODES
from rekam.abis.engine.samples import FINGER_SIDE, Pixels, Sample
from rekam.kernel.errors import RuleBroken

SHAPE: Final = Shape(magic=b"FIR\0", version=b"020\0", extra_header=1)
PER_INCH, PER_CENTIMETRE = 1, 2
RAW, PACKED, WSQ, JPEG, JP2_LOSSY, JP2_LOSSLESS, PNG = 0, 1, 2, 3, 4, 5, 6
POSITIONS: Final = {code: position for position, code in FINGER_CODES.items()}


def encode(sample: Sample, *, compression: int = PNG) -> bytes:
    """The record of one finger.

    compression  PNG (6, the default) or JP2_LOSSLESS (5)
    Raises ValueError for another compression or a sample that is no finger.
    """
    if sample.position not in FINGER_CODES or compression not in (PNG, JP2_LOSSLESS):
        raise ValueError(f"no finger record of {sample.position} with compression {compression}")
    image = png(sample.pixels) if compression == PNG else jpeg2000(sample.pixels)
    rate = sample.ppi or 500
    height, width = sample.pixels.shape
    live_scan_plain = 0
    body = struct.pack(
        ">BBBHHHHBBBHHI",
        FINGER_CODES[sample.position], 0, PER_INCH, rate, rate, rate, rate, 8,
        compression, live_scan_plain, width, height, len(image),
    )  # fmt: skip
    return build(body + image, shape=SHAPE, extra_header=b"\x01")


def decode(data: bytes) -> Sample:
    """The finger of a record; blocks after the image (segmentation, annotation, comment) are passed over.

    Raises RuleBroken("image_record_invalid" | "image_too_large" | "image_too_small" |
    "image_resolution_unknown" | "finger_position_unknown" | "compression_unknown").
    """
    body, certified = representation(data, shape=SHAPE)
    if certified:
        body.take(3 * body.u8())
    code = body.u8()
    if code not in POSITIONS:
        raise RuleBroken("finger_position_unknown", position=code)
    body.u8()
    ppi = _ppi(body)
    if body.u8() != 8:
        raise broken("depth")
    compression = body.u8()
    body.u8()
    width, height, length = body.u16(), body.u16(), body.u32()
    pixels = _pixels(body.take(length), compression=compression, width=width, height=height)
    return Sample(position=POSITIONS[code], pixels=pixels, ppi=ppi)


def _ppi(body: Reader) -> int:
    unit = body.u8()
    body.u16(), body.u16()
    across, down = body.u16(), body.u16()
    if unit not in (PER_INCH, PER_CENTIMETRE) or across != down:
        raise RuleBroken("image_resolution_unknown", unit=unit, across=across, down=down)
    return across if unit == PER_INCH else round(across * 2.54)


def _pixels(image: bytes, *, compression: int, width: int, height: int) -> Pixels:
    if compression == RAW:
        return raw_pixels(image, width=width, height=height, limit=FINGER_SIDE)
    formats = {JPEG: "JPEG", JP2_LOSSY: "JPEG2000", JP2_LOSSLESS: "JPEG2000", PNG: "PNG"}
    if compression not in formats:
        raise RuleBroken("compression_unknown", compression=compression)
    return pixels_of(image, width=width, height=height, limit=FINGER_SIDE, formats=(formats[compression],))
