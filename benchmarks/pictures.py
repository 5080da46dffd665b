"""Draws docs/explanation/pictures again, from the engine's own values and from no image of anybody.

PYTHONPATH=src:. python -m benchmarks.pictures
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from rekam.abis.engine.parameters import DEFAULT

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "explanation" / "pictures"
WIDE, HIGH, EDGE = 640, 360, 60
DECADES: Final = 8.4
"""Of galleries on the axis: one person to 250 million."""
HIGHEST: Final = 12.0

Point = tuple[float, float]


def threshold_by_gallery() -> str:
    """The lines for a hit and for a look, from a gallery of one person to a country's."""
    sizes = [10 ** (step / 10) for step in range(int(10 * DECADES) + 1) if step not in {1, 2, 4}]
    hit = [(math.log10(n), DEFAULT.threshold_duplicate(gallery=round(n))) for n in sizes]
    look = [(math.log10(n), DEFAULT.threshold_review(gallery=round(n))) for n in sizes]
    ticks = {0: "1", 2: "100", 4: "10,000", 6: "1 million", 8: "100 million"}
    caps = {
        "most of an iris": DEFAULT.iris.cap,
        "of a finger": DEFAULT.finger.cap,
        "of a face": DEFAULT.face.cap,
    }
    body = [
        *_axes(ticks, below="people in the gallery", beside="evidence asked for (log10)"),
        *(_level(name, value=value) for name, value in caps.items()),
        _curve(hit, colour="#b10e1e", name="hit"),
        _curve(look, colour="#1d70b8", name="look"),
    ]
    return _picture("How the lines of a search rise with the number of people in the gallery", body=body)


def _x(decades: float) -> float:
    return EDGE + decades / DECADES * (WIDE - 2 * EDGE)


def _y(evidence: float) -> float:
    return HIGH - EDGE - evidence / HIGHEST * (HIGH - 2 * EDGE)


def _axes(ticks: Mapping[int, str], *, below: str, beside: str) -> Iterator[str]:
    for at, name in ticks.items():
        yield _text(_x(at), HIGH - EDGE + 18, name, anchor="middle")
        yield f'<path d="M{_x(at):.1f} {HIGH - EDGE}v5" stroke="#0b0c0c"/>'
    for value in range(0, int(HIGHEST) + 1, 2):
        yield _text(EDGE - 8, _y(value) + 4, str(value), anchor="end")
    yield f'<path d="M{EDGE} {EDGE}V{HIGH - EDGE}H{WIDE - EDGE}" fill="none" stroke="#0b0c0c"/>'
    yield _text(WIDE / 2, HIGH - 14, below, anchor="middle")
    yield _text(EDGE, EDGE - 24, beside, anchor="start")


def _level(name: str, *, value: float) -> str:
    line = f'<path d="M{EDGE} {_y(value):.1f}H{WIDE - EDGE}" stroke="#505a5f" stroke-dasharray="4 4"/>'
    return line + _text(WIDE - EDGE, _y(value) - 5, f"{name}: {value:g}", anchor="end")


def _curve(points: Sequence[Point], *, colour: str, name: str) -> str:
    path = "L".join(f"{_x(x):.1f} {_y(y):.1f}" for x, y in points)
    x, y = points[3 * len(points) // 4]
    label = _text(_x(x), _y(y) - 10, name, anchor="end", colour=colour)
    return f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>' + label


def _text(x: float, y: float, words: str, *, anchor: str, colour: str = "#0b0c0c") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'


def _picture(title: str, *, body: Sequence[str]) -> str:
    space = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}"'
    head = f'<svg {space} font-family="sans-serif" font-size="13">'
    ground = f'<title>{title}</title><rect width="{WIDE}" height="{HIGH}" fill="#ffffff"/>'
    return "\n".join([head, ground, *body, "</svg>", ""])


PICTURES: Final[Mapping[str, Callable[[], str]]] = {"threshold-by-gallery.svg": threshold_by_gallery}


def main() -> None:
    for name, draw in PICTURES.items():
        (FOLDER / name).write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
