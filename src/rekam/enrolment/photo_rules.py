"""Which photograph is fit for a card: advice on the measures of a portrait. Pure.

A finding never stops a recording: the operator repeats the photograph or says why it has to do. The bounds
follow ISO/IEC 19794-5 and ICAO 9303 (full frontal), widened by how far YuNet's points stray on drawn faces
(docs/reference/photo.md).
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rekam.abis.engine.portrait import Portrait


class Backdrop(StrEnum):
    """The colour behind the face."""

    RED = "red"
    BLUE = "blue"
    ORANGE = "orange"


class Finding(StrEnum):
    """What is not as it should be in a photograph."""

    NO_FACE = "photo_no_face"
    FAR = "photo_far"
    NEAR = "photo_near"
    ASIDE = "photo_aside"
    TILTED = "photo_tilted"
    TURNED = "photo_turned"
    NODDING = "photo_nodding"
    EYES_CLOSED = "photo_eyes_closed"
    DARK = "photo_dark"
    BRIGHT = "photo_bright"
    UNEVEN = "photo_uneven"
    BLURRED = "photo_blurred"
    BACKDROP_COLOUR = "photo_backdrop_colour"
    BACKDROP_UNEVEN = "photo_backdrop_uneven"
    UNCHECKED = "photo_unchecked"


class Reason(StrEnum):
    """Why a photograph with findings is kept."""

    BEST_OF_TRIES = "best_of_tries"
    BODY = "body"
    PLACE = "place"
    HEAD_COVER = "head_cover"


@dataclass(frozen=True, kw_only=True)
class PhotoBounds:
    """Bounds of the measures of `Portrait`, each with its reason.

    eye_distance   pixels; the card's 20 mm at 300 dpi are 236 pixels, of which ISO gives the eyes a quarter
    near, far      the face's height as a share of the picture's
    across         furthest way of the eyes' middle from the picture's (ISO: 0.45 to 0.55, plus 0.05)
    high, low      the eyes' height as a share from the top (ISO: 0.3 to 0.5, plus 0.1)
    roll           degrees (ISO: 8; the detector straightens what is tilted)
    turn           eye distances; 0.10 is the most of straight drawn faces, 0.15 the least of turned ones
    nod            from and to; drawn and real straight faces lie between 0.44 and 0.67
    eyes           eye distances; of 160 drawn closed pairs 118 lie below, of 160 open ones none
    dark, bright   of the face, 0..255, so wide that no skin is a finding
    uneven         share; a lamp from the side gives 0.36 on drawn faces and 0.46 on real ones
    sharpness      sharp drawn faces begin at 4.6, those blurred by 2.5 pixels end at 3.4
    plain          share of the backdrop that has its colour
    """

    eye_distance: float = 50.0
    near: float = 0.75
    far: float = 0.30
    across: float = 0.10
    high: float = 0.25
    low: float = 0.60
    roll: float = 6.5
    turn: float = 0.13
    nod: tuple[float, float] = (0.40, 0.70)
    eyes: float = 0.074
    dark: float = 50.0
    bright: float = 215.0
    uneven: float = 0.5
    sharpness: float = 4.0
    plain: float = 0.8


BOUNDS = PhotoBounds()
# OpenCV's hues, 0..179; red lies on both sides of the zero.
_HUES = {Backdrop.ORANGE: range(6, 25), Backdrop.BLUE: range(90, 131)}


def backdrop_of(*, born: datetime.date, foreigner: bool) -> Backdrop:
    """The colour behind the photograph: red for an odd year of birth, blue for an even one, orange for
    a foreigner.

    Source: Disdukcapil Trenggalek, 2025-06-20, and practice for foreigners; the article is unsure.
    In force from: unknown, applied as of 2025-06-20.
    """
    if foreigner:
        return Backdrop.ORANGE
    return Backdrop.RED if born.year % 2 else Backdrop.BLUE


def findings(
    portrait: "Portrait | None", *, backdrop: Backdrop, bounds: PhotoBounds = BOUNDS
) -> tuple[Finding, ...]:
    """What is not as it should be, in the order in which the operator can mend it; empty when it is fit.

    portrait   None where no face was found
    """
    if portrait is None:
        return (Finding.NO_FACE,)
    one = portrait
    told = {
        Finding.FAR: one.height < bounds.far or one.eye_distance < bounds.eye_distance,
        Finding.NEAR: one.height > bounds.near,
        Finding.ASIDE: abs(one.across - 0.5) > bounds.across or not bounds.high <= one.down <= bounds.low,
        Finding.TILTED: abs(one.roll) > bounds.roll,
        Finding.TURNED: abs(one.turn) > bounds.turn,
        Finding.NODDING: not bounds.nod[0] <= one.nod <= bounds.nod[1],
        Finding.EYES_CLOSED: one.eyes < bounds.eyes,
        Finding.DARK: one.brightness < bounds.dark,
        Finding.BRIGHT: one.brightness > bounds.bright,
        Finding.UNEVEN: one.uneven > bounds.uneven,
        Finding.BLURRED: one.sharpness < bounds.sharpness,
        Finding.BACKDROP_COLOUR: colour_of(one.hue) is not backdrop,
        Finding.BACKDROP_UNEVEN: one.hue is not None and one.plain < bounds.plain,
    }
    return tuple(finding for finding, so in told.items() if so)


def colour_of(hue: int | None) -> Backdrop | None:
    """The card's colour that a hue (0..179) is, or None."""
    if hue is None:
        return None
    if hue < _HUES[Backdrop.ORANGE].start or hue >= 168:
        return Backdrop.RED
    return next((colour for colour, hues in _HUES.items() if hue in hues), None)
