"""Images out of packets, made again from their pixels, so that nothing hidden in a file goes on."""

import io

from PIL import Image, UnidentifiedImageError

from rekam.abis.services import colour_face
from rekam.kernel.errors import RuleBroken
from rekam.kernel.openings import opened

MAX_SIDE = 2_000
FORMATS = ("PNG", "JPEG")


def clean_png(data: bytes) -> bytes:
    """A PNG of the same pixels as a PNG or JPEG that somebody else sent.

    Raises RuleBroken("image_too_large" | "image_invalid"); the size is read before any pixel is.
    """
    try:
        with opened(data, formats=FORMATS) as image:
            if max(image.size) > MAX_SIDE:
                raise RuleBroken("image_too_large", width=image.width, height=image.height, limit=MAX_SIDE)
            return _png(image.convert("RGBA" if "A" in image.getbands() else "RGB"))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise RuleBroken("image_invalid") from error


def find_portrait(record: bytes) -> bytes | None:
    """The face of an ISO/IEC 19794-5 record as PNG, for the card; None when it cannot be read.

    An unreadable face is found and named by the next stage, where all samples are read.
    """
    try:
        return _png(Image.fromarray(colour_face(record)))
    except RuleBroken:
        return None


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, format="PNG", optimize=False)
    return out.getvalue()
