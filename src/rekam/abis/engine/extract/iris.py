"""An iris image to its template: highlights, pupil, limbus, lids, a flat sheet, phase bits.

Source: Daugman 2004 and 2007 (see `circles`); log-Gabor filters after Masek, 2003; fragile bits after
Hollingsworth, Bowyer, Flynn, IEEE TPAMI 31 (6), 2009.
"""

import math
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extract import circles
from rekam.abis.engine.extract.circles import ANGLES, LATERAL, Boundary
from rekam.abis.engine.recorder import Recorder, keep
from rekam.abis.engine.samples import Pixels, Sample
from rekam.abis.engine.template import IrisTemplate
from rekam.kernel.errors import RuleBroken

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

WORKING_SIDE: Final = 240
DARK_MIDDLE: Final = 0.5
"""The middle tone below which an image is brightened, as a share of its range."""
ROWS: Final = 64
COLUMNS: Final = 512
RINGS: Final = 8
WAVES: Final = 14.0
"""Centre of the log-Gabor filter, in waves a turn."""
BANDWIDTH: Final = 0.5
FRAGILE: Final = 0.2
LEAST_USABLE: Final = 0.2
LEAST_STEP: Final = 3.0


@dataclass(frozen=True, eq=False)
class Eye:
    """The two boundaries in the pixels of an image."""

    pupil: Boundary
    limbus: Boundary


def extract_iris(sample: Sample, *, recorder: Recorder | None = None) -> IrisTemplate:
    """The template of one near infrared eye image.

    Raises RuleBroken("iris_not_found") when no pupil and limbus are seen or lids cover nearly all of it.
    """
    eye = find_eye(sample.pixels, recorder=recorder)
    if eye is None:
        raise RuleBroken("iris_not_found", position=str(sample.position))
    sheet = unroll(sample.pixels, eye=eye)
    usable = usable_pixels(sheet)
    keep(recorder, iris__eye=eye, iris__sheet=sheet, iris__usable=usable)
    template = encode(sheet, usable=usable)
    keep(recorder, iris__template=template)
    if template.quality < 100 * LEAST_USABLE:
        raise RuleBroken("iris_not_found", position=str(sample.position), usable=template.quality)
    return template


def find_eye(pixels: Pixels, *, recorder: Recorder | None = None) -> Eye | None:
    """Pupil and limbus of an eye image, or None when their edges are too weak to be believed."""
    scale = min(1.0, WORKING_SIDE / min(pixels.shape))
    small = (
        cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else pixels
    )
    calm = without_highlights(evened(np.asarray(small, dtype=np.uint8)))
    pupil = circles.find_pupil(calm)
    limbus = circles.find_limbus(calm, pupil=pupil)
    keep(recorder, iris__pupil=pupil, iris__limbus=limbus)
    if pupil.step < LEAST_STEP or limbus.step < LEAST_STEP / 2:
        return None
    angles = np.arange(ANGLES) * (2.0 * math.pi / ANGLES)
    below = np.where(np.cos(angles) >= 0, angles, math.pi - angles)
    below = (below + math.pi) % (2.0 * math.pi) - math.pi
    lateral = ((below >= LATERAL[0] - 0.1) & (below <= LATERAL[1] + 0.1)).astype(np.float64)
    everywhere = np.ones(ANGLES)
    inner = circles.smooth_boundary(
        calm, circle=pupil, reach=0.2, orders=4, half=3, ceiling=120.0, weights=everywhere
    )
    half = max(3, round(0.05 * limbus.radius))
    outer = circles.smooth_boundary(
        calm, circle=limbus, reach=0.12, orders=1, half=half, ceiling=45.0, weights=lateral
    )
    return Eye(pupil=_scaled(inner, by=1.0 / scale), limbus=_scaled(outer, by=1.0 / scale))


def evened(pixels: Pixels) -> Pixels:
    """The image with its tones spread to 0..255 and dark ones brightened, whatever the exposure."""
    low, middle, high = np.percentile(pixels, (0.5, 50.0, 99.0))
    spread = np.clip((pixels - low) / max(1.0, high - low), 0.0, 1.0)
    share = min(0.95, max(0.05, (middle - low) / max(1.0, high - low)))
    gamma = min(1.0, max(0.4, math.log(DARK_MIDDLE) / math.log(share)))
    return np.asarray(np.rint(255.0 * spread**gamma), dtype=np.uint8)


def without_highlights(pixels: Pixels) -> F32:
    """The image lightly blurred, with small bright spots filled from around them."""
    side = max(5, round(0.06 * min(pixels.shape)) | 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    opened = cv2.morphologyEx(pixels, cv2.MORPH_OPEN, kernel)
    bright = (pixels.astype(np.int16) - opened > 45) & (pixels >= np.percentile(pixels, 80))
    _, labels, facts, _ = cv2.connectedComponentsWithStats(bright.astype(np.uint8), connectivity=8)
    small = facts[:, cv2.CC_STAT_AREA] <= 0.004 * pixels.size
    small[0] = False
    spots = cv2.dilate(small[labels].astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    filled = np.where(spots, opened, pixels).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(filled, (0, 0), 1.2), dtype=np.float32)


def _scaled(boundary: Boundary, *, by: float) -> Boundary:
    return Boundary(x=boundary.x * by, y=boundary.y * by, radii=boundary.radii * by)


def unroll(pixels: Pixels, *, eye: Eye) -> F32:
    """The iris as a sheet of ROWS (pupil outwards) x COLUMNS (clockwise as seen, from the right)."""
    angles = np.arange(COLUMNS) * (2.0 * math.pi / COLUMNS)
    inner, outer = _points(eye.pupil, angles=angles), _points(eye.limbus, angles=angles)
    share = ((np.arange(ROWS) + 0.5) / ROWS)[:, None]
    maps = [
        (i[None, :] * (1.0 - share) + o[None, :] * share).astype(np.float32)
        for i, o in zip(inner, outer, strict=True)
    ]
    soft = cv2.GaussianBlur(pixels, (0, 0), 0.8)
    sheet = cv2.remap(soft, maps[0], maps[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    height, width = pixels.shape
    outside = (maps[0] < 0) | (maps[0] > width - 1) | (maps[1] < 0) | (maps[1] > height - 1)
    return np.where(outside, np.float32(np.nan), sheet.astype(np.float32))


def _points(boundary: Boundary, *, angles: npt.NDArray[Any]) -> tuple[F64, F64]:
    known = np.arange(ANGLES + 1) * (2.0 * math.pi / ANGLES)
    radii = np.interp(angles, known, np.append(boundary.radii, boundary.radii[0]))
    return boundary.x + radii * np.cos(angles), boundary.y + radii * np.sin(angles)


def usable_pixels(sheet: F32) -> Mask:
    """Where the sheet shows iris: neither lid, lash, highlight nor beyond the image."""
    known = np.isfinite(sheet)
    calm = np.where(known, sheet, 0.0)
    columns = np.arange(COLUMNS) / COLUMNS
    sides = (columns < 0.12) | (columns > 0.95) | ((columns > 0.38) & (columns < 0.55))
    trusted = calm[8:52][:, sides]
    trusted = trusted[trusted > 0]
    if len(trusted) == 0:
        return np.zeros_like(known)
    centre = float(np.median(trusted))
    spread = max(6.0, 1.4826 * float(np.median(np.abs(trusted - centre))))
    blurred = cv2.GaussianBlur(calm, (0, 0), 2.0)
    odd = (
        (calm > centre + 4.5 * spread)
        | (calm < centre - 4.0 * spread)
        | (np.abs(blurred - centre) > 3.5 * spread)
    )
    odd = cv2.dilate(odd.astype(np.uint8), np.ones((3, 5), np.uint8)) > 0
    return known & ~odd


def encode(sheet: F32, *, usable: Mask) -> IrisTemplate:
    """2,048 phase bits and their mask from a sheet (layout in IrisTemplate)."""
    level = float(sheet[usable].mean()) if usable.any() else 0.0
    filled = np.where(usable, sheet, level)
    rings = filled.reshape(RINGS, ROWS // RINGS, COLUMNS).mean(axis=1)
    shares = usable.reshape(RINGS, ROWS // RINGS, COLUMNS).mean(axis=1)
    response = np.fft.ifft(np.fft.fft(rings, axis=1) * _filter()[None, :], axis=1)
    step = COLUMNS // 128
    sampled = response[:, ::step]
    whole = shares.reshape(RINGS, 128, step).mean(axis=2) > 0.6
    code = np.stack([sampled.real > 0, sampled.imag > 0], axis=1)
    size = np.abs(np.stack([sampled.real, sampled.imag], axis=1))
    held = np.repeat(whole[:, None, :], 2, axis=1)
    if held.any():
        held &= size > np.quantile(size[held], FRAGILE)
    return IrisTemplate(code=_words(code & held), mask=_words(held), quality=round(100 * float(whole.mean())))


def _filter() -> F64:
    waves = np.arange(COLUMNS, dtype=np.float64)
    shape = np.zeros(COLUMNS)
    positive = slice(1, COLUMNS // 2)
    shape[positive] = np.exp(-(np.log(waves[positive] / WAVES) ** 2) / (2.0 * math.log(BANDWIDTH) ** 2))
    return shape


def _words(bits: Mask) -> npt.NDArray[np.uint64]:
    packed = np.packbits(bits.reshape(-1), bitorder="little")
    return packed.view("<u8").astype(np.uint64)
