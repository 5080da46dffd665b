"""`rekam abis inspect`: a page of the comparisons that go wrong, with what the engine saw in the images.

A developer's tool for folders of research images. It takes the pairs of one eye (finger) that look least
alike, the pairs of different ones that look most alike, and the images that were refused.
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from rekam.abis.bench_pairs import Subject, Tell, all_pairs, subject_of
from rekam.abis.bench_rates import rates
from rekam.abis.chimera import read_sample
from rekam.abis.engine.rows import Row
from rekam.abis.inspect_pairs import PAIRS, Compared, figure, file_name, refused_picture
from rekam.kernel.errors import RuleBroken

SHOWN: Final = 12
"""Pairs of each sort on the page, and refused images."""


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
        picture = refused_picture(path, subject=subject, out=out, stem=f"{measured.name}-refused-{k}")
        parts.append(figure(picture, caption=f"{file_name(path)}: <code>{code}</code>"))
    return f"<div class='two'>{''.join(parts)}</div>" if parts else ""


LEGEND: Final = {
    "irises": (
        "Yellow: pupil. Red: limbus. Blue: lids. Purple: left out of the comparison. Below each eye its iris "
        "laid flat, from the pupil (top) outwards and from the right clockwise, and its code: white 1, "
        "black 0, grey not in use. Last the two codes on each other: green bits agree, red ones differ, grey "
        "ones are not in use in both."
    ),
    "fingers": (
        "Red and numbered: minutiae that the engine's last movement lays on each other. Blue: the rest. "
        "Below, lines join pairs: in stage 1 those whose surroundings are each other's most alike, in stage "
        "2 those that agree with the strongest one; the redder, the more a pair counts. Strength, overlap "
        "and all steps are told in docs/explanation/minutia-cylinders.md."
    ),
}

STYLE: Final = """
:root { color-scheme: light }
body { font: 16px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 1060px; padding: 1rem; color: #111 }
.warning { border-left: 6px solid #b10e1e; background: #fdf0f1; padding: .8rem 1rem; margin: 1rem 0 }
dl { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem } dt { font-weight: 600 } dd { margin: 0 }
article { border-top: 2px solid #ccc; padding: .6rem 0 1.4rem } h4 { margin: .4rem 0 }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(480px, 100%), 1fr)); gap: 1rem }
.two + .two, .two + img { margin-top: 1rem } h1 { font-size: 1.7rem }
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
