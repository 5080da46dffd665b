"""Draws docs/explanation/pictures again, from the engine's own values and drawn bodies, no image of anybody.

    PYTHONPATH=src:. python -m benchmarks.pictures [--quick]

Takes some minutes, since bodies are drawn and extracted; --quick makes those alone that need none. Needs the
weights of the face networks, and of LEADER where that is the extractor in use.
"""

import argparse
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks import pictures_fingers, pictures_scores
from benchmarks.charts import BLUE, RED, Frame, Point, picture, text

from rekam.abis.engine.parameters import DEFAULT
from rekam.simulation import iris_pictures

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "explanation" / "pictures"
DECADES: Final = 8.4
"""Of galleries on the axis: one person to 250 million."""
HIGHEST: Final = 12.0


def threshold_by_gallery() -> str:
    """The lines for a hit and for a look, from a gallery of one person to a country's."""
    frame = Frame(x=(0.0, DECADES), y=(0.0, HIGHEST))
    sizes = [10 ** (step / 10) for step in range(int(10 * DECADES) + 1) if step not in {1, 2, 4}]
    hit = [(math.log10(n), DEFAULT.threshold_duplicate(gallery=round(n))) for n in sizes]
    look = [(math.log10(n), DEFAULT.threshold_review(gallery=round(n))) for n in sizes]
    ticks = {0.0: "1", 2.0: "100", 4.0: "10,000", 6.0: "1 million", 8.0: "100 million"}
    marks = {float(value): str(value) for value in range(0, int(HIGHEST) + 1, 2)}
    caps = {
        "most of an iris": DEFAULT.iris.cap,
        "of a finger": DEFAULT.finger.cap,
        "of a face": DEFAULT.face.cap,
    }
    body = [
        *frame.axes(
            ticks=ticks, marks=marks, below="people in the gallery", beside="evidence asked for (log10)"
        ),
        *(frame.level(f"{name}: {value:g}", at=value) for name, value in caps.items()),
        *_named(frame, hit, colour=RED, name="hit"),
        *_named(frame, look, colour=BLUE, name="look"),
    ]
    return picture("How the lines of a search rise with the number of people in the gallery", body=body)


def _named(frame: Frame, points: Sequence[Point], *, colour: str, name: str) -> list[str]:
    x, y = points[3 * len(points) // 4]
    label = text(frame.across(x), frame.up(y) - 10, name, anchor="end", colour=colour)
    return [frame.curve(points, colour=colour), label]


PICTURES: Final[Mapping[str, Callable[[], str]]] = {"threshold-by-gallery.svg": threshold_by_gallery}
"""Those that need no body: a test draws them again."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    made = {name: draw().encode() for name, draw in PICTURES.items()}
    if not quick:
        made |= iris_pictures.pictures() | pictures_fingers.pictures() | pictures_scores.pictures()
    for name, data in made.items():
        (FOLDER / name).write_bytes(data)
        print(f"{name:28} {len(data):7,} bytes")


if __name__ == "__main__":
    main()
