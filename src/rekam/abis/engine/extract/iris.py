"""An iris image to its template: even tones, reflections, pupil, limbus, a flat sheet, lids, phase bits.

Every step's result can be kept by its name: `iris.evened`, `iris.highlights`, `iris.pupil`, `iris.limbus`
(circles in the working size), `iris.eye` (curves in the image), `iris.sheet`, `iris.tone`, `iris.lids`,
`iris.usable`, `iris.quality`, `iris.code`, `iris.template`.

Explained with pictures in docs/explanation/iris-codes.md. Source: Daugman, 2004 and 2007
(see `circles` and `curves`).
"""

from dataclasses import dataclass

import cv2
import numpy as np

from rekam.abis.engine.extract import circles, curves, iris_code, lids, tones
from rekam.abis.engine.extract.circles import Circle
from rekam.abis.engine.extract.iris_quality import iris_quality
from rekam.abis.engine.extract.lids import Mask
from rekam.abis.engine.extract.sheet import Eye, Sheet, unroll
from rekam.abis.engine.iris_parameters import IRIS, IrisParameters
from rekam.abis.engine.recorder import Recorder, keep
from rekam.abis.engine.samples import Pixels, Sample
from rekam.abis.engine.template import IrisTemplate
from rekam.kernel.errors import RuleBroken


@dataclass(frozen=True, eq=False)
class Found:
    """An eye in an image: its curves in the image's pixels, and the limbus's circle with its step."""

    eye: Eye
    limbus: Circle


def extract_iris(
    sample: Sample, *, recorder: Recorder | None = None, parameters: IrisParameters = IRIS
) -> IrisTemplate:
    """The template of one near infrared eye image.

    Raises RuleBroken("iris_not_found") when no pupil and limbus are seen or lids cover nearly all of it.
    """
    found = _rings(sample.pixels, recorder=recorder, parameters=parameters)
    if found is None:
        raise RuleBroken("iris_not_found", position=str(sample.position))
    sheet = unroll(sample.pixels, eye=found.eye)
    usable = _usable(sheet, eye=found.eye, recorder=recorder, parameters=parameters)
    share = float(usable.mean())
    quality = iris_quality(usable=share, limbus=found.limbus, eye=found.eye, parameters=parameters)
    code, mask = iris_code.encode(sheet.tones, usable=usable, parameters=parameters)
    template = IrisTemplate(code=code, mask=mask, quality=quality.value)
    keep(recorder, iris__eye=found.eye, iris__sheet=sheet, iris__usable=usable, iris__quality=quality)
    keep(recorder, iris__code=(code, mask), iris__template=template)
    if share < parameters.least_usable:
        raise RuleBroken("iris_not_found", position=str(sample.position), usable=round(100 * share))
    return template


def find_eye(
    pixels: Pixels, *, recorder: Recorder | None = None, parameters: IrisParameters = IRIS
) -> Eye | None:
    """Pupil and limbus of an eye image, or None when their edges are too weak to be believed."""
    found = _rings(pixels, recorder=recorder, parameters=parameters)
    return None if found is None else found.eye


def _rings(pixels: Pixels, *, recorder: Recorder | None, parameters: IrisParameters) -> Found | None:
    scale = min(1.0, parameters.working_side / min(pixels.shape))
    even = tones.evened(_resized(pixels, scale=scale), parameters=parameters)
    spots, opened = tones.highlights(even, parameters=parameters)
    calm = tones.calmed(even, spots=spots, filling=opened)
    pupil, limbus = circles.find_rings(calm, parameters=parameters)
    keep(recorder, iris__evened=even, iris__highlights=spots, iris__pupil=pupil, iris__limbus=limbus)
    if pupil.step < parameters.pupil_step or limbus.step < parameters.limbus_step:
        return None
    inner = curves.pupil_curve(calm, circle=pupil, parameters=parameters)
    outer = curves.limbus_curve(calm, circle=limbus, pupil=pupil, parameters=parameters)
    return Found(eye=Eye(pupil=inner.scaled(1.0 / scale), limbus=outer.scaled(1.0 / scale)), limbus=limbus)


def _resized(pixels: Pixels, *, scale: float) -> Pixels:
    if scale >= 1.0:
        return pixels
    size = (round(pixels.shape[1] * scale), round(pixels.shape[0] * scale))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _usable(sheet: Sheet, *, eye: Eye, recorder: Recorder | None, parameters: IrisParameters) -> Mask:
    """Where a sheet is iris; nowhere when its sides lie beyond the image."""
    tone = lids.iris_tone(sheet, parameters=parameters)
    if tone is None:
        return np.zeros(sheet.tones.shape, dtype=np.bool_)
    found = lids.find_lids(sheet, eye=eye, tone=tone, parameters=parameters)
    keep(recorder, iris__tone=tone, iris__lids=found)
    return lids.usable_cells(sheet, tone=tone, lids=found, parameters=parameters)
