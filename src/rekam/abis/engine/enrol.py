"""All samples of one person to one template, whose fingers say who found their minutiae."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from rekam.abis.engine.extract import extract_face, extract_finger, extract_iris
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import Position
from rekam.abis.engine.recorder import Recorder, keep
from rekam.abis.engine.samples import Sample
from rekam.abis.engine.template import FaceTemplate, FingerTemplate, IrisTemplate, PersonTemplate
from rekam.kernel.errors import RuleBroken

Graded = TypeVar("Graded", FingerTemplate, IrisTemplate, FaceTemplate)


@dataclass
class _Best:
    fingers: dict[Position, FingerTemplate] = field(default_factory=dict)
    irises: dict[Position, IrisTemplate] = field(default_factory=dict)
    faces: dict[Position, FaceTemplate] = field(default_factory=dict)


def extract_person(
    samples: Iterable[Sample], *, extractor: Extractor, recorder: Recorder | None = None
) -> PersonTemplate:
    """The template of one person; of several samples of one position the one of best quality is kept.

    extractor  who finds the minutiae of the fingers
    A sample in which nothing is found is left out, and recorded as `person.failed` with its code.
    Raises RuleBroken("nothing_extracted") when nothing is left; "weights_missing" is never swallowed.
    """
    best = _Best()
    for sample in samples:
        try:
            _take(sample, best=best, extractor=extractor, recorder=recorder)
        except RuleBroken as refused:
            if not refused.code.endswith("_not_found"):
                raise
            keep(recorder, person__failed=(sample.position, refused.code))
    if not (best.fingers or best.irises or best.faces):
        raise RuleBroken("nothing_extracted")
    return PersonTemplate(fingers=best.fingers, irises=best.irises, face=best.faces.get(Position.FACE))


def _take(sample: Sample, *, best: _Best, extractor: Extractor, recorder: Recorder | None) -> None:
    position = sample.position
    if position.is_finger:
        finger = extract_finger(sample, extractor=extractor, recorder=recorder)
        _keep_better(best.fingers, position, finger)
    elif position.is_iris:
        _keep_better(best.irises, position, extract_iris(sample, recorder=recorder))
    else:
        _keep_better(best.faces, position, extract_face(sample, recorder=recorder))


def _keep_better(kept: dict[Position, Graded], position: Position, fresh: Graded) -> None:
    known = kept.get(position)
    if known is None or fresh.quality > known.quality:
        kept[position] = fresh
