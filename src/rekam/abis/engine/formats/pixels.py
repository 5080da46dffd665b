"""Images inside records: PNG, JPEG and JPEG 2000 by Pillow, raw pixels by hand, WSQ by whoever asks."""

import io
import struct
import warnings
from typing import Final, Protocol

import numpy as np
from PIL import Image, UnidentifiedImageError

from rekam.abis.engine.formats.records import broken
from rekam.abis.engine.samples import Pixels
from rekam.kernel.errors import RuleBroken
from rekam.kernel.openings import opened as opened_image

# Pillow's decoders raise any of these on hostile bytes.
_HOSTILE: Final = (
    *(UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error, IndexError, KeyError),
    *(TypeError, EOFError, MemoryError, AttributeError, Image.DecompressionBombError),
)


class WsqReader(Protocol):
    """Decodes WSQ, which takes a process of its own (kernel.wsq); the engine starts none."""

    def __call__(self, image: bytes, *, width: int, height: int) -> bytes:
        """The grey pixels, row by row."""
        ...


def pixels_of(
    image: bytes, *, width: int, height: int, limit: int, formats: tuple[str, ...], mode: str = "L"
) -> Pixels:
    """The pixels of an image file inside a record, grey, or in colour for the mode RGB.

    width, height  as the record says; the file must agree
    limit          the most pixels a side; checked on the record and on the file before anything is decoded
    Raises RuleBroken("image_too_large" | "image_record_invalid").
    """
    check_side(width=width, height=height, limit=limit)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with opened_image(image, formats=formats) as opened:
                check_side(width=opened.width, height=opened.height, limit=limit)
                if opened.size != (width, height):
                    raise broken("size_disagrees")
                return np.array(opened.convert(mode), dtype=np.uint8)
    except Image.DecompressionBombError as error:
        raise RuleBroken("image_too_large", width=width, height=height, limit=limit) from error
    except _HOSTILE as error:
        raise broken("image") from error


def size_of(image: bytes, *, formats: tuple[str, ...]) -> tuple[int, int]:
    """Width and height that an image file tells in its head; nothing is decoded.

    Raises RuleBroken("image_record_invalid").
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with opened_image(image, formats=formats) as opened:
                return opened.size
    except _HOSTILE as error:
        raise broken("image") from error


def raw_pixels(image: bytes, *, width: int, height: int, limit: int) -> Pixels:
    """Uncompressed 8-bit grey pixels, row by row. Raises as `pixels_of`."""
    check_side(width=width, height=height, limit=limit)
    if len(image) != width * height:
        raise broken("size_disagrees")
    return np.frombuffer(image, dtype=np.uint8).reshape(height, width).copy()


def wsq_pixels(image: bytes, *, width: int, height: int, limit: int, wsq: WsqReader | None) -> Pixels:
    """The grey pixels of a WSQ image.

    wsq  decodes it; without one it is refused
    Raises RuleBroken("compression_needs_wsq") and as `pixels_of`.
    """
    check_side(width=width, height=height, limit=limit)
    if wsq is None:
        raise RuleBroken("compression_needs_wsq", package="wsq")
    return raw_pixels(wsq(image, width=width, height=height), width=width, height=height, limit=limit)


def check_side(*, width: int, height: int, limit: int) -> None:
    """Raises RuleBroken("image_too_large") for a side of more pixels than the limit."""
    if max(width, height) > limit:
        raise RuleBroken("image_too_large", width=width, height=height, limit=limit)


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
