"""A finger image to its template: mindtct finds the minutiae, NFIQ 2 judges the image."""

import atexit
import io
from functools import cache
from typing import Any, Final

import cv2
import nbis
import numpy as np
import numpy.typing as npt
from PIL import Image

from rekam.abis.engine.extract.cylinders import finger_template
from rekam.abis.engine.extract.ridges import along_flow, plain_ridges
from rekam.abis.engine.recorder import Recorder, keep
from rekam.abis.engine.samples import Pixels, Sample
from rekam.abis.engine.template import FingerTemplate
from rekam.kernel.errors import RuleBroken

PPI: Final = 500
LEAST_MINUTIAE: Final = 6


def extract_finger(sample: Sample, *, recorder: Recorder | None = None) -> FingerTemplate:
    """The template of one finger image, at 500 ppi whatever the image's own resolution.

    An unknown resolution is taken as 500 ppi.

    Raises RuleBroken("finger_not_found") when fewer than LEAST_MINUTIAE minutiae are seen.
    """
    pixels = at_500_ppi(sample)
    ridges = plain_ridges(pixels)
    minutiae = _minutiae(ridges.drawn)
    columns, rows = minutiae[:, 0].astype(np.int64), minutiae[:, 1].astype(np.int64)
    minutiae[:, 2] = along_flow(x=columns, y=rows, degrees=minutiae[:, 2], flow=ridges.flow)
    minutiae = minutiae[~ridges.background[rows, columns]]
    keep(recorder, finger__pixels=pixels, finger__ridges=ridges, finger__minutiae=minutiae)
    if len(minutiae) < LEAST_MINUTIAE:
        raise RuleBroken("finger_not_found", position=str(sample.position), minutiae=len(minutiae))
    template = finger_template(
        x=minutiae[:, 0],
        y=minutiae[:, 1],
        angle=np.rint(minutiae[:, 2] * (256.0 / 360.0)).astype(np.int64) % 256,
        reliability=np.clip(np.rint(minutiae[:, 3] * 100.0), 0, 100),
        quality=finger_quality(sample),
    )
    keep(recorder, finger__template=template)
    return template


def _minutiae(pixels: Pixels) -> npt.NDArray[np.float64]:
    found = _read(pixels, with_quality=False).get()
    rows = [(m.x(), m.y(), m.angle(), m.reliability()) for m in found]
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


def finger_quality(sample: Sample) -> int:
    """NFIQ 2 of a finger image, 0 (nothing to see) to 100. Source: ISO/IEC 29794-4."""
    try:
        score = int(_read(at_500_ppi(sample), with_quality=True).quality().score)
    except nbis.NbisError:
        return 0
    return min(100, max(0, score))


def at_500_ppi(sample: Sample) -> Pixels:
    """The pixels resampled to 500 ppi; as they are when the resolution is 500 or unknown."""
    if sample.ppi is None or sample.ppi == PPI:
        return sample.pixels
    scale = PPI / sample.ppi
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    resized = cv2.resize(sample.pixels, None, fx=scale, fy=scale, interpolation=how)
    return np.asarray(resized, dtype=np.uint8)


@cache
def _extractor(*, with_quality: bool) -> Any:
    settings = nbis.NbisExtractorSettings(
        min_quality=0.0, get_center=False, check_fingerprint=False, compute_nfiq2=with_quality, ppi=float(PPI)
    )
    return nbis.new_nbis_extractor(settings)


atexit.register(_extractor.cache_clear)  # its finaliser needs a living interpreter


def _read(pixels: Pixels, *, with_quality: bool) -> Any:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=1)
    try:
        return _extractor(with_quality=with_quality).extract_minutiae(file.getvalue())
    except nbis.NbisError as error:
        if with_quality:
            raise
        raise RuleBroken("finger_not_found", minutiae=0) from error
