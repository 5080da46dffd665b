"""Compiling the kernels of comparison alone, for processes that search and never extract."""

import numpy as np

from rekam.abis.engine import compare, finger_index
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import face_row, finger_row, iris_row
from rekam.abis.engine.template import FACE_LENGTH, IRIS_WORDS, FaceTemplate, FingerTemplate, IrisTemplate

MINUTIAE = 40


def warm_comparing() -> None:
    """Compile (or load from the cache) all kernels of comparison, with made-up input."""
    steps = np.arange(MINUTIAE)
    finger = FingerTemplate(
        x=(steps * 37 % 250).astype(np.int16),
        y=(steps * 53 % 300).astype(np.int16),
        angle=(steps * 29 % 256).astype(np.uint8),
        reliability=steps.astype(np.uint8),
        quality=50,
        extractor=Extractor.LEADER,
    )
    codes = np.arange(IRIS_WORDS, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    eye = IrisTemplate(code=codes, mask=np.full(IRIS_WORDS, 2**64 - 1, dtype=np.uint64), quality=50)
    face = FaceTemplate(embedding=np.arange(FACE_LENGTH).astype(np.int8), quality=50)
    rows = {
        Position.RIGHT_THUMB: finger_row(finger),
        Position.IRIS_LEFT: iris_row(eye),
        Position.FACE: face_row(face),
    }
    first = np.zeros(1, dtype=np.int64)
    columns = {position: row[None, :] for position, row in rows.items()}
    mapped = {position: column.view() for position, column in columns.items()}  # as a gallery's, read-only
    for position, row in rows.items():
        mapped[position].flags.writeable = False
        for column in (columns[position], mapped[position]):
            compare.quick(position, probe=row, column=column, rows=first)
        compare.exact(position, probe=row, column=mapped[position], rows=first)
        if position.is_finger:
            finger_index.votes(row, index=finger_index.index_of(mapped[position]))
    for one in (columns, mapped):
        compare.full(probe=rows, columns=one, row=0)
