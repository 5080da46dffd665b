"""From a subject's image records to its template: takes CPU, writes nothing."""

import io
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

from rekam.abis.engine.enrol import extract_person
from rekam.abis.engine.formats import decode_record
from rekam.abis.engine.formats.face import FORMATS, SHAPE
from rekam.abis.engine.formats.records import representation
from rekam.abis.engine.samples import FACE_SIDE, Sample
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


def read_body(records: Mapping[str, bytes]) -> Body:
    """Decode, measure and extract all records of one body, keyed by position.

    A record that cannot be read is a problem with its code, and then there is no template: a recording
    is either read whole or looked at by somebody.
    """
    samples: dict[str, Sample] = {}
    problems: dict[str, str] = {}
    for position, record in records.items():
        try:
            samples[position] = decoded(record, position=position)
        except RuleBroken as broken:
            problems[position] = broken.code
    if problems:
        return Body(template=None, qualities={}, problems=problems)
    try:
        template = extract_person(samples.values())
    except RuleBroken as broken:
        if broken.code not in UNREADABLE:
            raise
        return Body(template=None, qualities={}, problems={"": broken.code})
    return Body(template=template, qualities=_qualities(template), problems={})


def decoded(record: bytes, *, position: str) -> Sample:
    """The sample of a record, when it is of that position.

    Raises RuleBroken("position_contradicts_record") and what `decode_record` raises.
    """
    try:
        sample = decode_record(record)
    except Image.DecompressionBombError as error:  # Pillow's own limit lies above the engine's
        raise RuleBroken("image_too_large", position=position) from error
    if sample.position != position:
        raise RuleBroken("position_contradicts_record", position=position)
    return sample


def _qualities(template: PersonTemplate) -> dict[str, int]:
    found = {str(position): finger.quality for position, finger in template.fingers.items()}
    found |= {str(position): iris.quality for position, iris in template.irises.items()}
    return found | ({"face": template.face.quality} if template.face is not None else {})


def colour_face(record: bytes) -> npt.NDArray[np.uint8]:
    """The face of an ISO/IEC 19794-5 record as RGB pixels, which the engine itself has no use for.

    Raises RuleBroken("image_record_invalid" | "image_too_large") as the engine's decoder does.
    """
    decoded(record, position="face")  # limits and structure first
    body, _ = representation(record, shape=SHAPE)
    landmarks = body.u16()
    body.take(4 + 3 + 2 + 3 + 3 + 8 * landmarks + 1)
    kind = FORMATS[body.u8()]
    body.take(2 + 2 + 1 + 2 + 1 + 1)
    image = body.take(body.u32())
    try:
        with Image.open(io.BytesIO(image), formats=(kind,)) as opened:
            if max(opened.size) > FACE_SIDE:
                raise RuleBroken("image_too_large", width=opened.width, height=opened.height)
            return np.array(opened.convert("RGB"), dtype=np.uint8)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise RuleBroken("image_record_invalid", why="image") from error
