"""The pictures of docs/explanation/iris-codes.md, made by the engine from drawn eyes.

`python -m benchmarks.pictures` writes them with all others.
"""

import io
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
SHOWN, OTHER = 13, 14
"""Bodies: a lid covers part of the first one's iris, so that its edge is worth showing."""
COLOURS: Final = 64
"""Few colours keep a noisy picture below what a page of docs should weigh."""


def pictures() -> dict[str, bytes]:
    """Each picture's file name and its PNG bytes: the steps of one eye, and two comparisons of its code."""
    notes = Notebook()
    own = _template(body=SHOWN, impression=1, notes=notes)
    pixels = np.ascontiguousarray(iris_image(seed=SHOWN, eye=LEFT, impression=1))
    sheet = drawings.sheet_drawing(notes=notes)
    if sheet is None:
        raise ValueError("the drawn eye was not found")
    again, other = _template(body=SHOWN, impression=2), _template(body=OTHER, impression=1)
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
    few = Image.fromarray(picture).quantize(
        COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    few.save(out, format="PNG", optimize=True)
    return out.getvalue()
