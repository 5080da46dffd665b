"""All pairs of a set of images: what they score, who they are of, and what it costs."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from rekam.abis.bench_records import through_record
from rekam.abis.chimera import (
    Files,
    eye_sets_by_folder,
    face_sets_by_folder,
    finger_sets_by_folder,
    read_sample,
)
from rekam.abis.engine import compare
from rekam.abis.engine.extract import extract_face, extract_finger, extract_iris
from rekam.abis.engine.extractor import OURS, Extractor
from rekam.abis.engine.match import fingers
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import Row, face_row, finger_row, iris_row
from rekam.abis.engine.samples import Sample
from rekam.abis.engine.template import FingerTemplate
from rekam.kernel.errors import RuleBroken

Tell = Callable[[str], None]
Kernel = Callable[[Row, npt.NDArray[np.uint64], compare.Rows], compare.Scores]

EXTRACTORS: Final[Mapping[str, Callable[..., FingerTemplate]]] = {
    one.value: partial(extract_finger, extractor=one) for one in OURS
}
"""What finds the minutiae of a finger, by its public name: the better one first, the plain one last."""
UNMEASURED: Final = 0
"""NFIQ 2 in the bench: it enters no comparison, and would nearly double what an image costs."""
TOLD_EVERY: Final = 5.0
"""Seconds between two lines of progress."""
SUSPECT: Final = 1 / 3
"""Of the way from the strangers' median to the mates'. Two subjects with a median beyond look like one."""


@dataclass(frozen=True)
class Subject:
    """What is measured: where its files are, how one becomes a row, and its comparison stages in order."""

    position: Position
    sets: Callable[[Path], Mapping[str, Files]]
    row: Callable[[Sample], Row]
    stages: Sequence[Kernel]


@dataclass(frozen=True, eq=False)
class Scored:
    """The scores of all pairs of one set, one array a stage, and what they cost in CPU seconds.

    first, second  whose images the pairs are of; scores are higher for more alike, -inf for a failed image
    """

    images: int
    failed: int
    first: npt.NDArray[np.str_]
    second: npt.NDArray[np.str_]
    scores: Sequence[npt.NDArray[np.float32]]
    seconds: Sequence[float]
    extraction_seconds: float

    @property
    def mates(self) -> npt.NDArray[np.bool_]:
        same: npt.NDArray[np.bool_] = self.first == self.second
        return same


def subject_of(name: str, *, extractor: str = Extractor.LEADER, through: str = "") -> Subject:
    """How "fingers", "irises" or "faces" are measured; `extractor` and `through` are for fingers.

    through  a way of bench_records.WAYS: minutiae are written as a record of it and read back
    Raises RuleBroken("extractor_unknown").
    """
    if name == "irises":
        return Subject(Position.IRIS_LEFT, eye_sets_by_folder, _eye, (_quick(Position.IRIS_LEFT),))
    if name == "faces":
        return Subject(Position.FACE, face_sets_by_folder, _face, (_quick(Position.FACE),))
    if extractor not in EXTRACTORS:
        raise RuleBroken("extractor_unknown", extractor=extractor, known=", ".join(EXTRACTORS))
    extract = partial(through_record, way=through, by=extractor) if through else EXTRACTORS[extractor]
    return Subject(
        position=Position.RIGHT_INDEX,
        sets=finger_sets_by_folder,
        row=lambda sample: finger_row(extract(sample, quality=UNMEASURED)),
        stages=(_quick(Position.RIGHT_INDEX), _stage2),
    )


def _eye(sample: Sample) -> Row:
    return iris_row(extract_iris(sample))


def _face(sample: Sample) -> Row:
    return face_row(extract_face(sample))


def _stage2(probe: Row, column: npt.NDArray[np.uint64], rows: compare.Rows) -> compare.Scores:
    scores = np.zeros(len(rows), dtype=np.float32)
    fingers.stage2(probe, column, rows, scores)
    return scores


def _quick(position: Position) -> Kernel:
    return lambda probe, column, rows: compare.exact(position, probe=probe, column=column, rows=rows)


def score_set(files: Files, *, what: Subject, tell: Tell) -> Scored:
    """Extract all images of a set and compare all pairs by all stages.

    The first image is read once before the clock starts: it loads networks and compiles kernels.
    """
    rows, spent = _rows(files, what=what, tell=tell)
    labels = np.array([label for label, paths in files.items() for _ in paths])
    empty = np.zeros_like(next((row for row in rows if row is not None), np.zeros(1, dtype=np.uint64)))
    column = np.stack([empty if row is None else row for row in rows])
    failed = np.array([row is None for row in rows])
    one, other = np.triu_indices(len(rows), 1)
    scores, seconds = [], []
    for stage in what.stages:
        pairs, cost = all_pairs(stage, column=column)
        pairs[failed[one] | failed[other]] = -np.inf
        scores.append(pairs)
        seconds.append(cost)
    return Scored(
        images=len(rows),
        failed=int(failed.sum()),
        first=labels[one],
        second=labels[other],
        scores=scores,
        seconds=seconds,
        extraction_seconds=spent,
    )


def _rows(files: Files, *, what: Subject, tell: Tell) -> tuple[list[Row | None], float]:
    paths = [path for group in files.values() for path in group]
    _row(paths[0], what=what)
    rows, started, told = [], time.process_time(), time.monotonic()
    for path in paths:
        rows.append(_row(path, what=what))
        if time.monotonic() - told > TOLD_EVERY:
            told = time.monotonic()
            tell(f"  {len(rows)} of {len(paths)} images")
    return rows, time.process_time() - started


def _row(path: Path, *, what: Subject) -> Row | None:
    try:
        return what.row(read_sample(path, position=what.position))
    except RuleBroken as refused:
        if refused.code.startswith("weights_"):
            raise
        return None


def all_pairs(stage: Kernel, *, column: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.float32], float]:
    """The scores in the order of `triu_indices`, and the CPU seconds of one core."""
    count = len(column)
    stage(column[0], column, np.arange(1, dtype=np.int64))
    started = time.process_time()
    found = [stage(column[k], column, np.arange(k + 1, count, dtype=np.int64)) for k in range(count - 1)]
    spent = time.process_time() - started
    return np.concatenate([np.zeros(0, dtype=np.float32), *found]), spent


def suspected(scored: Scored) -> list[tuple[str, str]]:
    """Different subjects of a set that look like one: wrongly labelled, or one body under two names.

    Half of all comparisons of the two must lie SUSPECT of the way from strangers to mates.
    """
    last, mates = scored.scores[-1], scored.mates
    if not mates.any() or mates.all():
        return []
    usual = float(np.median(last[~mates]))
    line = usual + SUSPECT * (float(np.median(last[mates])) - usual)
    pairs: dict[tuple[str, str], list[bool]] = {}
    for a, b, alike in zip(scored.first[~mates], scored.second[~mates], last[~mates] > line, strict=True):
        pairs.setdefault((min(str(a), str(b)), max(str(a), str(b))), []).append(bool(alike))
    return sorted(pair for pair, alike in pairs.items() if 2 * sum(alike) > len(alike))
