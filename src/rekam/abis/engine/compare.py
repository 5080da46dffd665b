"""Comparing the parts of a probe with rows of a gallery, whichever kernel a part needs."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extractor import Extractor, weaker
from rekam.abis.engine.match import faces, fingers, irises
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import COUNT_AT, Row, extractor_of
from rekam.abis.engine.template import IRIS_WORDS

Rows = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
Columns = Mapping[Position, npt.NDArray[np.uint64]]


def quick(position: Position, *, probe: Row, column: npt.NDArray[np.uint64], rows: Rows) -> Scores:
    """How alike a part is to each row by the cheapest kernel, higher = more; units as the kernel's.

    Fingers by stage 1, irises by 0.5 minus their distance, faces by their cosine.
    """
    scores = np.zeros(len(rows), dtype=np.float32)
    if position.is_finger:
        fingers.stage1(probe, column, rows, scores)
        return scores
    if position.is_iris:
        irises.distances(irises.rotated(probe), column, rows, scores)
        return np.float32(irises.APART) - scores
    faces.cosines(probe.view(np.int8), column.view(np.int8), rows, scores)
    return scores


def full(*, probe: Mapping[Position, Row], columns: Columns, row: int) -> dict[Position, float]:
    """The score of each part that both have (units as in `fusion.evidence`)."""
    return {
        position: _score(position, probe=words, column=columns[position], row=row)
        for position, words in probe.items()
        if present(position, row=columns[position][row])
    }


def extractors(*, probe: Mapping[Position, Row], columns: Columns, row: int) -> dict[Position, Extractor]:
    """Whose model the score of each finger goes by: that of both, or the weaker where they differ.

    Strangers of two extractors are no more alike than strangers of mindtct (`extractor.weaker`).
    """
    return {
        position: weaker(extractor_of(words), extractor_of(columns[position][row]))
        for position, words in probe.items()
        if position.is_finger and present(position, row=columns[position][row])
    }


def present(position: Position, *, row: Row) -> bool:
    """Whether a row holds a part (a row of zeros does not)."""
    if position.is_finger:
        return bool(row[COUNT_AT])
    return bool(row[IRIS_WORDS:].any()) if position.is_iris else bool(row.any())


def _score(position: Position, *, probe: Row, column: npt.NDArray[np.uint64], row: int) -> float:
    rows, score = np.array([row], dtype=np.int64), np.zeros(1, dtype=np.float32)
    if position.is_finger:
        fingers.stage2(probe, column, rows, score)
    elif position.is_iris:
        irises.distances(irises.rotated(probe), column, rows, score)
    else:
        faces.cosines(probe.view(np.int8), column.view(np.int8), rows, score)
    return float(score[0])
