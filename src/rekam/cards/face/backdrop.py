"""What colour is behind the face of a portrait, and whether it is the one that belongs there (pure).

A finding is told to whoever approves the card; it refuses nothing, since the rule is practice and many
portraits are older than it.
"""

import io
from datetime import date

from PIL import Image, UnidentifiedImageError

from rekam.enrolment.photo_rules import Backdrop, backdrop_of, colour_of
from rekam.kernel.errors import RuleBroken

VIVID, DARK, HALF = 70, 40, 0.5
SIDE = 96  # pixels across; enough for a colour
HUES = 180 / 256  # Pillow counts a turn of hues to 256, the rules to 180


def backdrop_in(portrait: bytes) -> Backdrop | None:
    """The commonest colour of the upper corners and edges; None where it is none of the card's three.

    portrait  PNG, JPEG or JPEG 2000
    Raises RuleBroken("portrait_unreadable").
    """
    try:
        with Image.open(io.BytesIO(portrait), formats=("PNG", "JPEG", "JPEG2000")) as opened:
            small = opened.convert("RGB").resize((SIDE, SIDE))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise RuleBroken("portrait_unreadable") from error
    edge = SIDE // 10
    counted: dict[Backdrop | None, int] = {}
    for left in (0, SIDE - edge):
        strip = small.crop((left, 0, left + edge, SIDE * 2 // 5)).convert("HSV").tobytes()
        for hue, saturation, value in zip(strip[::3], strip[1::3], strip[2::3], strict=True):
            colour = colour_of(round(hue * HUES) % 180) if saturation >= VIVID and value >= DARK else None
            counted[colour] = counted.get(colour, 0) + 1
    commonest = max(counted, key=lambda colour: counted[colour])
    return commonest if counted[commonest] > HALF * sum(counted.values()) else None


def wanted_instead(portrait: bytes, *, born: date, foreigner: bool) -> Backdrop | None:
    """The colour that belongs behind this face where another one, or none, is there; None where all is well.

    Raises RuleBroken("portrait_unreadable").
    """
    wanted = backdrop_of(born=born, foreigner=foreigner)
    return None if backdrop_in(portrait) is wanted else wanted
