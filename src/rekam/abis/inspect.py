"""`rekam abis inspect`: a page of the comparisons that go wrong, with what the engine saw in the images.

A developer's tool for folders of research images. It takes the pairs of one eye (finger) that look least
alike, the pairs of different ones that look most alike, and the images that were refused.
"""

import html
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

import numpy as np

from rekam.abis import inspect_drawings as drawings
from rekam.abis.bench_pairs import Subject, Tell, all_pairs, subject_of
from rekam.abis.bench_rates import rates
from rekam.abis.chimera import read_sample
from rekam.abis.engine.extract import extract_finger, extract_iris
from rekam.abis.engine.extract.iris_quality import IrisQuality
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.match.irises import APART
from rekam.abis.engine.positions import Position
from rekam.abis.engine.recorder import Notebook
from rekam.abis.engine.rows import Row
from rekam.abis.engine.samples import Sample
from rekam.abis.engine.template import FingerTemplate
from rekam.abis.pairs import matched_pairs
from rekam.kernel.errors import RuleBroken

SHOWN: Final = 12
"""Pairs of each sort on the page, and refused images."""


@dataclass(frozen=True)
class Compared:
    """Two files and their score (a higher one means more alike)."""

    first: Path
    second: Path
    score: float


@dataclass(frozen=True)
class Measured:
    """All comparisons within one set: its figures and the cases to look at."""

    name: str
    images: int
    figures: Mapping[str, float]
    mates: Sequence[Compared]
    strangers: Sequence[Compared]
    refused: Sequence[tuple[Path, str]]


def inspect(subject: str, *, directory: Path, out: Path, tell: Tell) -> Path:
    """Write `index.html` and its pictures into a folder that is made for them; returns the page.

    subject  "irises" or "fingers"
    Raises RuleBroken("bench_nothing_found" | "inspect_folder_exists").
    """
    what = subject_of(subject)
    sets = what.sets(directory)
    if not sets:
        raise RuleBroken("bench_nothing_found", directory=str(directory), subject=subject)
    try:
        out.mkdir(mode=0o700, parents=True)
    except FileExistsError as error:
        raise RuleBroken("inspect_folder_exists", folder=str(out)) from error
    parts = []
    for name, files in sets.items():
        tell(f"{name}: {sum(len(paths) for paths in files.values())} images")
        measured = measure(name, files=files, what=what)
        parts.append(_set_part(measured, subject=subject, out=out))
    page = out / "index.html"
    page.write_text(_page(subject, parts=parts), encoding="utf-8")
    return page


def measure(name: str, *, files: Mapping[str, Sequence[Path]], what: Subject) -> Measured:
    """Extract and compare all images of a set by the last stage, and take the cases to look at."""
    rows: list[Row] = []
    known: list[tuple[str, Path]] = []
    refused: list[tuple[Path, str]] = []
    for label, paths in files.items():
        for path in paths:
            try:
                rows.append(what.row(read_sample(path, position=what.position)))
                known.append((label, path))
            except RuleBroken as error:
                refused.append((path, error.code))
    first, second = np.triu_indices(len(rows), 1)
    scores = all_pairs(what.stages[-1], column=np.stack(rows))[0] if rows else np.zeros(0, dtype=np.float32)
    labels = np.array([label for label, _ in known])
    same = labels[first] == labels[second] if len(rows) > 1 else np.zeros(0, dtype=np.bool_)
    figures = {"images": float(len(known) + len(refused)), "refused": float(len(refused))}
    if same.any() and not same.all():
        measured = rates(genuine=scores[same], impostor=scores[~same])
        figures |= {"EER %": measured.eer, "FMR1000 %": measured.fmr1000, "ZeroFMR %": measured.zerofmr}

    def cases(chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], order: int) -> list[Compared]:
        places = np.flatnonzero(chosen)
        places = places[np.argsort(order * scores[places], kind="stable")][:SHOWN]
        return [Compared(known[first[k]][1], known[second[k]][1], float(scores[k])) for k in places]

    return Measured(
        name=name,
        images=len(known) + len(refused),
        figures=figures,
        mates=cases(same, 1),
        strangers=cases(~same, -1),
        refused=refused[:SHOWN],
    )


def _set_part(measured: Measured, *, subject: str, out: Path) -> str:
    show = PAIRS[subject]
    facts = "".join(f"<dt>{html.escape(k)}</dt><dd>{v:g}</dd>" for k, v in measured.figures.items())
    sections = [f"<h2>{html.escape(measured.name)}</h2><dl>{facts}</dl>"]
    for title, cases in (
        ("One and the same, least alike", measured.mates),
        ("Different ones, most alike", measured.strangers),
    ):
        stem = f"{measured.name}-{'mates' if cases is measured.mates else 'strangers'}"
        pairs = [show(case, stem=f"{stem}-{k}", out=out) for k, case in enumerate(cases, start=1)]
        sections.append(f"<h3>{title}</h3>" + ("".join(pairs) or "<p>None.</p>"))
    sections.append("<h3>Refused</h3>" + (_refused(measured, subject=subject, out=out) or "<p>None.</p>"))
    return "".join(sections)


def _refused(measured: Measured, *, subject: str, out: Path) -> str:
    parts = []
    for k, (path, code) in enumerate(measured.refused, start=1):
        picture = _refused_picture(path, subject=subject, out=out, stem=f"{measured.name}-refused-{k}")
        parts.append(f"<figure>{picture}<figcaption>{_file(path)}: <code>{code}</code></figcaption></figure>")
    return f"<div class='two'>{''.join(parts)}</div>" if parts else ""


def _refused_picture(path: Path, *, subject: str, out: Path, stem: str) -> str:
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
            f"{_file(path)}: quality {quality.value}, usable {100 * quality.usable:.0f} %, limbus step "
            f"{quality.limbus:.0f}, pupil {100 * quality.dilation:.0f} % of the iris, "
            f"ragged {100 * quality.ragged:.1f} %"
        )
        sides.append(f"<figure>{''.join(pictures)}<figcaption>{caption}</figcaption></figure>")
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
    (a, one), (b, other) = _finger(case.first), _finger(case.second)
    pairs = matched_pairs(one, other)
    sides = []
    for path, sample, template, numbered, side in zip(
        (case.first, case.second), (a, b), (one, other), drawings.numbers_of(pairs), "ab", strict=True
    ):
        scale = (sample.ppi or 500) / 500
        drawn = drawings.finger_drawing(sample.pixels, template=template, scale=scale, numbered=numbered)
        picture = _picture(drawn, stem=f"{stem}{side}", out=out, text="minutiae")
        caption = f"{_file(path)}: quality {template.quality}, {len(template)} minutiae"
        sides.append(f"<figure>{picture}<figcaption>{caption}</figcaption></figure>")
    told = f"Score {case.score:.4f}; {len(pairs)} minutiae can be laid on each other."
    return f"<article><h4>{told}</h4><div class='two'>{''.join(sides)}</div></article>"


PAIRS: Final[Mapping[str, Callable[..., str]]] = {"irises": _iris_pair, "fingers": _finger_pair}


def _picture(drawn: drawings.Picture, *, stem: str, out: Path, text: str) -> str:
    (out / f"{stem}.png").write_bytes(drawings.png(drawn))
    height, width = drawn.shape[:2]
    return f'<img src="{html.escape(stem)}.png" width="{width}" height="{height}" alt="{text}">'


def _file(path: Path) -> str:
    return html.escape(f"{path.parent.name}/{path.name}")


LEGEND: Final = {
    "irises": (
        "Yellow: pupil. Red: limbus. Blue: lids. Purple: left out of the comparison. Below each eye its iris "
        "laid flat, from the pupil (top) outwards and from the right clockwise, and its code: white 1, "
        "black 0, grey not in use. Last the two codes on each other: green bits agree, red ones differ, grey "
        "ones are not in use in both."
    ),
    "fingers": (
        "Red and numbered: minutiae that one movement lays on each other, for your eyes; the score comes "
        "from the engine alone. Blue: the rest."
    ),
}

STYLE: Final = """
:root { color-scheme: light }
body { font: 16px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 1060px; padding: 1rem; color: #111 }
.warning { border-left: 6px solid #b10e1e; background: #fdf0f1; padding: .8rem 1rem; margin: 1rem 0 }
dl { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem } dt { font-weight: 600 } dd { margin: 0 }
article { border-top: 2px solid #ccc; padding: .6rem 0 1.4rem } h4 { margin: .4rem 0 }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(480px, 100%), 1fr)); gap: 1rem }
figure { margin: 0 } img { display: block; max-width: 100%; height: auto; margin: 0 0 .4rem }
figcaption { font-size: .9rem; color: #333 }
"""


def _page(subject: str, *, parts: Sequence[str]) -> str:
    policy = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Worst {subject}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><style>{STYLE}</style></head><body>'
        f"<h1>The worst comparisons of {subject}</h1>"
        '<p class="warning"><strong>This folder holds biometric data of real people.</strong> It was made of '
        "research images to mend the engine. Do not send it, do not put it into the project; "
        f"delete the whole folder when you have looked.</p><p>{LEGEND[subject]}</p>"
        f"{''.join(parts)}</body></html>\n"
    )
