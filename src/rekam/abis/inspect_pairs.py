"""One compared pair as a piece of the page of `rekam abis inspect`: what the engine saw on both sides."""

import html
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

from rekam.abis import inspect_drawings as drawings
from rekam.abis.bench_pairs import subject_of
from rekam.abis.chimera import read_sample
from rekam.abis.engine.extract import extract_finger, extract_iris
from rekam.abis.engine.extract.iris_quality import IrisQuality
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.match.explaining import Explained, Pair, explain_fingers, numbered
from rekam.abis.engine.match.irises import APART
from rekam.abis.engine.positions import Position
from rekam.abis.engine.recorder import Notebook
from rekam.abis.engine.samples import Sample
from rekam.abis.engine.template import FingerTemplate
from rekam.kernel.errors import RuleBroken


@dataclass(frozen=True)
class Compared:
    """Two files and their score (a higher one means more alike)."""

    first: Path
    second: Path
    score: float


def refused_picture(path: Path, *, subject: str, out: Path, stem: str) -> str:
    notes = Notebook()
    try:
        sample = read_sample(path, position=subject_of(subject).position)
    except RuleBroken:
        return ""
    if subject == "irises":
        with suppress(RuleBroken):  # that is why it is shown
            extract_iris(sample, recorder=notes)
    return _picture(
        drawings.eye_drawing(sample.pixels, notes=notes), stem=stem, out=out, text="refused image"
    )


def _iris_pair(case: Compared, *, stem: str, out: Path) -> str:
    sides, templates = [], []
    for path, side in ((case.first, "a"), (case.second, "b")):
        notes = Notebook()
        sample = read_sample(path, position=Position.IRIS_LEFT)
        template = extract_iris(sample, recorder=notes)
        templates.append(template)
        quality = cast(IrisQuality, notes["iris.quality"])
        sheet = drawings.sheet_drawing(notes=notes)
        pictures = [
            _picture(
                drawings.eye_drawing(sample.pixels, notes=notes),
                stem=f"{stem}{side}-eye",
                out=out,
                text="eye",
            ),
            "" if sheet is None else _picture(sheet, stem=f"{stem}{side}-sheet", out=out, text="sheet"),
            _picture(drawings.code_drawing(template), stem=f"{stem}{side}-code", out=out, text="code"),
        ]
        caption = (
            f"{file_name(path)}: quality {quality.value}, usable {100 * quality.usable:.0f} %, limbus step "
            f"{quality.limbus:.0f}, pupil {100 * quality.dilation:.0f} % of the iris, "
            f"ragged {100 * quality.ragged:.1f} %"
        )
        sides.append(figure("".join(pictures), caption=caption))
    drawn, step, used, unlike = drawings.difference_drawing(*templates)
    told = (
        f"Normalised distance {APART - case.score:.3f}; {unlike} of {used} bits in use differ "
        f"({100 * unlike / max(1, used):.1f} %) at {step:+d} steps of rotation."
    )
    difference = _picture(drawn, stem=f"{stem}-difference", out=out, text="bits that differ")
    return f"<article><h4>{told}</h4><div class='two'>{''.join(sides)}</div>{difference}</article>"


@lru_cache(maxsize=64)
def _finger(path: Path) -> tuple[Sample, FingerTemplate]:
    """A finger of the page; kept, since the worst ones stand in several pairs."""
    sample = read_sample(path, position=Position.RIGHT_INDEX)
    return sample, extract_finger(sample, extractor=Extractor.LEADER)


def _finger_pair(case: Compared, *, stem: str, out: Path) -> str:
    (_, one), (_, other) = _finger(case.first), _finger(case.second)
    told = explain_fingers(one, other)
    first, second = numbered(told.laid, one=one)
    sides = _finger_side(case.first, numbers=first, stem=f"{stem}a", out=out)
    sides += _finger_side(case.second, numbers=second, stem=f"{stem}b", out=out)
    return (
        f"<article><h4>{_finger_words(told)}</h4><div class='two'>{sides}</div>"
        f"<div class='two'>{_finger_steps(case, told=told, stem=stem, out=out)}</div></article>"
    )


def _finger_side(path: Path, *, numbers: dict[int, int], stem: str, out: Path) -> str:
    sample, template = _finger(path)
    scale = (sample.ppi or 500) / 500
    drawn = drawings.finger_drawing(sample.pixels, template=template, scale=scale, numbered=numbers)
    caption = f"{file_name(path)}: quality {template.quality}, {len(template)} minutiae"
    return figure(_picture(drawn, stem=stem, out=out, text="minutiae"), caption=caption)


def _finger_steps(case: Compared, *, told: Explained, stem: str, out: Path) -> str:
    """The pairs of either stage as lines between the prints."""
    (a, one), (b, other) = _finger(case.first), _finger(case.second)
    scales = (a.ppi or 500) / 500, (b.ppi or 500) / 500
    steps = []
    for pairs, full, name, words in (
        (
            told.alike,
            1.0,
            "alike",
            f"Stage 1, score {told.stage1:.3f}: each other's best; {told.counted} count",
        ),
        (
            told.agreeing,
            _most(told.agreeing),
            "agreeing",
            f"Stage 2, strength {told.strength:.3f}: pairs that agree",
        ),
    ):
        drawn = drawings.joined_drawing(
            (a.pixels, b.pixels), templates=(one, other), scales=scales, pairs=pairs, full=full
        )
        steps.append(figure(_picture(drawn, stem=f"{stem}-{name}", out=out, text=name), caption=words))
    return "".join(steps)


def figure(pictures: str, *, caption: str) -> str:
    return f"<figure>{pictures}<figcaption>{caption}</figcaption></figure>"


def _most(pairs: Sequence[Pair]) -> float:
    return max((pair.value for pair in pairs), default=1.0) or 1.0


def _finger_words(told: Explained) -> str:
    if told.movement is None:
        return f"Score {told.score:.4f}: fewer than two minutiae have alike surroundings."
    return (
        f"Score {told.score:.4f}, from strength {told.strength:.3f} and overlap {told.overlap:.3f}; "
        f"{len(told.laid)} minutiae lie on each other after a turn of {told.movement.degrees:+.0f} degrees."
    )


PAIRS: Final[Mapping[str, Callable[..., str]]] = {"irises": _iris_pair, "fingers": _finger_pair}


def _picture(drawn: drawings.Picture, *, stem: str, out: Path, text: str) -> str:
    (out / f"{stem}.png").write_bytes(drawings.png(drawn))
    height, width = drawn.shape[:2]
    return f'<img src="{html.escape(stem)}.png" width="{width}" height="{height}" alt="{text}">'


def file_name(path: Path) -> str:
    return html.escape(f"{path.parent.name}/{path.name}")
