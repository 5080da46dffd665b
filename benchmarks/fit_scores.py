"""Fits the score models of `rekam.abis.engine.parameters` and prints the lines to put there.

    PYTHONPATH=src:. python -m benchmarks.fit_scores --biometrics FOLDER_OF_SETS [--extractor leader]

All pairs across all sets are compared, so that strangers of other sets count too. Pairs of subjects that look
like one (`rekam.abis.bench_pairs.suspected`) are left out as wrongly labelled, and printed. Each model is
then fitted on a random half of the subjects and checked on the pairs of the other half, SPLITS times: how
often strangers reach the rates and likelihood ratios that it tells. Only figures are printed.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from benchmarks.score_lines import (
    Bounds,
    Scores,
    cllr,
    evidence,
    fit_model,
    fit_tail,
    mean_ratio,
    rates_told,
)

from rekam.abis.bench_pairs import Scored, Subject, score_set, subject_of, suspected
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.fusion import model_units
from rekam.abis.engine.match.irises import APART
from rekam.abis.engine.parameters import ScoreModel

SPLITS: Final = 20
LEVELS: Final = (1e-1, 1e-2, 1e-3, 1e-4)
BOUNDS: Final = {
    "fingers": Bounds(floor=-1.0, cap=6.0, flatter=0.8),
    "irises": Bounds(floor=-1.5, cap=6.0, flatter=0.8),
    "faces": Bounds(floor=-1.0, cap=2.5, flatter=0.55),
}
"""Faces are held flat: their strangers are 20 persons before one camera, and relatives are not among them."""
MODELS: Final = {Extractor.LEADER: "FINGER_MODEL", Extractor.MINDTCT: "MINDTCT_MODEL"}
NAMES: Final = {"irises": "IRIS_MODEL", "faces": "FACE_MODEL"}


@dataclass(frozen=True, eq=False)
class Pairs:
    """Scores of pairs, higher = more alike, and the subjects (numbers) of both sides."""

    scores: Scores
    first: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]

    def among(self, subjects: npt.NDArray[np.bool_]) -> "Pairs":
        kept = subjects[self.first] & subjects[self.second]
        return Pairs(self.scores[kept], self.first[kept], self.second[kept])

    @property
    def mates(self) -> Scores:
        return self.scores[self.first == self.second]

    @property
    def strangers(self) -> Scores:
        return self.scores[self.first != self.second]


@dataclass(frozen=True, eq=False)
class Fit:
    """A model fitted on all pairs, and how models fitted on half of the subjects hold on the other half.

    left_out   pairs of subjects that look like one
    ratios     mean likelihood ratio of the other half's strangers, a figure a split: at most 1
    costs      Cllr of the other half, a figure a split
    seen       of LEVELS: the share of the other half's strangers that reach a told rate, mean of splits
    """

    model: ScoreModel
    pairs: Pairs
    left_out: Sequence[tuple[str, str]]
    shape: float
    ratios: Sequence[float]
    costs: Sequence[float]
    seen: Mapping[float, float]


def fit(subject: str, *, what: Subject, folder: Path) -> Fit:
    """Fit and check the model of one kind of sets, read and compared as `what` says."""
    bounds = BOUNDS[subject]
    merged = {f"{name}/{k}": paths for name, files in what.sets(folder).items() for k, paths in files.items()}
    pairs, wrong = pairs_of(score_set(merged, what=what, tell=_tell), what=what)
    checks = [(fit_model(mates=a.mates, strangers=a.strangers, bounds=bounds), b) for a, b in halves(pairs)]
    return Fit(
        model=fit_model(mates=pairs.mates, strangers=pairs.strangers, bounds=bounds),
        pairs=pairs,
        left_out=wrong,
        shape=fit_tail(pairs.strangers).shape,
        ratios=[mean_ratio(model, other.strangers) for model, other in checks],
        costs=[cllr(model, mates=other.mates, strangers=other.strangers) for model, other in checks],
        seen={
            level: float(np.mean([(rates_told(model, b.strangers) <= level).mean() for model, b in checks]))
            for level in LEVELS
        },
    )


def pairs_of(scored: Scored, *, what: Subject) -> tuple[Pairs, list[tuple[str, str]]]:
    """The pairs of a set in the units of its score model, without the suspected, and who these are."""
    wrong = suspected(scored)
    names = sorted({*scored.first, *scored.second})
    number = {name: k for k, name in enumerate(names)}
    doubted = {(number[a], number[b]) for a, b in wrong}
    first = np.array([number[name] for name in scored.first])
    second = np.array([number[name] for name in scored.second])
    last = scored.scores[-1].astype(np.float64)
    kept = np.isfinite(last) & np.array(
        [(min(pair), max(pair)) not in doubted for pair in zip(first.tolist(), second.tolist(), strict=True)]
    )
    return Pairs(_turned(last[kept], what=what), first[kept], second[kept]), wrong


def _turned(scores: Scores, *, what: Subject) -> Scores:
    """The bench's scores in model units, higher = more alike."""
    if what.position.is_iris:
        return scores - APART
    return np.array([model_units(what.position, score=float(score)) for score in scores])


def halves(pairs: Pairs) -> Iterator[tuple[Pairs, Pairs]]:
    """Random halves of the subjects: the pairs inside each."""
    generator = np.random.default_rng(20_260_101)
    count = 1 + int(max(pairs.first.max(), pairs.second.max()))
    for _ in range(SPLITS):
        chosen = np.zeros(count, dtype=np.bool_)
        chosen[generator.permutation(count)[: count // 2]] = True
        yield pairs.among(chosen), pairs.among(~chosen)


def lines(subject: str, *, fitted: Fit, extractor: str = Extractor.LEADER) -> str:
    """The model as it stands in parameters.py; `extractor` is for fingers."""
    name = NAMES.get(subject) or MODELS[Extractor(extractor)]
    model = as_kept(subject, model=fitted.model)
    values = [
        f"{key}={value:_}" if key == "strangers" else f"{key}={value}" for key, value in vars(model).items()
    ]
    return f"{name}: Final = ScoreModel(\n    {', '.join(values)}\n)"


def as_kept(subject: str, *, model: ScoreModel) -> ScoreModel:
    """The model in the units of its score; that of irises is a distance."""
    if subject != "irises":
        return model
    return replace(
        model, zero=-model.zero, slope=-model.slope, tail_at=-model.tail_at, tail_slope=-model.tail_slope
    )


def _report(subject: str, *, fitted: Fit) -> None:
    model, pairs = fitted.model, fitted.pairs
    print(f"\n{subject}: {len(pairs.mates)} mates, {len(pairs.strangers)} strangers; ", end="")
    print(f"left out: {fitted.left_out or 'nobody'}")
    print(f"  shape of the tail {fitted.shape:+.2f} (above 0: heavier than the line)")
    print(f"  fitted and checked on the same: mean ratio {mean_ratio(model, pairs.strangers):.2f}, ", end="")
    print(f"Cllr {cllr(model, mates=pairs.mates, strangers=pairs.strangers):.3f}")
    weights, of_mates = evidence(model, pairs.strangers), evidence(model, pairs.mates)
    for level in (1, 2, 3, 4):
        reached, allowed = int((weights >= level).sum()), len(weights) * 10.0**-level
        print(f"  evidence >= {level}: {reached} strangers, at most {allowed:.1f} allowed; ", end="")
        print(f"mates {100 * float((of_mates >= level).mean()):.1f} %")
    print(f"  other half: strangers' mean ratio {np.mean(fitted.ratios):.2f}, worst {max(fitted.ratios):.2f}")
    print(f"  (allowed 1); Cllr {np.mean(fitted.costs):.3f}, worst {max(fitted.costs):.3f}")
    for level, seen in fitted.seen.items():
        print(f"  told {level:g}: {seen:.2g} of the other half's strangers")


def _tell(line: str) -> None:
    print(line, file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--biometrics", type=Path, required=True)
    parser.add_argument("--extractor", choices=list(MODELS), default=Extractor.LEADER, help="of fingers")
    chosen = parser.parse_args()
    found = {}
    for subject in BOUNDS:
        if subject_of(subject).sets(chosen.biometrics):
            found[subject] = fit(
                subject, what=subject_of(subject, extractor=chosen.extractor), folder=chosen.biometrics
            )
            _report(subject, fitted=found[subject])
    print("\nFor src/rekam/abis/engine/parameters.py:\n")
    print(
        "\n".join(
            lines(subject, fitted=fitted, extractor=chosen.extractor) for subject, fitted in found.items()
        )
    )


if __name__ == "__main__":
    main()
