"""The pictures of docs/explanation/iris-codes.md, made by the engine from drawn eyes.

PYTHONPATH=src python -m rekam.simulation.iris_pictures docs/explanation/pictures
"""

import io
import sys
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from rekam.abis import inspect_drawings as drawings
from rekam.abis.engine.extract import extract_iris
from rekam.abis.engine.positions import Position
from rekam.abis.engine.recorder import Notebook
from rekam.abis.engine.samples import Sample
from rekam.abis.engine.template import IrisTemplate
from rekam.simulation.irises import iris_image

LEFT: Final = 2
COLOURS: Final = 28
"""Few colours keep a noisy picture below what a page of docs should weigh."""


def pictures() -> dict[str, bytes]:
    """Each picture's file name and its PNG bytes: the steps of one eye, and two comparisons of its code."""
    notes = Notebook()
    own = _template(body=3, impression=1, notes=notes)
    pixels = np.ascontiguousarray(iris_image(seed=3, eye=LEFT, impression=1))
    sheet = drawings.sheet_drawing(notes=notes)
    if sheet is None:
        raise ValueError("the drawn eye was not found")
    again, other = _template(body=3, impression=2), _template(body=4, impression=1)
    drawn = {
        "iris-rings.png": drawings.eye_drawing(pixels, notes=notes),
        "iris-sheet.png": sheet,
        "iris-code.png": drawings.code_drawing(own),
        "iris-same.png": drawings.difference_drawing(own, again)[0],
        "iris-other.png": drawings.difference_drawing(own, other)[0],
    }
    return {name: _small_png(picture) for name, picture in drawn.items()}


def _template(*, body: int, impression: int, notes: Notebook | None = None) -> IrisTemplate:
    pixels = np.ascontiguousarray(iris_image(seed=body, eye=LEFT, impression=impression))
    return extract_iris(Sample(Position.IRIS_LEFT, pixels), recorder=notes)


def _small_png(picture: drawings.Picture) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).quantize(COLOURS, dither=Image.Dither.NONE).save(
        out, format="PNG", optimize=True
    )
    return out.getvalue()


def main(folder: Path) -> None:
    """Write all pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in pictures().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
