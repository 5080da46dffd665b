"""Measuring the engine on folders of fingers, eyes or faces: all pairs within each set.

Genuine = all pairs of one finger (eye, face); impostor = all pairs of different ones. An image from which
nothing is extracted counts as a failure in every comparison that it belongs to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np

from rekam.abis.bench_intervals import Drawn, Pairs, drawn_rates, intervals
from rekam.abis.bench_pairs import Scored, Subject, Tell, score_set, subject_of, suspected
from rekam.abis.bench_rates import NAMES, Rates, rates
from rekam.kernel.errors import RuleBroken

PLAIN = "mindtct"
"""The extractor that was trained on nothing: its figures stand beside those of every other."""


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage over one or more sets: its rates, how they vary over draws, and its speed."""

    rates: Rates
    drawn: Drawn
    pairs: int
    seconds: float


@dataclass(frozen=True, eq=False)
class Measured:
    """What is told of one set, or of several together."""

    images: int
    failed: int
    genuine: int
    impostor: int
    subjects: int
    stages: Sequence[Stage]
    extraction_seconds: float
    suspected: Sequence[tuple[str, str]]


def bench(
    subject: str, *, directory: Path, tell: Tell, extractor: str = PLAIN, through: str = ""
) -> dict[str, object]:
    """The figures of docs/reference/abis-bench.md for all sets of a folder, or for the folder, if it is one.

    subject    "fingers", "irises" or "faces"
    tell       receives a line of progress now and then
    extractor  for fingers; where it is not PLAIN, PLAIN is measured too and stands under "beside"
    through    for fingers; minutiae go through a record of it (bench_records), and untouched ones stand under
               "beside" in place of PLAIN's
    Error rates are means over the sets, counts are sums.
    Raises RuleBroken("bench_nothing_found" | "extractor_unknown").
    """
    measured = partial(_bench, subject, directory=directory, tell=tell)
    figures = measured(extractor=extractor, through=through)
    if subject == "fingers":
        figures["extractor"] = f"{extractor}, through {through}" if through else extractor
        if through:
            figures["beside"] = {extractor: measured(extractor=extractor)}
        elif extractor != PLAIN:
            figures["beside"] = {PLAIN: measured(extractor=PLAIN)}
    return figures


def _bench(
    subject: str, *, directory: Path, tell: Tell, extractor: str, through: str = ""
) -> dict[str, object]:
    what = subject_of(subject, extractor=extractor, through=through)
    if not what.sets(directory):
        raise RuleBroken("bench_nothing_found", directory=str(directory), subject=subject)
    if subject == "fingers":
        tell(f"by {extractor}")
    return measure_sets(what, directory=directory, tell=tell)


def measure_sets(what: Subject, *, directory: Path, tell: Tell) -> dict[str, object]:
    """The figures of all sets together, and under "sets" of each. There must be one."""
    measured = {}
    for name, files in what.sets(directory).items():
        tell(f"{name}: {sum(len(paths) for paths in files.values())} images")
        measured[name] = measure(score_set(files, what=what, tell=tell))
    told = {name: figures_of(one) for name, one in measured.items()}
    return figures_of(together(list(measured.values()))) | {"sets": told}


def measure(scored: Scored) -> Measured:
    """The rates of all stages of a set. Raises RuleBroken("bench_no_pairs") without mates or strangers."""
    mates = scored.mates
    if not mates.any() or mates.all():
        raise RuleBroken("bench_no_pairs", images=scored.images)
    stages = [
        Stage(
            rates=rates(genuine=scores[mates], impostor=scores[~mates]),
            drawn=drawn_rates(Pairs(scores, scored.first, scored.second)),
            pairs=len(scores),
            seconds=seconds,
        )
        for scores, seconds in zip(scored.scores, scored.seconds, strict=True)
    ]
    return Measured(
        images=scored.images,
        failed=scored.failed,
        genuine=int(mates.sum()),
        impostor=int((~mates).sum()),
        subjects=len({*scored.first, *scored.second}),
        stages=stages,
        extraction_seconds=scored.extraction_seconds,
        suspected=suspected(scored),
    )


def together(sets: Sequence[Measured]) -> Measured:
    """Several sets as one: rates are means over the sets, and so are their draws; counts are sums."""
    stages = []
    for same in zip(*(one.stages for one in sets), strict=True):
        means = {name: float(np.mean([getattr(stage.rates, name) for stage in same])) for name in NAMES}
        drawn = np.mean([stage.drawn for stage in same], axis=0)
        pairs, seconds = sum(stage.pairs for stage in same), sum(stage.seconds for stage in same)
        stages.append(Stage(rates=Rates(**means), drawn=drawn, pairs=pairs, seconds=seconds))
    return Measured(
        images=sum(one.images for one in sets),
        failed=sum(one.failed for one in sets),
        genuine=sum(one.genuine for one in sets),
        impostor=sum(one.impostor for one in sets),
        subjects=sum(one.subjects for one in sets),
        stages=stages,
        extraction_seconds=sum(one.extraction_seconds for one in sets),
        suspected=[pair for one in sets for pair in one.suspected],
    )


def figures_of(measured: Measured) -> dict[str, object]:
    """The names and units of docs/reference/abis-bench.md."""
    stages: Mapping[str, Mapping[str, object]] = {
        str(k): {name: round(value, 4) for name, value in asdict(stage.rates).items()}
        | intervals(stage.drawn, told=stage.rates, subjects=measured.subjects)
        | {"matches_per_second": round(stage.pairs / max(stage.seconds, 1e-9))}
        for k, stage in enumerate(measured.stages, start=1)
    }
    images = max(1, measured.images)
    return {
        "images": measured.images,
        "failed": measured.failed,
        "fte": round(100.0 * measured.failed / images, 4),
        "subjects": measured.subjects,
        "genuine": measured.genuine,
        "impostor": measured.impostor,
        "stages": stages,
        **stages[str(len(stages))],
        "ms_per_image": round(1000.0 * measured.extraction_seconds / images, 2),
        "suspected": [list(pair) for pair in measured.suspected],
    }
