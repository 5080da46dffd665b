"""Minutiae of other systems: what ISO/IEC 19794-2 tells of fingers, and what the engine makes of it.

Two editions write it in two ways: `minutiae_2005`, `minutiae_2011`. In both x and y are pixels from the upper
left, and angles are the engine's: 256 to a turn, counter-clockwise, 0 to the right, pointing along a ridge
that ends, or into the valley between the two that a ridge forks into.
Source: ISO/IEC 19794-2:2005 and :2011, record formats.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.formats.minutiae_blocks import MinutiaeBlock
from rekam.abis.engine.formats.records import NOTHING_SAID, Capture, Quality
from rekam.abis.engine.positions import FINGER_CODES, Position
from rekam.abis.engine.template import MAX_MINUTIAE, FingerTemplate
from rekam.kernel.errors import RuleBroken

OTHER, ENDING, BIFURCATION = 0, 1, 2
FAILED: Final = 255
MAX_BYTES: Final = 512 * 1024
MOST_PLACE: Final = 0x3FFF
MOST_MINUTIAE: Final = 255
LIVE_PLAIN: Final = 0
VALLEY_BIFURCATION: Final = 0

PPI: Final = 500
USUAL_PPI: Final = (500, 1000)
CENTIMETRES: Final = 2.54
FEWEST_PER_CENTIMETRE: Final = 99
"""The least that both editions allow: 250 pixels an inch."""

UNSAID: Final = 50
"""Reliability and quality (0 to 100) of what a record does not judge."""

POSITIONS: Final[Mapping[int, Position]] = {code: position for position, code in FINGER_CODES.items()}


@dataclass(frozen=True)
class Minutia:
    """One minutia.

    kind     0 other, 1 ridge ending, 2 bifurcation
    x, y     pixels of the record's image
    angle    0 to 255, 1/256 of a turn (1.40625 degrees)
    quality  0 to 100; None not told; 255 could not be told (2011 only)
    """

    kind: int
    x: int
    y: int
    angle: int
    quality: int | None = None


@dataclass(frozen=True, kw_only=True)
class View:
    """The minutiae of one image of a finger.

    position       1 to 10 right thumb to left little, 0 unknown
    across, down   pixels a centimetre
    width, height  of the image, pixels
    ending         what stands for the end of a ridge (2011): 0 a fork of the valleys' skeleton, 1 a fork of
                   the ridges' skeleton, 2 the end of the ridges' skeleton
    sized          bytes a minutia (2011): 5 without qualities, 6 with
    """

    position: int
    number: int = 0
    impression: int = LIVE_PLAIN
    width: int
    height: int
    across: int
    down: int
    minutiae: tuple[Minutia, ...]
    blocks: tuple[MinutiaeBlock, ...] = ()
    capture: Capture = NOTHING_SAID
    ending: int = VALLEY_BIFURCATION
    sized: int = 6


def broken(why: str) -> RuleBroken:
    """The one refusal of malformed minutiae; `why` is a fixed word for the log."""
    return RuleBroken("minutiae_record_invalid", why=why)


def checked(view: View) -> View:
    """The same view, when each minutia lies on its image, is of a known kind and of a possible quality.

    Raises RuleBroken("minutiae_record_invalid").
    """
    for one in view.minutiae:
        if one.kind > BIFURCATION:
            raise broken("kind")
        if one.x >= view.width or one.y >= view.height:
            raise broken("outside")
        if one.quality is not None and one.quality > 100 and one.quality != FAILED:
            raise broken("quality")
    return view


def template_of(view: View, *, extractor: Extractor) -> FingerTemplate:
    """What the engine compares: places at 500 ppi, rounded to the nearest pixel; angles as they are.

    A record has no half pixel to lose: at 500 ppi (197 pixels a centimetre) nothing changes. What is not
    judged counts as UNSAID. Of more minutiae than a template holds the best are kept, and of equally good
    ones, as in a record that judges none, those next to their middle: prints of one finger overlap there.
    extractor  whose minutiae they are, which no record says: a score of another's means nothing to our models
    Raises RuleBroken("image_resolution_unknown").
    """
    from rekam.abis.engine.extract.cylinders import finger_template

    across, down = pixels_an_inch(view.across), pixels_an_inch(view.down)
    columns = np.array([(one.x, one.y, one.angle, _reliability(one)) for one in view.minutiae], dtype=float)
    columns = columns.reshape(-1, 4)
    x, y, angle, reliability = columns[_best_first(columns)].T
    score = view.capture.score
    return finger_template(
        x=np.rint(x * (PPI / across)),
        y=np.rint(y * (PPI / down)),
        angle=angle,
        reliability=reliability,
        quality=UNSAID if score is None else score,
        extractor=extractor,
    )


def view_of(template: FingerTemplate, *, position: Position, width: int, height: int) -> View:
    """The minutiae of a template as a view at 500 ppi; kinds are "other", which the engine does not tell.

    width, height  of the image, pixels at 500 ppi
    Raises ValueError for a position that is no finger, and for minutiae outside the image.
    """
    columns = zip(*(part.tolist() for part in (template.x, template.y, template.angle)), strict=True)
    reliability = template.reliability.tolist()
    minutiae = tuple(
        Minutia(kind=OTHER, x=x, y=y, angle=angle, quality=max(1, quality))  # 0 is "not told" in 2005
        for (x, y, angle), quality in zip(columns, reliability, strict=True)
    )
    if any(not (0 <= one.x < width and 0 <= one.y < height) for one in minutiae):
        raise ValueError(f"minutiae outside an image of {width} x {height}")
    rate = round(PPI / CENTIMETRES)
    return View(
        position=FINGER_CODES[position],
        width=width,
        height=height,
        across=rate,
        down=rate,
        minutiae=minutiae,
        capture=Capture(qualities=(Quality(template.quality),)),
    )


def pixels_an_inch(per_centimetre: int) -> float:
    """Pixels an inch; 500 and 1000 for what they round to (197 and 394), which is what scanners mean.

    Raises RuleBroken("image_resolution_unknown") for less than both editions allow.
    """
    if per_centimetre < FEWEST_PER_CENTIMETRE:
        raise RuleBroken("image_resolution_unknown", per_centimetre=per_centimetre)
    for usual in USUAL_PPI:
        if round(usual / CENTIMETRES) == per_centimetre:
            return float(usual)
    return per_centimetre * CENTIMETRES


def _best_first(columns: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    if len(columns) <= MAX_MINUTIAE:
        return np.arange(len(columns))
    places = columns[:, :2]
    away = np.hypot(*(places - places.mean(axis=0)).T)
    return np.lexsort((away, -columns[:, 3]))


def _reliability(one: Minutia) -> int:
    return UNSAID if one.quality is None or one.quality == FAILED else one.quality
