"""What the engine saw in an image, drawn for a developer's eyes: rings, lids, masks, codes, minutiae.

Pure: images in, images out. Colours are red, green, blue.
"""

from collections.abc import Sequence
from typing import Any, Final, cast

import cv2
import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extract.lids import Lid
from rekam.abis.engine.extract.sheet import Eye, Sheet, curve_points
from rekam.abis.engine.match.explaining import Pair
from rekam.abis.engine.recorder import Notebook
from rekam.abis.engine.samples import Pixels
from rekam.abis.engine.template import FingerTemplate, IrisTemplate

Bits = npt.NDArray[np.bool_]
Picture = npt.NDArray[np.uint8]

WIDTH: Final = 480
PUPIL: Final = (255, 214, 0)
LIMBUS: Final = (255, 82, 82)
LID: Final = (64, 156, 255)
LEFT_OUT: Final = (214, 64, 200)
SAME: Final = (70, 160, 90)
DIFFERENT: Final = (214, 60, 50)
UNUSED: Final = (205, 205, 205)
MINUTIA: Final = (0, 110, 200)
WHITE: Final = (255, 255, 255)
FAINT: Final = (235, 190, 150)
PALE: Final = 0.3
"""How dark a print is under the lines between its minutiae, of its own darkness."""
GAP: Final = 24
"""Pixels between two prints."""
REACH: Final = 7
"""Steps of rotation to each side that are tried, as the kernel does."""


def eye_drawing(pixels: Pixels, *, notes: Notebook) -> Picture:
    """An eye with its rings and lids, and what of the iris is left out, as far as each was found."""
    by = WIDTH / pixels.shape[1]
    drawn = np.asarray(cv2.cvtColor(_resized(pixels, by=by), cv2.COLOR_GRAY2RGB), dtype=np.uint8)
    kept = dict(notes.kept)
    if "iris.eye" not in kept:
        return drawn
    eye, sheet = cast(Eye, kept["iris.eye"]), cast(Sheet, kept["iris.sheet"])
    _tint(drawn, sheet, usable=cast(Bits, kept["iris.usable"]), by=by)
    for lid in cast(list[Lid], kept.get("iris.lids", [])):
        across = np.linspace(lid.x - lid.radius, lid.x + lid.radius, 64, dtype=np.float32)  # it says no more
        _line(drawn, np.stack([across, lid.edge(across)]), colour=LID, by=by, closed=False)
    for boundary, colour in ((eye.pupil, PUPIL), (eye.limbus, LIMBUS)):
        _line(drawn, curve_points(boundary, count=256), colour=colour, by=by, closed=True)
    return drawn


def sheet_drawing(*, notes: Notebook) -> Picture | None:
    """The iris laid flat, with what is left out in colour; None where no eye was found."""
    kept = dict(notes.kept)
    if "iris.sheet" not in kept:
        return None
    tones = np.nan_to_num(cast(Sheet, kept["iris.sheet"]).tones, nan=0.0)
    drawn = np.repeat(tones.clip(0, 255).astype(np.uint8)[:, :, None], 3, axis=2)
    _blend(drawn, where=~cast(Bits, kept["iris.usable"]), colour=LEFT_OUT)
    return drawn


def code_drawing(template: IrisTemplate) -> Picture:
    """A code: a line for each ring and phase, from the pupil outwards; white 1, black 0, grey not in use."""
    code, mask = lines_of(template.code), lines_of(template.mask)
    drawn = np.where(code[:, :, None], np.uint8(255), np.uint8(20)).repeat(3, axis=2)
    drawn[~mask] = UNUSED
    return _enlarged(drawn)


def difference_drawing(one: IrisTemplate, other: IrisTemplate) -> tuple[Picture, int, int, int]:
    """Where two codes differ at their best rotation; that rotation (steps), bits in use, bits that differ."""
    codes, masks = (lines_of(one.code), lines_of(other.code)), (lines_of(one.mask), lines_of(other.mask))
    best = (2.0, 0, np.zeros_like(masks[0]), np.zeros_like(masks[0]))
    for step in range(-REACH, REACH + 1):
        used = np.roll(masks[0], step, axis=1) & masks[1]
        unlike = (np.roll(codes[0], step, axis=1) ^ codes[1]) & used
        share = float(unlike.sum()) / max(1, int(used.sum()))
        if share < best[0]:
            best = (share, step, used, unlike)
    _, step, used, unlike = best
    drawn = np.empty((*used.shape, 3), dtype=np.uint8)
    drawn[:] = UNUSED
    drawn[used] = SAME
    drawn[unlike] = DIFFERENT
    return _enlarged(drawn), step, int(used.sum()), int(unlike.sum())


def lines_of(words: npt.NDArray[np.uint64]) -> Bits:
    """The bits of a code or mask, a line for each ring and phase: bool[16, 128]."""
    return np.unpackbits(words.astype("<u8").view(np.uint8), bitorder="little").reshape(16, 128) > 0


def finger_drawing(
    pixels: Pixels, *, template: FingerTemplate, scale: float, numbered: dict[int, int]
) -> Picture:
    """A finger with its minutiae and their directions; those that lie on one of the other print have numbers.

    scale     pixels of the image in one of the template (500 ppi)
    numbered  the number of each minutia that has one
    """
    by = WIDTH / pixels.shape[1]
    drawn = np.asarray(cv2.cvtColor(_resized(pixels, by=by), cv2.COLOR_GRAY2RGB), dtype=np.uint8)
    for k in range(len(template)):
        x, y = (float(v[k]) * scale * by for v in (template.x, template.y))
        turn = float(template.angle[k]) * (2 * np.pi / 256)
        colour = DIFFERENT if k in numbered else MINUTIA
        tip = (round(x + 14 * np.cos(turn)), round(y - 14 * np.sin(turn)))
        cv2.circle(drawn, (round(x), round(y)), 5, colour, 2, cv2.LINE_AA)
        cv2.line(drawn, (round(x), round(y)), tip, colour, 2, cv2.LINE_AA)
        if k in numbered:
            place = (round(x) + 7, round(y) - 6)
            for ink, thick in ((WHITE, 3), (colour, 1)):  # a rim of white, to be read on ridges
                cv2.putText(
                    drawn, str(numbered[k]), place, cv2.FONT_HERSHEY_SIMPLEX, 0.45, ink, thick, cv2.LINE_AA
                )
    return drawn


def joined_drawing(
    images: tuple[Pixels, Pixels],
    *,
    templates: tuple[FingerTemplate, FingerTemplate],
    scales: tuple[float, float],
    pairs: Sequence[Pair],
    full: float = 1.0,
) -> Picture:
    """Two prints side by side, paled, with a line from each minutia to the one it is paired with.

    full  the value of a pair that is drawn reddest; from half of it on a line is thick
    """
    sides = [paled(pixels, scale=scale) for pixels, scale in zip(images, scales, strict=True)]
    high = max(side.shape[0] for side in sides)
    aside = sides[0].shape[1] + GAP
    drawn = np.full((high, aside + sides[1].shape[1], 3), 255, dtype=np.uint8)
    for side, left in zip(sides, (0, aside), strict=True):
        drawn[: side.shape[0], left : left + side.shape[1]] = side
    for template, left in zip(templates, (0, aside), strict=True):
        for x, y in zip(template.x.tolist(), template.y.tolist(), strict=True):
            cv2.circle(drawn, (x + left, y), 4, MINUTIA, 1, cv2.LINE_AA)
    for pair in sorted(pairs, key=lambda pair: pair.value):
        one, other = templates
        tips = [
            (int(one.x[pair.first]), int(one.y[pair.first])),
            (int(other.x[pair.second]) + aside, int(other.y[pair.second])),
        ]
        share = min(1.0, pair.value / full)
        colour = tuple(round(share * a + (1 - share) * b) for a, b in zip(DIFFERENT, FAINT, strict=True))
        cv2.line(drawn, tips[0], tips[1], colour, 2 if share >= 0.5 else 1, cv2.LINE_AA)
        for tip in tips:
            cv2.circle(drawn, tip, 4, colour, -1, cv2.LINE_AA)
    return drawn


def paled(pixels: Pixels, *, scale: float) -> Picture:
    """A print at 500 ppi, so light that what is drawn on it stands out."""
    sized = pixels if scale == 1.0 else _resized(pixels, by=1.0 / scale)
    light = 255 - (255 - sized.astype(np.float32)) * PALE
    return np.asarray(cv2.cvtColor(light.astype(np.uint8), cv2.COLOR_GRAY2RGB), dtype=np.uint8)


def png(drawn: Picture) -> bytes:
    """A picture as the bytes of a PNG file."""
    _, data = cv2.imencode(".png", cv2.cvtColor(drawn, cv2.COLOR_RGB2BGR))
    return bytes(data)


def _resized(pixels: Pixels, *, by: float) -> Pixels:
    return np.asarray(cv2.resize(pixels, None, fx=by, fy=by, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _enlarged(drawn: Picture) -> Picture:
    return np.ascontiguousarray(drawn.repeat(6, axis=0).repeat(4, axis=1))


def _line(
    drawn: Picture, points: npt.NDArray[Any], *, colour: tuple[int, int, int], by: float, closed: bool
) -> None:
    fine = np.rint(((points.T + 0.5) * by - 0.5) * 16).clip(-(2**20), 2**20).astype(np.int32)
    cv2.polylines(drawn, [fine], closed, colour, 2, cv2.LINE_AA, 4)


def _tint(drawn: Picture, sheet: Sheet, *, usable: Bits, by: float) -> None:
    """Colours the places of the image whose cells are not in use."""
    spots = np.zeros(drawn.shape[:2], dtype=np.uint8)
    out = ~usable & np.isfinite(sheet.tones)
    columns = np.rint(sheet.x[out] * by).astype(int).clip(0, drawn.shape[1] - 1)
    spots[np.rint(sheet.y[out] * by).astype(int).clip(0, drawn.shape[0] - 1), columns] = 1
    _blend(drawn, where=cv2.dilate(spots, np.ones((3, 3), np.uint8)) > 0, colour=LEFT_OUT)


def _blend(drawn: Picture, *, where: Bits, colour: tuple[int, int, int]) -> None:
    drawn[where] = (0.6 * drawn[where] + 0.4 * np.array(colour)).astype(np.uint8)
