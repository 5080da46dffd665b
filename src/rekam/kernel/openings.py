"""The one door for images that somebody sent, where no process of its own reads them (kernel.pictures)."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PIL import Image

from rekam.kernel.jpeg_scans import is_drawn_too_often


@contextmanager
def opened(data: bytes, *, formats: Sequence[str]) -> Iterator[Image.Image]:
    """An image of which only the head was read, so that its sides are known before its pixels are.

    formats   Pillow's names of what is expected; nothing else is tried
    Raises ValueError for a JPEG that is drawn too often, and what Pillow raises of hostile bytes.
    """
    if is_drawn_too_often(data):
        raise ValueError("drawn too often")
    with Image.open(io.BytesIO(data), formats=list(formats)) as image:
        yield image
