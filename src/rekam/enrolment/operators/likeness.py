"""How much speaks for two templates being one body: 1:1, for few people. Pure."""

from collections.abc import Iterator

from rekam.abis.engine.compare import extractors, full
from rekam.abis.engine.fusion import fuse
from rekam.abis.engine.parameters import DEFAULT
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import Row, rows_of
from rekam.abis.engine.template import FaceTemplate, FingerTemplate, IrisTemplate, PersonTemplate
from rekam.enrolment.operators.rules import SAME_BODY, SAME_FACE


def likeness(first: PersonTemplate, second: PersonTemplate) -> float:
    """log10 likelihood ratio over all positions that both have; 0 where they have none in common.

    From SAME_BODY on they are taken as one body.
    """
    probe, columns = _common(first, second)
    scores = full(probe=probe, columns=columns, row=0)
    return fuse(scores, parameters=DEFAULT, extractors=extractors(probe=probe, columns=columns, row=0))


def finger_likeness(first: FingerTemplate, second: FingerTemplate) -> float:
    """The same of two fingers, whatever their positions are."""
    place = Position.RIGHT_INDEX  # any: positions only say what is compared with what
    one, other = (PersonTemplate(fingers={place: finger}) for finger in (first, second))
    return likeness(one, other)


def face_likeness(first: FaceTemplate, second: FaceTemplate) -> float:
    """Cosine of two faces; from SAME_FACE on they are taken as one."""
    probe, columns = _common(PersonTemplate(face=first), PersonTemplate(face=second))
    return full(probe=probe, columns=columns, row=0)[Position.FACE]


def is_body_of(template: PersonTemplate, *, reference: PersonTemplate) -> bool:
    """Whether a capture shows the body of a reference: its parts together, or any one part alone.

    Fingers and irises are compared with all of theirs, since another one than the asked may be shown.
    """
    return likeness(template, reference) >= SAME_BODY or any(_single_parts(template, reference))


def _single_parts(template: PersonTemplate, reference: PersonTemplate) -> Iterator[bool]:
    for finger in template.fingers.values():
        yield any(finger_likeness(finger, known) >= SAME_BODY for known in reference.fingers.values())
    for iris in template.irises.values():
        yield any(_iris_likeness(iris, known) >= SAME_BODY for known in reference.irises.values())
    if template.face is not None and reference.face is not None:
        yield face_likeness(template.face, reference.face) >= SAME_FACE


def _iris_likeness(first: IrisTemplate, second: IrisTemplate) -> float:
    one, other = (PersonTemplate(irises={Position.IRIS_RIGHT: iris}) for iris in (first, second))
    return likeness(one, other)


def _common(first: PersonTemplate, second: PersonTemplate) -> tuple[dict[Position, Row], dict[Position, Row]]:
    """The parts of the first that the second has too, and the second as a gallery of one."""
    columns = {position: row[None] for position, row in rows_of(second).items()}
    return {position: row for position, row in rows_of(first).items() if position in columns}, columns
