"""What a record is worth: decoded, measured, and made comparable for this session's small gallery."""

import io
from dataclasses import dataclass

from PIL import Image

from rekam.abis.engine.extract.finger import extract_finger, finger_quality
from rekam.abis.engine.extract.iris import extract_iris
from rekam.abis.engine.formats import decode_record
from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import Pixels, Sample
from rekam.abis.engine.template import PersonTemplate
from rekam.devices.adapters.sbi.answers import Record
from rekam.kernel.errors import RuleBroken

PREVIEW_SIDE = 320


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A record with its quality (0..100), a small PNG for the operator's eyes, and its template.

    template   None when nothing comparable was found in it, or for a face
    """

    record: Record
    quality: int
    preview: bytes
    template: PersonTemplate | None


def judge(record: Record) -> Judged:
    """Decode and measure a record; a face has the device's own score.

    Raises RuleBroken("record_position_wrong") when the record inside is of another position than the
    device said, and the codes of `engine.formats`.
    """
    sample = decode_record(record.record)
    if sample.position != record.position:
        raise RuleBroken("record_position_wrong", position=record.position, inside=str(sample.position))
    template = _template(sample)
    quality = _quality(sample, template=template, device_score=record.device_score)
    return Judged(record=record, quality=quality, preview=preview_png(sample.pixels), template=template)


def preview_png(pixels: Pixels) -> bytes:
    """A PNG of at most PREVIEW_SIDE pixels a side."""
    image = Image.fromarray(pixels)
    image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()


def _template(sample: Sample) -> PersonTemplate | None:
    position = sample.position
    try:
        if position.is_finger:
            return PersonTemplate(fingers={position: extract_finger(sample)})
        if position.is_iris:
            return PersonTemplate(irises={position: extract_iris(sample)})
    except RuleBroken:  # nothing to compare; the quality says how bad it is, the operator decides
        return None
    return None


def _quality(sample: Sample, *, template: PersonTemplate | None, device_score: int) -> int:
    position = sample.position
    if template is not None:
        return template.fingers[position].quality if position.is_finger else template.irises[position].quality
    if position.is_finger:
        return finger_quality(sample)
    return device_score if position is Position.FACE else 0
