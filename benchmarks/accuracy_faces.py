"""Whether the quality of faces tells which pairs of one person will fail."""

from itertools import combinations
from pathlib import Path
from typing import Final

import numpy as np

from rekam.abis.chimera import face_sets, read_sample
from rekam.abis.engine import compare
from rekam.abis.engine.extract import extract_face
from rekam.abis.engine.extract.face_quality import FaceQuality
from rekam.abis.engine.positions import Position
from rekam.abis.engine.recorder import Notebook
from rekam.abis.engine.rows import Row, face_row
from rekam.kernel.errors import RuleBroken

COMPONENTS: Final = ("overall", "belief", "size", "sharpness", "contrast", "pose")
LOWEST: Final = 0.1


def sorted_by_quality(folder: Path, *, threshold: float) -> dict[str, tuple[float, float]]:
    """By component: percent of mates under the threshold in the tenth of lowest quality, and in the rest."""
    scores, qualities = [], []
    for paths in face_sets(folder).values():
        found = [one for one in map(_face, paths) if one is not None]
        for (first, a), (second, b) in combinations(found, 2):
            scores.append(_cosine(first, second))
            qualities.append((a, b))
    missed = np.array(scores) < threshold
    lowest = max(1, round(LOWEST * len(missed)))
    told = {}
    for name in COMPONENTS:
        worse = np.array([min(getattr(a, name), getattr(b, name)) for a, b in qualities])
        order = np.argsort(worse, kind="stable")
        low, rest = missed[order[:lowest]], missed[order[lowest:]]
        told[name] = (100.0 * float(low.mean()), 100.0 * float(rest.mean()))
    return told


def _face(path: Path) -> tuple[Row, FaceQuality] | None:
    notes = Notebook()
    try:
        template = extract_face(read_sample(path, position=Position.FACE), recorder=notes)
    except RuleBroken:
        return None
    quality = notes["face.quality"]
    assert isinstance(quality, FaceQuality)
    return face_row(template), quality


def _cosine(first: Row, second: Row) -> float:
    rows = np.zeros(1, dtype=np.int64)
    return float(compare.quick(Position.FACE, probe=first, column=second[None], rows=rows)[0])
