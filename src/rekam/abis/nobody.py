"""A template of nobody, to compare with where there is none: drawn numbers, of no person and no picture."""

from functools import cache

import numpy as np

from rekam.abis.engine.extract.cylinders import finger_template
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import FINGERS, IRISES
from rekam.abis.engine.template import (
    FACE_LENGTH,
    IRIS_WORDS,
    MAX_MINUTIAE,
    FaceTemplate,
    FingerTemplate,
    IrisTemplate,
    PersonTemplate,
)

_SEED = 20260101
_QUALITY = 60


@cache
def nobody() -> PersonTemplate:
    """All parts, fingers with as many minutiae as fit: reading and comparing takes no less than elsewhere."""
    return drawn(_SEED)


def drawn(seed: int) -> PersonTemplate:
    """A template of random numbers; another seed gives another one."""
    rng = np.random.default_rng(seed)
    fingers = {position: _finger(rng) for position in FINGERS}
    irises = {position: _iris(rng) for position in IRISES}
    embedding = np.clip(rng.normal(0, 45, FACE_LENGTH), -127, 127).astype(np.int8)
    face = FaceTemplate(embedding=embedding, quality=_QUALITY)
    return PersonTemplate(fingers=fingers, irises=irises, face=face)


def filled_up(template: PersonTemplate) -> PersonTemplate:
    """A template with nobody's parts where it has none of its own."""
    other = nobody()
    return PersonTemplate(
        fingers={**other.fingers, **template.fingers},
        irises={**other.irises, **template.irises},
        face=template.face if template.face is not None else other.face,
    )


def _iris(rng: np.random.Generator) -> IrisTemplate:
    code = rng.integers(0, 2**64, IRIS_WORDS, dtype=np.uint64)
    mask = np.full(IRIS_WORDS, 2**64 - 1, dtype=np.uint64)
    return IrisTemplate(code=code, mask=mask, quality=_QUALITY)


def _finger(rng: np.random.Generator) -> FingerTemplate:
    return finger_template(
        x=rng.integers(20, 300, MAX_MINUTIAE),
        y=rng.integers(20, 380, MAX_MINUTIAE),
        angle=rng.integers(0, 256, MAX_MINUTIAE),
        reliability=rng.integers(40, 100, MAX_MINUTIAE),
        quality=_QUALITY,
        extractor=Extractor.LEADER,
    )
