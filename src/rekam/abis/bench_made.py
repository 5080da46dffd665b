"""Made-up fingers for measuring speed: minutiae where chance puts them, turned as ridges would run there."""

from typing import Final

import numpy as np

from rekam.abis.engine.extract.cylinders import finger_template
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.template import FingerTemplate

WIDTH, HEIGHT = 300, 400
LOOP, DELTA = 150 - 160j, 210 - 330j
"""Where ridges turn back and where they part, in the middle; y runs downwards, so its sign is changed."""
ASIDE: Final = 25.0
"""Standard deviation, in pixels, of how far these points of a finger lie from there."""
USUAL: Final = (30, 48)
LIKE_LEADER: Final = (30, 52)
"""Minutiae of a finger, least and most. LEADER found 41 in the mean on our sets of FVC, and filled many
templates."""


def made_finger(generator: np.random.Generator, *, minutiae: tuple[int, int] = USUAL) -> FingerTemplate:
    """A made-up finger on WIDTH x HEIGHT pixels: a loop that opens to the left or to the right.

    minutiae  how many at least and at most, all as likely
    A ridge has no sense of direction: half of the minutiae point the other way along it.
    Source: Sherlock, Monro, "A model for interpreting fingerprint topology", Pattern Recognition 26, 1993.
    """
    count = int(generator.integers(minutiae[0], minutiae[1] + 1))
    places = generator.integers(0, WIDTH, count) - 1j * generator.integers(0, HEIGHT, count)
    loop, delta = (point + complex(*generator.normal(0.0, ASIDE, 2)) for point in (LOOP, DELTA))
    if generator.integers(2):
        loop, delta = (WIDTH - point.conjugate() for point in (loop, delta))
    flow = (np.angle(places - loop) - np.angle(places - delta)) / 2.0
    angle = np.rint(flow * 128.0 / np.pi) + 128 * generator.integers(0, 2, count)
    return finger_template(
        x=places.real,
        y=-places.imag,
        angle=angle.astype(np.int64) % 256,
        reliability=generator.integers(0, 101, count),
        quality=50,
        extractor=Extractor.LEADER,
    )
