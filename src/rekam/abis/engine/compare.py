"""Comparing the parts of a probe with rows of a gallery, whichever kernel a part needs."""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extractor import Extractor, weaker
from rekam.abis.engine.match import faces, fingers, irises
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import COUNT_AT, Row, extractor_of
from rekam.abis.engine.template import IRIS_WORDS

Rows = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
Kernel = Callable[[npt.NDArray[Any], npt.NDArray[Any], Rows, Scores], object]
Columns = Mapping[Position, npt.NDArray[np.uint64]]

WORTH_A_CORE: Final = 4_096
"""Rows a core from which a pass is shared: fewer are done sooner than threads are woken."""
FINGERS_WORTH_A_CORE: Final = 64
"""The same of fingers, each of which may have to be read from disk: so several are waited for at once."""


def quick(position: Position, *, probe: Row, column: npt.NDArray[np.uint64], rows: Rows) -> Scores:
    """How alike a part is to each row by the cheapest kernel, higher = more; units as the kernel's.

    Fingers by stage 1, irises by 0.5 minus their distance, faces by their cosine. For searching: of irises
    it is exact only where they may be mates (`irises.sifted_distances`), `exact` always. Many rows are
    shared among all cores that this process may use.
    """
    kernel = irises.sifted_distances if position.is_iris else _kernel(position)
    worth = FINGERS_WORTH_A_CORE if position.is_finger else WORTH_A_CORE
    scores = _shared(kernel, *_laid_out(position, probe=probe, column=column), rows, worth=worth)
    return _alike(position, scores)


def exact(position: Position, *, probe: Row, column: npt.NDArray[np.uint64], rows: Rows) -> Scores:
    """As `quick`, with the true distance of every iris, on one core: for measuring."""
    scores = _filled(_kernel(position), *_laid_out(position, probe=probe, column=column), rows)
    return _alike(position, scores)


def _alike(position: Position, scores: Scores) -> Scores:
    """Scores of which more is more alike, where the kernel's were; a second array of millions takes time."""
    if position.is_iris:
        np.subtract(np.float32(irises.APART), scores, out=scores)
    return scores


def _kernel(position: Position) -> Kernel:
    if position.is_finger:
        return fingers.stage1
    return irises.distances if position.is_iris else faces.cosines


def _laid_out(
    position: Position, *, probe: Row, column: npt.NDArray[np.uint64]
) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Probe and column as the kernels of this position take them."""
    if position.is_finger:
        return probe, column
    if position.is_iris:
        return irises.rotated(probe), column
    return probe.view(np.int8), column.view(np.int8)


def _filled(kernel: Kernel, probe: npt.NDArray[Any], column: npt.NDArray[Any], rows: Rows) -> Scores:
    scores = np.zeros(len(rows), dtype=np.float32)
    kernel(probe, column, rows, scores)
    return scores


def _shared(
    kernel: Kernel, probe: npt.NDArray[Any], column: npt.NDArray[Any], rows: Rows, *, worth: int
) -> Scores:
    """As `_filled`, by one thread a core: kernels let go of the interpreter's lock."""
    parts = min(cores(), len(rows) // worth)
    if parts < 2:
        return _filled(kernel, probe, column, rows)
    scores = np.zeros(len(rows), dtype=np.float32)
    tasks = [
        _threads(os.getpid()).submit(kernel, probe, column, some, out)
        for some, out in zip(np.array_split(rows, parts), np.array_split(scores, parts), strict=True)
    ]
    for task in tasks:
        task.result()
    return scores


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0))


@cache
def _threads(_process: int) -> ThreadPoolExecutor:
    """By process: threads do not outlive a fork."""
    return ThreadPoolExecutor(max_workers=cores(), thread_name_prefix="comparing")


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
    kernel = fingers.stage2 if position.is_finger else _kernel(position)
    rows = np.array([row], dtype=np.int64)
    return float(_filled(kernel, *_laid_out(position, probe=probe, column=column), rows)[0])
