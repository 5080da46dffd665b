"""A gallery of synthetic people made without images: templates alone, for demonstrations and load.

Everything here is SYNTHETIC: no template belongs to anybody, and none can be matched by a drawn body either.
What is realistic is how strangers' scores are spread (measured in docs/reference/simulated-device.md);
how well a person would be found again cannot be learned from them.
"""

import uuid
from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import FINGERS, IRISES, Position
from rekam.abis.engine.template import FACE_LENGTH, FaceTemplate, FingerTemplate, IrisTemplate, PersonTemplate
from rekam.simulation.gallery_fingers import finger_templates
from rekam.simulation.gallery_irises import iris_templates

BATCH: Final = 200  # people drawn together; also the unit of the random streams, so never depends on `count`
COMMON: Final = 0.30  # length of what all face embeddings share; strangers' mean cosine is its square
FADE: Final = 0.992  # how the spread falls from one axis to the next: about 75 axes in effect
MAX_COUNT: Final = 10_000_000


def synthetic_templates(
    count: int,
    seed: int,
    *,
    fingers: tuple[Position, ...] = FINGERS,
    extractor: Extractor = Extractor.LEADER,
) -> Iterator[tuple[uuid.UUID, PersonTemplate]]:
    """The first `count` people (0 to MAX_COUNT) of the synthetic gallery of a seed, always the same ones.

    fingers    which fingers each person has; fewer are faster. The others' templates do not depend on it.
    extractor  who shall have found their minutiae
    About 4 ms a person with ten fingers on one core. Ids are uuid4-shaped and random by the seed.
    Raises ValueError outside these ranges.
    """
    if not 0 <= count <= MAX_COUNT or seed < 0:
        raise ValueError(f"count must lie between 0 and {MAX_COUNT}, seed at 0 or above: {count}, {seed}")
    for start in range(0, count, BATCH):
        people = _batch(seed=seed, number=start // BATCH, fingers=fingers, extractor=extractor)
        for _, person in zip(range(min(BATCH, count - start)), people, strict=False):
            yield person


def _batch(
    *, seed: int, number: int, fingers: tuple[Position, ...], extractor: Extractor
) -> Iterator[tuple[uuid.UUID, PersonTemplate]]:
    ids = _subjects(np.random.default_rng([seed, number, 50]))
    drawn: dict[Position, Iterator[FingerTemplate]] = {
        position: finger_templates(
            BATCH, rng=np.random.default_rng([seed, number, 60 + place]), extractor=extractor
        )
        for place, position in enumerate(FINGERS)
        if position in fingers
    }
    eyes: dict[Position, list[IrisTemplate]] = {
        position: iris_templates(BATCH, rng=np.random.default_rng([seed, number, 80 + place]))
        for place, position in enumerate(IRISES)
    }
    faces = _faces(np.random.default_rng([seed, number, 90]))
    for index in range(BATCH):
        person = PersonTemplate(
            fingers={position: next(templates) for position, templates in drawn.items()},
            irises={position: templates[index] for position, templates in eyes.items()},
            face=faces[index],
        )
        yield ids[index], person


def _subjects(rng: np.random.Generator) -> list[uuid.UUID]:
    return [uuid.UUID(bytes=rng.bytes(16), version=4) for _ in range(BATCH)]


def _faces(rng: np.random.Generator) -> list[FaceTemplate]:
    embeddings = face_embeddings(BATCH, rng=rng)
    quality = np.clip(rng.normal(80, 7, BATCH), 40, 99).astype(int)
    return [
        FaceTemplate(embedding=np.ascontiguousarray(one), quality=int(grade))
        for one, grade in zip(embeddings, quality, strict=True)
    ]


def face_embeddings(count: int, *, rng: np.random.Generator) -> npt.NDArray[np.int8]:
    """Embeddings whose strangers' cosines have mean COMMON squared and a deviation of about 0.1."""
    shared = np.random.default_rng(51).normal(0, 1, FACE_LENGTH)
    shared = COMMON * shared / np.linalg.norm(shared)
    own = rng.normal(0, 1, (count, FACE_LENGTH)) * FADE ** np.arange(FACE_LENGTH)
    own *= np.sqrt(1 - COMMON**2) / np.linalg.norm(own, axis=1, keepdims=True)
    vectors: npt.NDArray[np.float64] = own + shared
    scaled = np.rint(vectors * (127.0 / np.abs(vectors).max(axis=1, keepdims=True)))
    return np.asarray(scaled, dtype=np.int8)
