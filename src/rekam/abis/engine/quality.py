"""How good a sample is, before anything is kept of it: 0 (unusable) to 100."""

from rekam.abis.engine.extract.face import find_face, quality_of
from rekam.abis.engine.extract.finger import finger_quality
from rekam.abis.engine.extract.iris import extract_iris
from rekam.abis.engine.samples import Sample
from rekam.kernel.errors import RuleBroken


def quality(sample: Sample) -> int:
    """NFIQ 2 for fingers; the share of usable iris; size, contrast and belief of the detector for faces.

    0 where nothing is found. Raises RuleBroken("weights_missing" | "weights_invalid") for faces only: NFIQ 2
    needs no network, whoever finds the minutiae.
    """
    if sample.position.is_finger:
        return finger_quality(sample)
    if sample.position.is_iris:
        try:
            return extract_iris(sample).quality
        except RuleBroken:
            return 0
    found = find_face(sample.pixels)
    return 0 if found is None else quality_of(found)
