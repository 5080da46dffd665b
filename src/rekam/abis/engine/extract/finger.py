"""A finger image to its template: LEADER or mindtct finds the minutiae, NFIQ 2 judges the image."""

from collections.abc import Mapping
from typing import Final, Protocol

import cv2
import numpy as np

from rekam.abis.engine.extract.cylinders import finger_template
from rekam.abis.engine.extract.leader import leader_minutiae
from rekam.abis.engine.extract.mindtct import mindtct_minutiae, nfiq2
from rekam.abis.engine.extract.minutiae import Minutiae
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.recorder import Recorder, keep
from rekam.abis.engine.samples import FINGER_PPI, Pixels, Sample
from rekam.abis.engine.template import FingerTemplate
from rekam.kernel.errors import RuleBroken

LEAST_MINUTIAE: Final = 6
"""Fewer say nothing: two strangers would share them."""


def extract_finger(
    sample: Sample, *, extractor: Extractor, quality: int | None = None, recorder: Recorder | None = None
) -> FingerTemplate:
    """The template of one finger image, at 500 ppi whatever the image's own resolution.

    An unknown resolution is taken as 500 ppi. Never another extractor than the one that is asked for.
    quality  0 to 100 where it is known already; None = measured here (NFIQ 2)

    Raises RuleBroken("finger_not_found") when fewer than LEAST_MINUTIAE minutiae are seen, and with LEADER
    RuleBroken("weights_missing" | "weights_invalid").
    """
    pixels = at_500_ppi(sample)
    minutiae = FINDERS[extractor](pixels, recorder=recorder)
    keep(recorder, finger__pixels=pixels, finger__minutiae=minutiae)
    if len(minutiae) < LEAST_MINUTIAE:
        raise RuleBroken("finger_not_found", position=str(sample.position), minutiae=len(minutiae))
    template = finger_template(
        x=minutiae.x,
        y=minutiae.y,
        angle=minutiae.angle,
        reliability=np.clip(np.rint(minutiae.reliability * 100.0), 0, 100),
        quality=nfiq2(pixels) if quality is None else quality,
        extractor=extractor,
    )
    keep(recorder, finger__template=template)
    return template


def finger_quality(sample: Sample) -> int:
    """NFIQ 2 of a finger image, 0 (nothing to see) to 100. Source: ISO/IEC 29794-4."""
    return nfiq2(at_500_ppi(sample))


def at_500_ppi(sample: Sample) -> Pixels:
    """The pixels resampled to 500 ppi; as they are when the resolution is 500 or unknown."""
    if sample.ppi is None or sample.ppi == FINGER_PPI:
        return sample.pixels
    scale = FINGER_PPI / sample.ppi
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    resized = cv2.resize(sample.pixels, None, fx=scale, fy=scale, interpolation=how)
    return np.asarray(resized, dtype=np.uint8)


class _Finder(Protocol):
    def __call__(self, pixels: Pixels, *, recorder: Recorder | None) -> Minutiae: ...


FINDERS: Final[Mapping[Extractor, _Finder]] = {
    Extractor.LEADER: leader_minutiae,
    Extractor.MINDTCT: mindtct_minutiae,
}
