"""Made-up bodies for the engine's tests: fixed seeds, no images of anybody."""

import numpy as np

from rekam.abis.engine.extract.cylinders import finger_template
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import FINGERS, IRISES
from rekam.abis.engine.template import FaceTemplate, FingerTemplate, IrisTemplate, PersonTemplate


def finger(seed: int, *, shake: int = 0, extractor: Extractor = Extractor.LEADER) -> FingerTemplate:
    """A finger of 40 minutiae; with `shake` another impression of it: moved a little, some minutiae lost."""
    body, visit = np.random.default_rng(seed), np.random.default_rng((seed, shake))
    x, y = body.integers(20, 280, 40), body.integers(20, 380, 40)
    angle, reliability = body.integers(0, 256, 40), body.integers(30, 100, 40)
    if shake:
        x, y = x + visit.integers(-2, 3, 40), y + visit.integers(-2, 3, 40)
        angle = (angle + visit.integers(-4, 5, 40)) % 256
        kept = visit.permutation(40)[:34]
        x, y, angle, reliability = x[kept], y[kept], angle[kept], reliability[kept]
    return finger_template(x=x, y=y, angle=angle, reliability=reliability, quality=60, extractor=extractor)


def iris(seed: int, *, shake: int = 0) -> IrisTemplate:
    """An iris; with `shake` another image of it, with one bit in nine changed."""
    body, visit = np.random.default_rng(seed), np.random.default_rng((seed, shake))
    code = body.integers(0, 2**64, 32, dtype=np.uint64)
    mask = visit.integers(0, 2**64, 32, dtype=np.uint64) | visit.integers(0, 2**64, 32, dtype=np.uint64)
    if shake:
        flips = [visit.integers(0, 2**64, 32, dtype=np.uint64) for _ in range(3)]
        code = code ^ (flips[0] & flips[1] & flips[2])
    return IrisTemplate(code=code & mask, mask=mask, quality=75)


def face(seed: int, *, shake: int = 0) -> FaceTemplate:
    body, visit = np.random.default_rng(seed), np.random.default_rng((seed, shake))
    vector = body.standard_normal(128) + (0.4 * visit.standard_normal(128) if shake else 0.0)
    return FaceTemplate(embedding=np.rint(vector * 127 / np.abs(vector).max()).astype(np.int8), quality=80)


def person(
    seed: int, *, shake: int = 0, fingers: int = 4, eyes: bool = True, with_face: bool = True
) -> PersonTemplate:
    return PersonTemplate(
        fingers={p: finger(100 * seed + k, shake=shake) for k, p in enumerate(FINGERS[:fingers])},
        irises={p: iris(100 * seed + 50 + k, shake=shake) for k, p in enumerate(IRISES)} if eyes else {},
        face=face(100 * seed + 90, shake=shake) if with_face else None,
    )
