"""Two fingers for the chip: which ones, and their minutiae in three bytes each (pure).

A minutia is x and y in tenths of a millimetre and one byte of kind (2 bits, 00 = other, since the engine does
not tell endings from forks) and angle (6 bits of 5.625 degrees, counter-clockwise from the right).
Source: ISO/IEC 19794-2:2005 clause 8, compact size card format. In force from 2005-09-15.
"""

from collections.abc import Mapping

import numpy as np

from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import Position
from rekam.abis.engine.template import MAX_MINUTIAE, FingerTemplate
from rekam.kernel.errors import RuleBroken

BYTES_A_MINUTIA = 3
FINGER_BYTES = MAX_MINUTIAE * BYTES_A_MINUTIA
DEFAULT_FINGERS = (Position.RIGHT_INDEX, Position.LEFT_INDEX)
FURTHEST = 255  # tenths of a millimetre
TENTHS_A_PIXEL = 254 / 500
ANGLES = 64
RELIABLE = 50  # the format keeps no reliability; the same for all changes nothing in a comparison


def two_best(templates: Mapping[Position, FingerTemplate], *, usable: int) -> tuple[Position, ...]:
    """The two fingers for the chip: the index fingers, each replaced by the best other one if need be.

    usable  quality (0 to 100) below which an index finger gives way to a better finger
    returns at most two positions; fewer where a body has fewer fingers
    Source: two best prints, default right and left index (Kompas, 2021-02-14, on the chip).
    In force from: unknown, applied as of 2021-02-14.
    """
    defaults = [one for one in DEFAULT_FINGERS if one in templates and templates[one].quality >= usable]
    others = [one for one in Position if one in templates and one not in defaults]
    others.sort(key=lambda one: -templates[one].quality)
    return tuple([*defaults, *others][: len(DEFAULT_FINGERS)])


def minutiae(template: FingerTemplate) -> bytes:
    """The minutiae of a finger, three bytes each; those over 25.5 mm from the first edge are left out."""
    x, y = (_tenths(pixels) for pixels in (template.x, template.y))
    turns = np.round(template.angle.astype(float) * ANGLES / 256).astype(int) % ANGLES
    inside = (x <= FURTHEST) & (y <= FURTHEST)
    columns = np.stack([x[inside], y[inside], turns[inside]], axis=1)
    return columns.astype(np.uint8).tobytes()


def to_template(packed: bytes, *, quality: int, extractor: Extractor) -> FingerTemplate:
    """A template that the engine can compare, from what `minutiae` packed.

    Places come back to a tenth of a millimetre and counted from the finger's own edge.
    Raises RuleBroken("chip_malformed").
    """
    from rekam.abis.engine.extract.cylinders import finger_template

    if len(packed) % BYTES_A_MINUTIA or len(packed) > FINGER_BYTES:
        raise RuleBroken("chip_malformed", where="fingers")
    columns = np.frombuffer(packed, dtype=np.uint8).reshape(-1, BYTES_A_MINUTIA)
    return finger_template(
        x=np.round(columns[:, 0] / TENTHS_A_PIXEL),
        y=np.round(columns[:, 1] / TENTHS_A_PIXEL),
        angle=(columns[:, 2] % ANGLES).astype(int) * (256 // ANGLES),
        reliability=np.full(len(columns), RELIABLE),
        quality=quality,
        extractor=extractor,
    )


def _tenths(
    pixels: "np.ndarray[tuple[int], np.dtype[np.int16]]",
) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    first = pixels.min() if len(pixels) else 0
    return np.round((pixels.astype(float) - first) * TENTHS_A_PIXEL).astype(np.int64)
