"""The image records in a CBEFF document, by the position on the body. Pure."""

from dataclasses import dataclass
from datetime import date

from rekam.abis.engine.formats import cbeff
from rekam.abis.engine.formats.cbeff import FACE_IMAGE, FINGER_IMAGE, IRIS_IMAGE, Bir
from rekam.abis.mosip.rules import Failed, Failure
from rekam.kernel.errors import RuleBroken

IMAGES = frozenset({FINGER_IMAGE, IRIS_IMAGE, FACE_IMAGE})
CODES = {"cbeff_data_contradicts_type": Failure.NO_DATA, "cbeff_invalid": Failure.CBEFF}
MISSING = "exception"


@dataclass(frozen=True)
class Records:
    """What a document holds of one body.

    images       ISO/IEC 19794 image record of each position; of several the one that is told to be best
    missing      positions that are told to be missing
    captured_on  the earliest day that is told
    """

    images: dict[str, bytes]
    missing: dict[str, str]
    captured_on: date | None


def records_of(document: bytes) -> Records:
    """The records of a document; slaps, photographs of exceptions and templates are passed over.

    Raises Failed(CBEFF) for what is no CBEFF, Failed(NO_DATA) for a document without an image that we can
    read or with bytes that contradict their type.
    """
    try:
        birs = cbeff.read(document)
    except RuleBroken as broken:
        raise Failed(CODES.get(broken.code, Failure.CBEFF)) from broken
    best: dict[str, Bir] = {}
    for bir in birs:
        known = best.get(str(bir.position))
        if _is_image(bir) and (known is None or (bir.quality or 0) > (known.quality or 0)):
            best[str(bir.position)] = bir
    if not best:
        raise Failed(Failure.NO_DATA)
    missing = {str(bir.position) for bir in birs if bir.position is not None and bir.is_exception}
    days = [bir.created.date() for bir in best.values() if bir.created is not None]
    return Records(
        images={position: bir.content for position, bir in sorted(best.items())},
        missing=dict.fromkeys(sorted(missing - set(best)), MISSING),
        captured_on=min(days, default=None),
    )


def _is_image(bir: Bir) -> bool:
    return bir.position is not None and bool(bir.content) and bir.format_type in IMAGES
