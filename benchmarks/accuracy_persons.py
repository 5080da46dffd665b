"""What parts of a body say together: persons put together from sets, and the two eyes of real ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from benchmarks.accuracy_once import Engine

from rekam.abis.bench_pairs import score_set, suspected
from rekam.abis.chimera import chimeras, eye_sets_by_folder, read_sample
from rekam.abis.engine import compare
from rekam.abis.engine.fusion import evidence, weigh
from rekam.abis.engine.match.irises import APART
from rekam.abis.engine.parameters import DEFAULT
from rekam.abis.engine.positions import Position
from rekam.abis.engine.rows import Row, face_row, finger_row, iris_row
from rekam.kernel.errors import RuleBroken

Weights = Mapping[Position, float]

GALLERIES: Final = (20_000, 760_000, 13_000_000, 200_000_000)


@dataclass(frozen=True, eq=False)
class Persons:
    """The evidence of each part of all pairs of visits: of one person, and of two."""

    people: int
    visits: int
    mates: Sequence[Weights]
    strangers: Sequence[Weights]


def compare_persons(folder: Path, *, engine: Engine, extractor: str) -> Persons:
    """All pairs of visits of all chimeric persons of a folder."""
    people = chimeras(folder)
    visits = min(one.visits for one in people)
    seen = [
        (number, _rows(person.parts, visit=visit, engine=engine, extractor=extractor))
        for number, person in enumerate(people)
        for visit in range(visits)
    ]
    mates, strangers = [], []
    for (a, first), (b, second) in combinations(seen, 2):
        columns = {position: row[None] for position, row in second.items()}
        common = {position: row for position, row in first.items() if position in columns}
        scores = compare.full(probe=common, columns=columns, row=0)
        extractors = compare.extractors(probe=common, columns=columns, row=0)
        weights = weigh(scores, parameters=DEFAULT, extractors=extractors)
        (mates if a == b else strangers).append(weights)
    return Persons(people=len(people), visits=visits, mates=mates, strangers=strangers)


def _rows(
    parts: Mapping[Position, Sequence[Path]], *, visit: int, engine: Engine, extractor: str
) -> dict[Position, Row]:
    rows: dict[Position, Row] = {}
    for position, paths in parts.items():
        sample = read_sample(paths[visit], position=position)
        try:
            if position.is_finger:
                rows[position] = finger_row(engine.fingers[extractor](sample))
            elif position.is_iris:
                rows[position] = iris_row(engine.irises(sample))
            else:
                rows[position] = face_row(engine.faces(sample))
        except RuleBroken:
            continue
    return rows


def kinds_of_parts(persons: Persons) -> dict[str, frozenset[Position]]:
    """Which parts are tried together, by name."""
    there = {position for weights in persons.mates for position in weights}
    fingers = sorted(position for position in there if position.is_finger)
    eyes = sorted(position for position in there if position.is_iris)
    face = [position for position in there if position is Position.FACE]
    kinds = {
        "one finger": fingers[:1],
        "two fingers": fingers[:2],
        "two irises": eyes,
        "one finger and one iris": [*fingers[:1], *eyes[:1]],
        "two fingers and two irises": [*fingers[:2], *eyes],
        "all, with the face": [*fingers, *eyes, *face],
    }
    return {name: frozenset(positions) for name, positions in kinds.items() if positions}


def summed(weights: Sequence[Weights], *, parts: frozenset[Position]) -> npt.NDArray[np.float64]:
    """The fused score of each pair over some parts; what is missing adds nothing."""
    return np.array([sum(value for p, value in one.items() if p in parts) for one in weights])


@dataclass(frozen=True)
class Together:
    """Likelihood ratios of strangers' left and right eyes, and of both at once."""

    pairs: int
    left: float
    right: float
    product: float
    correlation: float


def two_eyes(folder: Path, *, engine: Engine) -> Together | None:
    """Whether the two eyes of strangers err together: of all pairs of persons, image by image.

    Eyes that look like one body under two names are left out. None where no set has both eyes.
    """
    found: list[tuple[float, float]] = []
    what = engine.subject("irises")
    for files in eye_sets_by_folder(folder).values():
        sides = {label: [_eye(path, engine=engine) for path in paths] for label, paths in files.items()}
        doubted = {name for pair in suspected(score_set(files, what=what, tell=_silent)) for name in pair}
        people = sorted(
            name for name in {label.rpartition("/")[0] for label in files} if _has_both(name, sides, doubted)
        )
        for a, b in combinations(people, 2):
            both = [_distances(sides[f"{a}/{side}"], sides[f"{b}/{side}"]) for side in ("L", "R")]
            found += zip(*(each.tolist() for each in both), strict=False)
    if not found:
        return None
    distances = np.array(found)
    weights = [[evidence(Position.IRIS_LEFT, score=s, parameters=DEFAULT) for s in pair] for pair in found]
    ratios = np.power(10.0, np.array(weights))
    return Together(
        pairs=len(found),
        left=float(ratios[:, 0].mean()),
        right=float(ratios[:, 1].mean()),
        product=float(ratios.prod(axis=1).mean()),
        correlation=float(np.corrcoef(distances[:, 0], distances[:, 1])[0, 1]),
    )


def _has_both(name: str, sides: Mapping[str, Sequence[Row | None]], doubted: set[str]) -> bool:
    labels = (f"{name}/L", f"{name}/R")
    return all(label in sides and label not in doubted for label in labels)


def _eye(path: Path, *, engine: Engine) -> Row | None:
    try:
        return iris_row(engine.irises(read_sample(path, position=Position.IRIS_LEFT)))
    except RuleBroken:
        return None


def _distances(first: Sequence[Row | None], second: Sequence[Row | None]) -> npt.NDArray[np.float32]:
    column = np.stack([row for row in second if row is not None])
    rows = np.arange(len(column), dtype=np.int64)
    scores = [
        compare.exact(Position.IRIS_LEFT, probe=row, column=column, rows=rows)
        for row in first
        if row is not None
    ]
    return np.float32(APART) - np.concatenate(scores)


def _silent(_line: str) -> None:
    return None
