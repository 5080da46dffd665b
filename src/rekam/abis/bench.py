"""Measuring the engine on folders of fingers, eyes or faces: all pairs within each set.

Genuine = all pairs of one finger (eye, face); impostor = all pairs of different ones. An image from which
nothing is extracted counts as a failure in every comparison that it belongs to.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from rekam.abis.bench_rates import rates
from rekam.abis.chimera import eye_sets_by_folder, face_sets_by_folder, finger_sets_by_folder, read_sample
from rekam.abis.engine import compare
from rekam.abis.engine.extract import extract_face, extract_finger, extract_iris
from rekam.abis.engine.match import fingers
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import Row, face_row, finger_row, iris_row
from rekam.abis.engine.samples import Sample
from rekam.kernel.errors import RuleBroken

Tell = Callable[[str], None]
Kernel = Callable[[Row, npt.NDArray[np.uint64], compare.Rows], compare.Scores]
Set = Mapping[str, Sequence[Path]]


@dataclass(frozen=True)
class Subject:
    """What is measured: where its files are, how one becomes a row, and its comparison stages in order."""

    position: Position
    sets: Callable[[Path], Mapping[str, Set]]
    row: Callable[[Sample], Row]
    stages: Sequence[Kernel]


def _stage2(probe: Row, column: npt.NDArray[np.uint64], rows: compare.Rows) -> compare.Scores:
    scores = np.zeros(len(rows), dtype=np.float32)
    fingers.stage2(probe, column, rows, scores)
    return scores


def _quick(position: Position) -> Kernel:
    return lambda probe, column, rows: compare.quick(position, probe=probe, column=column, rows=rows)


SUBJECTS: Final[Mapping[str, Subject]] = {
    "fingers": Subject(
        position=Position.RIGHT_INDEX,
        sets=finger_sets_by_folder,
        row=lambda sample: finger_row(extract_finger(sample)),
        stages=(_quick(Position.RIGHT_INDEX), _stage2),
    ),
    "irises": Subject(
        position=Position.IRIS_LEFT,
        sets=eye_sets_by_folder,
        row=lambda sample: iris_row(extract_iris(sample)),
        stages=(_quick(Position.IRIS_LEFT),),
    ),
    "faces": Subject(
        position=Position.FACE,
        sets=face_sets_by_folder,
        row=lambda sample: face_row(extract_face(sample)),
        stages=(_quick(Position.FACE),),
    ),
}


@dataclass(frozen=True, eq=False)
class Scored:
    """The scores of all pairs of one set, one array a stage, and what they cost in CPU seconds."""

    images: int
    failed: int
    mates: npt.NDArray[np.bool_]
    scores: Sequence[npt.NDArray[np.float32]]
    seconds: Sequence[float]
    extraction_seconds: float


def bench(subject: str, *, directory: Path, tell: Tell) -> dict[str, object]:
    """The figures of docs/reference/abis-bench.md for all sets of a folder, or for the folder, if it is one.

    subject  "fingers", "irises" or "faces"
    tell     receives a line of progress now and then
    Error rates are means over the sets, counts are sums. Raises RuleBroken("bench_nothing_found").
    """
    what = SUBJECTS[subject]
    sets = what.sets(directory)
    if not sets:
        raise RuleBroken("bench_nothing_found", directory=str(directory), subject=subject)
    measured = {}
    for name, files in sets.items():
        tell(f"{name}: {sum(len(paths) for paths in files.values())} images")
        measured[name] = score_set(files, what=what)
    figures = {name: _figures(scored) for name, scored in measured.items()}
    return _together(list(measured.values())) | {"sets": figures}


def score_set(files: Set, *, what: Subject) -> Scored:
    """Extract all images of a set and compare all pairs by all stages."""
    started = time.process_time()
    labelled = [(label, _row(path, what=what)) for label, paths in files.items() for path in paths]
    spent = time.process_time() - started
    names = [label for label, _ in labelled]
    empty = np.zeros_like(next((row for _, row in labelled if row is not None), np.zeros(1, dtype=np.uint64)))
    column = np.stack([empty if row is None else row for _, row in labelled])
    failed = np.array([row is None for _, row in labelled])
    first, second = np.triu_indices(len(names), 1)
    labels = np.array(names)
    scores, seconds = [], []
    for stage in what.stages:
        matrix, cost = _all_pairs(stage, column=column)
        pairs = matrix[first, second]
        pairs[failed[first] | failed[second]] = -np.inf
        scores.append(pairs)
        seconds.append(cost)
    return Scored(
        images=len(names),
        failed=int(failed.sum()),
        mates=labels[first] == labels[second],
        scores=scores,
        seconds=seconds,
        extraction_seconds=spent,
    )


def _row(path: Path, *, what: Subject) -> Row | None:
    try:
        return what.row(read_sample(path, position=what.position))
    except RuleBroken as refused:
        if refused.code.startswith("weights_"):
            raise
        return None


def _all_pairs(stage: Kernel, *, column: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.float32], float]:
    count = len(column)
    matrix = np.zeros((count, count), dtype=np.float32)
    stage(column[0], column, np.arange(1, dtype=np.int64))
    started = time.process_time()
    for k in range(count - 1):
        matrix[k, k + 1 :] = stage(column[k], column, np.arange(k + 1, count, dtype=np.int64))
    return matrix, time.process_time() - started


def _figures(scored: Scored) -> dict[str, object]:
    stages = {
        str(k): asdict(rates(genuine=scores[scored.mates], impostor=scores[~scored.mates]))
        | {"matches_per_second": round(len(scores) / max(seconds, 1e-9))}
        for k, (scores, seconds) in enumerate(zip(scored.scores, scored.seconds, strict=True), start=1)
    }
    last = stages[str(len(stages))]
    return {
        "images": scored.images,
        "failed": scored.failed,
        "genuine": int(scored.mates.sum()),
        "impostor": int((~scored.mates).sum()),
        "stages": stages,
        **last,
        "ms_per_image": round(1000.0 * scored.extraction_seconds / max(1, scored.images), 2),
    }


def _together(sets: Sequence[Scored]) -> dict[str, object]:
    stages: dict[str, dict[str, float]] = {}
    for k in range(len(sets[0].scores)):
        each = [
            asdict(rates(genuine=scored.scores[k][scored.mates], impostor=scored.scores[k][~scored.mates]))
            for scored in sets
        ]
        pairs, seconds = sum(len(s.scores[k]) for s in sets), sum(s.seconds[k] for s in sets)
        stages[str(k + 1)] = {name: round(float(np.mean([e[name] for e in each])), 4) for name in each[0]} | {
            "matches_per_second": round(pairs / max(seconds, 1e-9))
        }
    images = sum(scored.images for scored in sets)
    spent = sum(scored.extraction_seconds for scored in sets)
    return {
        "images": images,
        "failed": sum(scored.failed for scored in sets),
        "genuine": sum(int(scored.mates.sum()) for scored in sets),
        "impostor": sum(int((~scored.mates).sum()) for scored in sets),
        "stages": stages,
        **stages[str(len(stages))],
        "ms_per_image": round(1000.0 * spent / max(1, images), 2),
    }
