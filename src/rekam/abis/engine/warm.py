"""Compiling every kernel once, so that the first search or extraction does not wait for a compiler.

numba keeps the machine code in NUMBA_CACHE_DIR, or beside the package where that can be written.
"""

import numpy as np

from rekam.abis.engine import compare, finger_index
from rekam.abis.engine.extract.cylinders import finger_template
from rekam.abis.engine.extract.iris import extract_iris
from rekam.abis.engine.extract.leader import leader_minutiae
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import face_row, finger_row, iris_row
from rekam.abis.engine.samples import Sample
from rekam.abis.engine.template import FACE_LENGTH, FaceTemplate


def warm(*, extractor: Extractor = Extractor.LEADER) -> None:
    """Compile (or load from the cache) all kernels of extraction and comparison, with made-up input.

    extractor  whose layers are compiled; mindtct has none of ours
    Raises RuleBroken("weights_missing" | "weights_invalid") for LEADER, once all else is compiled.
    """
    eye = extract_iris(Sample(Position.IRIS_LEFT, _drawn_eye()))
    steps = np.arange(40)
    finger = finger_template(
        x=steps * 37 % 250,
        y=steps * 53 % 300,
        angle=steps * 29 % 256,
        reliability=steps,
        quality=50,
        extractor=Extractor.LEADER,
    )
    face = FaceTemplate(embedding=np.arange(FACE_LENGTH).astype(np.int8), quality=50)
    rows = {
        Position.RIGHT_THUMB: finger_row(finger),
        Position.IRIS_LEFT: iris_row(eye),
        Position.FACE: face_row(face),
    }
    columns = {position: row[None, :] for position, row in rows.items()}
    for position, row in rows.items():
        compare.quick(position, probe=row, column=columns[position], rows=np.zeros(1, dtype=np.int64))
        _frozen = columns[position].view()
        _frozen.flags.writeable = False
        compare.quick(position, probe=row, column=_frozen, rows=np.zeros(1, dtype=np.int64))
        compare.exact(position, probe=row, column=_frozen, rows=np.zeros(1, dtype=np.int64))
        if position.is_finger:
            finger_index.votes(row, index=finger_index.index_of(_frozen))
    compare.full(probe=rows, columns=columns, row=0)
    if extractor is Extractor.LEADER:
        leader_minutiae(_drawn_ridges())


def _drawn_ridges() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Ridges that fork in the middle: directions are worked out around minutiae alone."""
    y, x = np.mgrid[:200, :200]
    waves = np.cos(y * (2 * np.pi / 9) + np.arctan2(y - 100, x - 100))
    return np.asarray(128 + 100 * waves, dtype=np.uint8)


def _drawn_eye() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    y, x = np.mgrid[:240, :320]
    away = np.hypot(x - 160, y - 120)
    texture = 20.0 * np.sin(away / 3.0) * np.cos(8.0 * np.arctan2(y - 120, x - 160))
    grey = np.where(away < 35, 20.0, np.where(away < 90, 110.0 + texture, 190.0))
    return grey.astype(np.uint8)
