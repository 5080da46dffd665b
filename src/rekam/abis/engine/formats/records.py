"""What the three image records share: big-endian fields, headers, capture details, limits.

All reading goes through `Reader`, so that bytes from outside can only end in RuleBroken.
"""

import io
import struct
import warnings
from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image, UnidentifiedImageError

from rekam.abis.engine.samples import Pixels
from rekam.kernel.errors import RuleBroken

MAX_BYTES: Final = 16 * 1024 * 1024
IMAGE_FORMATS: Final = ("PNG", "JPEG2000", "JPEG")


def broken(why: str) -> RuleBroken:
    """The one refusal of a malformed record; `why` is a fixed word for the log, never bytes from outside."""
    return RuleBroken("image_record_invalid", why=why)


class Reader:
    """Big-endian fields one after the other; raises RuleBroken("image_record_invalid") at the end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        return len(self._data) - self._at

    def take(self, count: int) -> bytes:
        if count < 0 or count > self.left:
            raise broken("truncated")
        self._at += count
        return self._data[self._at - count : self._at]

    def u8(self) -> int:
        return self.take(1)[0]

    def u16(self) -> int:
        return int.from_bytes(self.take(2), "big")

    def u32(self) -> int:
        return int.from_bytes(self.take(4), "big")


@dataclass(frozen=True)
class Shape:
    """What one kind of record looks like before its own fields."""

    magic: bytes
    version: bytes
    extra_header: int


def representation(data: bytes, *, shape: Shape) -> tuple[Reader, bool]:
    """The body of the only representation, and whether certification blocks stand in it.

    Raises RuleBroken("image_record_invalid" | "image_too_large").
    """
    if len(data) > MAX_BYTES:
        raise RuleBroken("image_too_large", bytes=len(data), limit=MAX_BYTES)
    reader = Reader(data)
    if reader.take(4) != shape.magic or reader.take(4) != shape.version:
        raise broken("magic")
    if reader.u32() != len(data):
        raise broken("length")
    if reader.u16() != 1:
        raise broken("representations")
    certified = reader.u8()
    if certified > 1:
        raise broken("certification")
    reader.take(shape.extra_header)
    length = reader.u32()
    if length < 5 or length - 4 > reader.left:
        raise broken("representation_length")
    body = Reader(reader.take(length - 4))
    body.take(9 + 1 + 2 + 2)
    body.take(5 * body.u8())
    return body, certified == 1


def build(body: bytes, *, shape: Shape, extra_header: bytes) -> bytes:
    """A whole record of one representation, with no date, no device and no quality block said."""
    unknown_date = struct.pack(">HBBBBBH", 0xFFFF, *[0xFF] * 5, 0xFFFF)
    inner = unknown_date + struct.pack(">BHHB", 0, 0, 0, 0) + body
    inner = struct.pack(">I", len(inner) + 4) + inner
    head = struct.pack(">HB", 1, 0) + extra_header
    total = 4 + 4 + 4 + len(head) + len(inner)
    return shape.magic + shape.version + struct.pack(">I", total) + head + inner


def pixels_of(image: bytes, *, width: int, height: int, limit: int, formats: tuple[str, ...]) -> Pixels:
    """The grey pixels of an image file inside a record.

    width, height  as the record says; the file must agree
    limit          the most pixels a side; checked on the record and on the file before anything is decoded
    Raises RuleBroken("image_too_large" | "image_record_invalid").
    """
    if max(width, height) > limit:
        raise RuleBroken("image_too_large", width=width, height=height, limit=limit)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(image), formats=formats) as opened:
                if max(opened.size) > limit:
                    raise RuleBroken("image_too_large", width=opened.width, height=opened.height, limit=limit)
                if opened.size != (width, height):
                    raise broken("size_disagrees")
                return np.array(opened.convert("L"), dtype=np.uint8)
    # Pillow's decoders raise any of these on hostile bytes
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error) as error:
        raise broken("image") from error
    except (IndexError, KeyError, TypeError, EOFError, MemoryError, AttributeError) as error:
        raise broken("image") from error
    except Image.DecompressionBombError as error:
        raise RuleBroken("image_too_large", width=width, height=height, limit=limit) from error


def raw_pixels(image: bytes, *, width: int, height: int, limit: int) -> Pixels:
    """Uncompressed 8-bit grey pixels, row by row. Raises as `pixels_of`."""
    if max(width, height) > limit:
        raise RuleBroken("image_too_large", width=width, height=height, limit=limit)
    if len(image) != width * height:
        raise broken("size_disagrees")
    return np.frombuffer(image, dtype=np.uint8).reshape(height, width).copy()


def png(pixels: Pixels) -> bytes:
    """The pixels as a grey PNG."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def jpeg2000(pixels: Pixels) -> bytes:
    """The pixels as a lossless grey JPEG 2000."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG2000", irreversible=False)
    return file.getvalue()
