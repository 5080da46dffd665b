"""WSQ (wavelet scalar quantization, the FBI's compression of fingerprints), by the optional package `wsq`."""

from pathlib import Path

from rekam.kernel.children import read_by_child
from rekam.kernel.errors import RuleBroken
from rekam.kernel.read_wsq import MISSING, WHOLE

SECONDS = 10
_CHILD = Path(__file__).with_name("read_wsq.py")


def read_wsq(image: bytes, *, width: int, height: int) -> bytes:
    """The grey pixels of a WSQ image, row by row, when it has that size; decoded by a child with limits.

    Raises RuleBroken("compression_needs_wsq") where the package is not installed, and
    RuleBroken("image_record_invalid").
    """
    try:
        status, pixels = read_by_child(_CHILD, str(width), str(height), data=image, seconds=SECONDS)
    except TimeoutError as late:
        raise RuleBroken("image_record_invalid", why="wsq_late") from late
    if status == MISSING:
        raise RuleBroken("compression_needs_wsq", package="wsq")
    if status != WHOLE or len(pixels) != width * height:
        raise RuleBroken("image_record_invalid", why="wsq")
    return pixels
