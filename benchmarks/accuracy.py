"""Measures the engine on folders of sets and writes docs/reference/accuracy.md again.

    PYTHONPATH=src:. python -m benchmarks.accuracy --biometrics FOLDER_OF_SETS

Every figure of that page comes from here; nothing of an image or a template is kept. Minutes of CPU.
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
from benchmarks.accuracy_faces import sorted_by_quality
from benchmarks.accuracy_once import Engine
from benchmarks.accuracy_peers import bozorth3
from benchmarks.accuracy_persons import GALLERIES, compare_persons, kinds_of_parts, summed, two_eyes
from benchmarks.fit_scores import LEVELS, Fit, as_kept, fit

from rekam.abis.bench import measure_sets
from rekam.abis.bench_table import HEADINGS, NOTES, table
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.fusion import false_match_rate
from rekam.abis.engine.parameters import DEFAULT, LEAST_FMR, ScoreModel
from rekam.abis.engine.positions import Position

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "reference" / "accuracy.md"
KINDS: Final[Mapping[str, tuple[str, Position]]] = {
    "fingers": ("log10 of stage 2", Position.RIGHT_INDEX),
    "irises": ("distance", Position.IRIS_LEFT),
    "faces": ("cosine", Position.FACE),
}
RATES: Final = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6)


@dataclass
class Trial:
    """One run: where the sets are, what was extracted, and the fits that several tables need."""

    folder: Path
    engine: Engine = field(default_factory=Engine)
    fits: dict[str, Fit] = field(default_factory=dict)

    def fitted(self, kind: str) -> Fit:
        if kind not in self.fits:
            what = self.engine.subject(kind, extractor=self.engine.extractors[0])
            self.fits[kind] = fit(kind, what=what, folder=self.folder)
        return self.fits[kind]


def tables(heads: Sequence[str], rows: Iterator[Sequence[object]]) -> str:
    """A markdown table; all but the first column stand to the right."""
    lines = [_line(heads), "|---" + "|---:" * (len(heads) - 1) + "|"]
    return "\n".join([*lines, *(_line([str(cell) for cell in row]) for row in rows)])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def fingers(trial: Trial) -> str:
    """The bench of fingers, by each extractor, the plain one last."""
    told = {
        name: measure_sets(
            trial.engine.subject("fingers", extractor=name), directory=trial.folder, tell=_tell
        )
        for name in trial.engine.extractors
    }
    first, *others = told
    figures: dict[str, Any] = {
        **told[first],
        "extractor": first,
        "beside": {name: told[name] for name in others},
    }
    return table(figures) + "\n\n" + NOTES


def eyes(trial: Trial) -> str:
    return _plain("irises", trial=trial)


def faces(trial: Trial) -> str:
    return _plain("faces", trial=trial)


def _plain(kind: str, *, trial: Trial) -> str:
    figures: dict[str, Any] = measure_sets(trial.engine.subject(kind), directory=trial.folder, tell=_tell)
    pairs = "; ".join(" = ".join(pair) for pair in figures["suspected"])
    alike = f"\n\nLook like one body under two names, and count as strangers here: {pairs}." if pairs else ""
    return table(figures) + alike


PEER_HEADS: Final = ("set", "minutiae by", "EER %", "FMR100 %", "FMR1000 %", "matches/s")


def peers(trial: Trial) -> str:
    """bozorth3 on the same minutiae."""

    def rows() -> Iterator[Sequence[object]]:
        for extractor in trial.engine.extractors:
            found = bozorth3(trial.folder, engine=trial.engine, extractor=extractor)
            told = {
                name: (peer.rates.eer, peer.rates.fmr100, peer.rates.fmr1000, peer.per_second)
                for name, peer in found.items()
            }
            told["mean"] = tuple(np.mean(list(told.values()), axis=0).tolist())
            for name, (*rates, speed) in told.items():
                yield [name, extractor, *(f"{rate:.2f}" for rate in rates), f"{speed:,.0f}"]

    return tables(PEER_HEADS, rows())


MODEL_HEADS: Final = ("part", "unit", "says nothing at", "slope", "least", "most", "strangers", "measured to")
RATE_HEADS: Final = ("part", *(f"FMR {rate:g}" for rate in RATES))


def meanings(_trial: Trial) -> str:
    """What the engine's models say now, as they stand in parameters.py."""

    def rows() -> Iterator[Sequence[object]]:
        for kind, (unit, position) in KINDS.items():
            one = model_of(position)
            bound = f"1 in {one.strangers:,}"
            yield [kind, unit, one.zero, one.slope, one.floor, one.cap, f"{one.strangers:,}", bound]

    def scores() -> Iterator[Sequence[object]]:
        for kind, (_unit, position) in KINDS.items():
            yield [kind, *(_score_of(rate, position=position) for rate in RATES)]

    text = (
        "Scores at which one comparison of two bodies goes wrong so often; in italics where the fitted tail "
        f"is followed beyond the strangers that were measured. Nothing is told below {LEAST_FMR:g}."
    )
    return "\n\n".join([tables(MODEL_HEADS, rows()), text, tables(RATE_HEADS, scores())])


def model_of(position: Position) -> ScoreModel:
    if position.is_finger:
        return DEFAULT.finger
    return DEFAULT.iris if position.is_iris else DEFAULT.face


def _score_of(rate: float, *, position: Position) -> str:
    model = model_of(position)
    units = model.tail_at + (-np.log10(rate) - 2.0) / model.tail_slope
    score = float(10.0**units) if position.is_finger else float(units)
    told = false_match_rate(position, score=score, parameters=DEFAULT, extractor=Extractor.LEADER)
    mark = "*" if told < 1.0 / model.strangers else ""
    return f"{mark}{score:.3f}{mark}"


CHECK_HEADS: Final = (
    "part", "mates", "strangers", "left out", "tail's shape", "mean ratio (worst)", "Cllr (worst)",
    *(f"told {level:g}" for level in LEVELS),
)  # fmt: skip
FIT_HEADS: Final = ("part", "says nothing at", "slope", "least", "most", "tail at", "tail's slope")


def checks(trial: Trial) -> str:
    """How models fitted on half of the subjects hold on the other half, and what all of them would give."""

    def rows() -> Iterator[Sequence[object]]:
        for kind in KINDS:
            one = trial.fitted(kind)
            yield [
                kind,
                f"{len(one.pairs.mates):,}",
                f"{len(one.pairs.strangers):,}",
                f"{len(one.left_out)} pairs of names",
                f"{one.shape:+.2f}",
                f"{np.mean(one.ratios):.2f} ({max(one.ratios):.2f})",
                f"{np.mean(one.costs):.3f} ({max(one.costs):.3f})",
                *(f"{seen:.1e}" for seen in one.seen.values()),
            ]

    def fits() -> Iterator[Sequence[object]]:
        for kind in KINDS:
            one = as_kept(kind, model=trial.fitted(kind).model)
            yield [kind, one.zero, one.slope, one.floor, one.cap, one.tail_at, one.tail_slope]

    text = "Fitted on everything, this run would put into `src/rekam/abis/engine/parameters.py`:"
    return "\n\n".join([tables(CHECK_HEADS, rows()), text, tables(FIT_HEADS, fits())])


TOGETHER_HEADS: Final = ("pairs of strangers", "left eye", "right eye", "both", "correlation of distances")


def independence(trial: Trial) -> str:
    """Mean likelihood ratios of strangers' eyes, alone and multiplied."""

    def rows() -> Iterator[Sequence[object]]:
        found = two_eyes(trial.folder, engine=trial.engine)
        if found is not None:
            ratios = (found.left, found.right, found.product)
            yield [f"{found.pairs:,}", *(f"{ratio:.3f}" for ratio in ratios), f"{found.correlation:+.3f}"]

    return tables(TOGETHER_HEADS, rows())


PERSON_HEADS: Final = (
    "compared", "likest strangers", "least alike mates", *(f"mates hit in {size:,}" for size in GALLERIES),
)  # fmt: skip


def persons(trial: Trial) -> str:
    """Fused scores of persons put together from the sets."""
    tried = compare_persons(trial.folder, engine=trial.engine, extractor=trial.engine.extractors[0])

    def rows() -> Iterator[Sequence[object]]:
        for name, parts in kinds_of_parts(tried).items():
            mates, strangers = (summed(side, parts=parts) for side in (tried.mates, tried.strangers))
            lines = [DEFAULT.threshold_duplicate(gallery=size) for size in GALLERIES]
            shares = [f"{100 * float((mates >= line).mean()):.1f} %" for line in lines]
            yield [name, f"{strangers.max():.1f}", f"{mates.min():.1f}", *shares]

    counts = (
        f"{tried.people} persons of {tried.visits} visits: {len(tried.mates):,} pairs of one person, "
        f"{len(tried.strangers):,} of two. Too few for an FNIR; they show what adds up."
    )
    return tables(PERSON_HEADS, rows()) + "\n\n" + counts


QUALITY_HEADS: Final = ("sorted by the worse of the two", "missed in the lowest tenth", "missed in the rest")


def quality(trial: Trial) -> str:
    """Whether quality tells beforehand which pairs of one person will fail."""
    threshold = DEFAULT.face.tail_at + 1.0 / DEFAULT.face.tail_slope

    def rows() -> Iterator[Sequence[object]]:
        for name, (low, rest) in sorted_by_quality(trial.folder, threshold=threshold).items():
            yield [name, f"{low:.1f} %", f"{rest:.2f} %"]

    text = f"Pairs of one person under a cosine of {threshold:.2f}, which one stranger in a thousand reaches."
    return tables(QUALITY_HEADS, rows()) + "\n\n" + text


SECTIONS: Final[Mapping[str, Callable[[Trial], str]]] = {
    "Fingers": fingers,
    "Irises": eyes,
    "Faces": faces,
    "A peer on the same minutiae": peers,
    "What a score means": meanings,
    "Whether that holds on others": checks,
    "Whether parts err together": independence,
    "Persons put together": persons,
    "Faces: quality and errors": quality,
}
HEADS: Final = (
    HEADINGS, PEER_HEADS, MODEL_HEADS, RATE_HEADS, CHECK_HEADS, FIT_HEADS, TOGETHER_HEADS, PERSON_HEADS,
    QUALITY_HEADS,
)  # fmt: skip
TITLE: Final = "# Accuracy"
COMMAND: Final = "    PYTHONPATH=src:. .venv/bin/python -m benchmarks.accuracy --biometrics DIR"
NOTES_AHEAD: Final = """How to read these figures, and what they do not say:

- The sets are **development sets**: FVC2002 DB1_B and DB3_B, FVC2004 DB4_B (10 fingers of 8 impressions
  each; the last is synthetic), 50 persons of the IIT Delhi iris database 1.0, 20 of the AT&T (ORL) faces.
  Thresholds and models were chosen on the same images: other sets will be worse.
- Genuine are all pairs of one finger, eye or face, impostor all pairs of different ones in a set. An
  image that fails counts against all its mates.
- **LEADER**: whether its training images overlap the FVC sets is not established. So mindtct, which was
  trained on nothing, always stands beside it.
- No finger worn by work, no Indonesian face, no camera or scanner of an office is among them. The faces
  are of one camera within two years.
- Times are CPU milliseconds on one core of a machine that other work shared, without loading and
  compiling; of fingers with NFIQ 2, which takes some 180 of them.
- IIT Delhi has one eye under two names (008 and 042, left) and one person with one eye on both sides
  (020); the bench finds them by itself."""


def page(sections: Mapping[str, str], *, made: str) -> str:
    """The text of docs/reference/accuracy.md."""
    body = [part for heading, text in sections.items() for part in (f"## {heading}", text)]
    return "\n\n".join([TITLE, f"Remade by one command ({made}):", COMMAND, NOTES_AHEAD, *body]) + "\n"


def machine() -> str:
    """Processor and interpreter, for whoever compares times."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8").split("model name", 1)[1]
        model = told.split(":", 1)[1].splitlines()[0].strip()
    except (OSError, IndexError):
        model = platform.processor() or platform.machine()
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _tell(line: str) -> None:
    print(line, file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--biometrics", type=Path, required=True)
    parser.add_argument("--page", type=Path, default=PAGE)
    chosen = parser.parse_args()
    trial = Trial(chosen.biometrics)
    found = {}
    for heading, section in SECTIONS.items():
        _tell(f"## {heading}")
        found[heading] = section(trial)
    made = f"{datetime.now(UTC):%d %B %Y}, {machine()}"
    chosen.page.write_text(page(found, made=made), encoding="utf-8")


if __name__ == "__main__":
    main()
