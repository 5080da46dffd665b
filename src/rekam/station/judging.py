"""What a record is worth: decoded, measured, and made comparable for this session's small gallery."""

import io
from dataclasses import dataclass

from PIL import Image

from rekam.abis.engine.extract.face import extract_face
from rekam.abis.engine.extract.finger import extract_finger, finger_quality
from rekam.abis.engine.extract.iris import extract_iris
from rekam.abis.engine.formats import decode_record
from rekam.abis.engine.portrait import measure_portrait
from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import Pixels, Sample
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.finger_extractor import finger_extractor
from rekam.abis.reading import colour_face
from rekam.devices.adapters.sbi.answers import Record
from rekam.enrolment.photo_rules import Backdrop, Finding, findings
from rekam.kernel.errors import RuleBroken
from rekam.kernel.wsq import read_wsq

PREVIEW_SIDE = 320
UNMEASURABLE = frozenset({"weights_missing", "weights_invalid"})


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A record with its quality (0..100), a small PNG for the operator's eyes, and its template.

    template   None when nothing comparable was found in it
    findings   what is not as it should be in a photograph of the face
    """

    record: Record
    quality: int
    preview: bytes
    template: PersonTemplate | None
    findings: tuple[Finding, ...] = ()


def judge(record: Record) -> Judged:
    """Decode and measure a finger (NFIQ 2) or an iris (our own measure).

    Raises RuleBroken("record_position_wrong") when the record inside is of another position than the
    device said, the codes of `engine.formats`, and RuleBroken("weights_missing" | "weights_invalid"): without
    its network a laptop would record fingers that it cannot compare, and nobody would see it.
    """
    sample = _decoded(record)
    template = _template(sample)
    quality = _quality(sample, template=template)
    return Judged(record=record, quality=quality, preview=preview_png(sample.pixels), template=template)


def judge_photo(record: Record, *, backdrop: Backdrop) -> Judged:
    """Decode and measure a photograph of a face, in colour; raises as `judge`.

    backdrop   the colour that belongs behind this person's face
    Where the networks for faces are not on this laptop the device's own score stands, and a finding says so.
    """
    sample = _decoded(record)
    colour = colour_face(record.record)
    preview = preview_png(colour)
    try:
        portrait = measure_portrait(colour)
    except RuleBroken as broken:
        if broken.code not in UNMEASURABLE:
            raise
        unchecked = (Finding.UNCHECKED,)
        score = record.device_score
        return Judged(record=record, quality=score, preview=preview, template=None, findings=unchecked)
    quality = portrait.quality if portrait else 0
    found = findings(portrait, backdrop=backdrop)
    template = _template(sample)
    return Judged(record=record, quality=quality, preview=preview, template=template, findings=found)


def preview_png(pixels: Pixels) -> bytes:
    """A PNG of at most PREVIEW_SIDE pixels a side."""
    image = Image.fromarray(pixels)
    image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()


def _decoded(record: Record) -> Sample:
    sample = decode_record(record.record, wsq=read_wsq)
    if sample.position != record.position:
        raise RuleBroken("record_position_wrong", position=record.position, inside=str(sample.position))
    return sample


def _template(sample: Sample) -> PersonTemplate | None:
    position = sample.position
    try:
        if position.is_finger:
            return PersonTemplate(fingers={position: extract_finger(sample, extractor=finger_extractor())})
        if position is Position.FACE:
            return PersonTemplate(face=extract_face(sample))
        return PersonTemplate(irises={position: extract_iris(sample)})
    except RuleBroken as broken:
        if broken.code in UNMEASURABLE:  # of this laptop, not of the picture: it must be mended
            raise
        return None  # nothing to compare; the quality says how bad it is, the operator decides


def _quality(sample: Sample, *, template: PersonTemplate | None) -> int:
    position = sample.position
    if template is not None:
        return template.fingers[position].quality if position.is_finger else template.irises[position].quality
    return finger_quality(sample) if position.is_finger else 0
