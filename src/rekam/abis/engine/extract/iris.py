"""An iris image to its template: even tones, reflections, pupil, limbus, a flat sheet, lids, phase bits.

Source: Daugman 2004 and 2007 (see `circles`). Every step's result can be kept by its name: `iris.evened`,
`iris.highlights`, `iris.pupil`, `iris.limbus` (circles), `iris.eye` (curves), `iris.sheet`, `iris.tone`,
`iris.lids`, `iris.usable`, `iris.code`, `iris.template`.
"""

import cv2
import numpy as np

from rekam.abis.engine.extract import circles, iris_code, lids, tones
from rekam.abis.engine.extract.sheet import Eye, unroll
from rekam.abis.engine.iris_parameters import IRIS, IrisParameters
from rekam.abis.engine.recorder import Recorder, keep
from rekam.abis.engine.samples import Pixels, Sample
from rekam.abis.engine.template import IrisTemplate
from rekam.kernel.errors import RuleBroken


def extract_iris(
    sample: Sample, *, recorder: Recorder | None = None, parameters: IrisParameters = IRIS
) -> IrisTemplate:
    """The template of one near infrared eye image.

    Raises RuleBroken("iris_not_found") when no pupil and limbus are seen or lids cover nearly all of it.
    """
    eye = find_eye(sample.pixels, recorder=recorder, parameters=parameters)
    if eye is None:
        raise RuleBroken("iris_not_found", position=str(sample.position))
    template = template_of(sample.pixels, eye=eye, recorder=recorder, parameters=parameters)
    if template.quality < 100 * parameters.least_usable:
        raise RuleBroken("iris_not_found", position=str(sample.position), usable=template.quality)
    return template


def find_eye(
    pixels: Pixels, *, recorder: Recorder | None = None, parameters: IrisParameters = IRIS
) -> Eye | None:
    """Pupil and limbus of an eye image, or None when their edges are too weak to be believed."""
    scale = min(1.0, parameters.working_side / min(pixels.shape))
    small = pixels
    if scale < 1:
        size = (round(pixels.shape[1] * scale), round(pixels.shape[0] * scale))
        small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    even = tones.evened(small, parameters=parameters)
    spots, opened = tones.highlights(even, parameters=parameters)
    calm = tones.calmed(even, spots=spots, filling=opened)
    pupil, limbus = circles.find_rings(calm, parameters=parameters)
    keep(recorder, iris__evened=even, iris__highlights=spots, iris__pupil=pupil, iris__limbus=limbus)
    if pupil.step < parameters.pupil_step or limbus.step < parameters.limbus_step:
        return None
    inner = circles.pupil_curve(calm, circle=pupil, parameters=parameters)
    outer = circles.limbus_curve(calm, circle=limbus, pupil=pupil, parameters=parameters)
    return Eye(pupil=inner.scaled(1.0 / scale), limbus=outer.scaled(1.0 / scale))


def template_of(
    pixels: Pixels, *, eye: Eye, recorder: Recorder | None = None, parameters: IrisParameters = IRIS
) -> IrisTemplate:
    """The template of an eye whose rings are known."""
    sheet = unroll(pixels, eye=eye)
    tone = lids.iris_tone(sheet)
    found = [] if tone is None else lids.find_lids(sheet, eye=eye, tone=tone, parameters=parameters)
    usable = (
        np.zeros(sheet.tones.shape, dtype=np.bool_)
        if tone is None
        else lids.usable_cells(sheet, tone=tone, lids=found, parameters=parameters)
    )
    code, mask = iris_code.encode(sheet.tones, usable=usable, parameters=parameters)
    template = IrisTemplate(code=code, mask=mask, quality=round(100 * float(usable.mean())))
    keep(recorder, iris__eye=eye, iris__sheet=sheet, iris__tone=tone, iris__lids=found, iris__usable=usable)
    keep(recorder, iris__template=template)
    return template
