"""From a subject's image records to its template: takes CPU, writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from rekam.abis.engine.enrol import extract_person
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.formats import decode_record
from rekam.abis.engine.formats.face import decode_colour
from rekam.abis.engine.formats.pixels import WsqReader
from rekam.abis.engine.samples import Sample
from rekam.abis.engine.template import PersonTemplate
from rekam.kernel.errors import RuleBroken

# What the engine says of a body; anything else it refuses is about this machine (weights missing).
UNREADABLE = frozenset({"nothing_extracted"})


@dataclass(frozen=True, kw_only=True)
class Body:
    """What was read of a subject.

    template    of the parts that could be read; None when a record was not what it says
    qualities   0 to 100 by position
    problems    position -> stable code, of what could not be read
    """

    template: PersonTemplate | None
    qualities: Mapping[str, int]
    problems: Mapping[str, str]


def read_body(records: Mapping[str, bytes], *, extractor: Extractor, wsq: WsqReader | None = None) -> Body:
    """Decode, measure and extract all records of one body, keyed by position.

    A record that cannot be read is a problem with its code, and then there is no template: a recording
    is either read whole or looked at by somebody.
    extractor  who finds the minutiae of fingers
    wsq        reads fingers compressed as WSQ
    """
    samples: dict[str, Sample] = {}
    problems: dict[str, str] = {}
    for position, record in records.items():
        try:
            samples[position] = decoded(record, position=position, wsq=wsq)
        except RuleBroken as broken:
            problems[position] = broken.code
    if problems:
        return Body(template=None, qualities={}, problems=problems)
    try:
        template = extract_person(samples.values(), extractor=extractor)
    except RuleBroken as broken:
        if broken.code not in UNREADABLE:
            raise
        return Body(template=None, qualities={}, problems={"": broken.code})
    return Body(template=template, qualities=qualities_of(template), problems={})


def decoded(record: bytes, *, position: str, wsq: WsqReader | None = None) -> Sample:
    """The sample of a record, when it is of that position.

    Raises RuleBroken("position_contradicts_record") and what `decode_record` raises.
    """
    try:
        sample = decode_record(record, wsq=wsq)
    except Image.DecompressionBombError as error:  # Pillow's own limit lies above the engine's
        raise RuleBroken("image_too_large", position=position) from error
    if sample.position != position:
        raise RuleBroken("position_contradicts_record", position=position)
    return sample


def qualities_of(template: PersonTemplate) -> dict[str, int]:
    """Quality (0 to 100) of each part of a template, by position."""
    found = {str(position): finger.quality for position, finger in template.fingers.items()}
    found |= {str(position): iris.quality for position, iris in template.irises.items()}
    return found | ({"face": template.face.quality} if template.face is not None else {})


def colour_face(record: bytes) -> npt.NDArray[np.uint8]:
    """The face of an ISO/IEC 19794-5 record as RGB pixels, which the engine itself has no use for.

    Raises RuleBroken("image_record_invalid" | "image_too_large") as the engine's decoder does.
    """
    decoded(record, position="face")  # limits and structure first
    return decode_colour(record)
