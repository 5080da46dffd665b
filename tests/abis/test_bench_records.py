"""Minutiae that are measured through records come back where they were."""

import numpy as np
import pytest

from rekam.abis.bench_records import WAYS
from rekam.abis.command import THROUGH
from rekam.abis.engine.extract.minutiae import Minutiae
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.formats import decode_minutiae
from rekam.abis.engine.formats.minutiae import template_of

DRAWN = np.random.default_rng(7)
SEEN = Minutiae(
    x=DRAWN.integers(0, 400, 40).astype(float),
    y=DRAWN.permutation(500)[:40].astype(float),
    degrees=DRAWN.uniform(0, 360, 40),
    reliability=DRAWN.uniform(0, 1, 40),
)


@pytest.mark.parametrize("way", THROUGH)
def test_places_and_angles_come_back(way: str) -> None:
    (view,) = decode_minutiae(WAYS[way](SEEN))

    back = template_of(view, extractor=Extractor.FOREIGN)

    down, order = np.argsort(SEEN.y), np.argsort(back.y)
    lost = 1 if way.endswith("300") else 0
    assert np.abs(back.x[order] - SEEN.x[down]).max() <= lost
    assert np.abs(back.y[order] - SEEN.y[down]).max() <= lost
    assert np.array_equal(back.angle[order], SEEN.angle[down])
    assert (len(set(back.reliability.tolist())) == 1) is ("bare" in way)
    assert set(WAYS) == set(THROUGH)
