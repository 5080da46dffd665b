"""What a photograph for a card is worth, and whether it shows the face of the one before. Takes CPU."""

import datetime
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from rekam.enrolment.photo_rules import Finding, backdrop_of, findings
from rekam.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from rekam.abis.engine.template import FaceTemplate

UNMEASURABLE = frozenset({"weights_missing", "weights_invalid"})


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was found in a photograph, and the cosine of its face with the one before, or None."""

    findings: tuple[Finding, ...]
    likeness: float | None


def look_at(picture: bytes, *, before: bytes, born: datetime.date, foreigner: bool) -> Seen:
    """Measure a photograph by the bounds of a recording, and compare its face 1:1 with the one before.

    picture, before   PNG
    Without the networks for faces on this machine nothing is measured, and a finding says so.
    """
    # Here and not above, so that the web starts without the engine's networks.
    import numpy as np

    from rekam.abis.engine.portrait import measure_portrait
    from rekam.enrolment.operators.likeness import face_likeness

    with Image.open(io.BytesIO(picture)) as opened:
        colour = np.array(opened.convert("RGB"), dtype=np.uint8)
    backdrop = backdrop_of(born=born, foreigner=foreigner)
    try:
        found = findings(measure_portrait(colour), backdrop=backdrop)
        faces = _face_in(picture), _face_in(before)
    except RuleBroken as broken:
        if broken.code not in UNMEASURABLE:
            raise
        return Seen(findings=(Finding.UNCHECKED,), likeness=None)
    new, old = faces
    likeness = face_likeness(new, old) if new is not None and old is not None else None
    return Seen(findings=found, likeness=likeness)


def _face_in(picture: bytes) -> "FaceTemplate | None":
    import numpy as np

    from rekam.abis.engine.extract.face import extract_face
    from rekam.abis.engine.positions import Position
    from rekam.abis.engine.samples import Sample

    with Image.open(io.BytesIO(picture)) as opened:
        grey = np.array(opened.convert("L"), dtype=np.uint8)
    try:
        return extract_face(Sample(position=Position.FACE, pixels=grey, ppi=None))
    except RuleBroken as broken:
        if broken.code in UNMEASURABLE:
            raise
        return None
