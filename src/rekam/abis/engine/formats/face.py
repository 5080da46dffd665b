"""ISO/IEC 19794-5:2011 face image records (`FAC`, version 030), one face each, read as grey."""

import struct
from typing import Final

from rekam.abis.engine.formats.records import Shape, build, jpeg2000, pixels_of, png, representation
from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import FACE_SIDE, Sample
from rekam.kernel.errors import RuleBroken

SHAPE: Final = Shape(magic=b"FAC\0", version=b"030\0", extra_header=2)
JPEG, JP2_LOSSY, JP2_LOSSLESS, PNG = 0, 1, 2, 3
FORMATS: Final = {JPEG: "JPEG", JP2_LOSSY: "JPEG2000", JP2_LOSSLESS: "JPEG2000", PNG: "PNG"}
GREY_8_BIT: Final = 1


def encode(sample: Sample, *, data_type: int = PNG) -> bytes:
    """The record of one face.

    data_type  PNG (3, the default) or JP2_LOSSLESS (2)
    Raises ValueError for another type or a sample that is no face.
    """
    if sample.position is not Position.FACE or data_type not in (PNG, JP2_LOSSLESS):
        raise ValueError(f"no face record of {sample.position} of type {data_type}")
    image = png(sample.pixels) if data_type == PNG else jpeg2000(sample.pixels)
    height, width = sample.pixels.shape
    no_landmarks_nothing_said = struct.pack(">HBBBB3sH6B", 0, 0, 0, 0, 0, bytes(3), 0, *[0] * 6)
    body = no_landmarks_nothing_said + struct.pack(
        ">BBHHBHBBI", 1, data_type, width, height, 0, 0, 0, GREY_8_BIT, len(image)
    )
    return build(body + image, shape=SHAPE, extra_header=b"\x00\x00")


def decode(data: bytes) -> Sample:
    """The face of a record; landmarks and what follows the image are passed over.

    Raises RuleBroken("image_record_invalid" | "image_too_large" | "image_too_small" | "compression_unknown").
    """
    body, _ = representation(data, shape=SHAPE)
    landmarks = body.u16()
    body.take(4 + 3 + 2 + 3 + 3 + 8 * landmarks + 1)
    data_type = body.u8()
    width, height = body.u16(), body.u16()
    body.take(1 + 2 + 1 + 1)
    image = body.take(body.u32())
    if data_type not in FORMATS:
        raise RuleBroken("compression_unknown", compression=data_type)
    pixels = pixels_of(image, width=width, height=height, limit=FACE_SIDE, formats=(FORMATS[data_type],))
    return Sample(position=Position.FACE, pixels=pixels)
