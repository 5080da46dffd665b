"""The map of the gap as SVG text: one shape an area, its class in CSS, its figures in `<title>`.

Pure: takes shapes, counts and words, returns a string. No style attribute and no script, since the pages
forbid both; colours are the page's classes `gap-0` to `gap-4`, strokes stand in `static/coverage/peta.css`.
What the borders are (schematic, or whose) the page says under the drawing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

import numpy as np
import numpy.typing as npt

from rekam.coverage.geometry import Points, Shape, centre_of

CLASS_BOUNDS = (1, 2, 3, 4)
_MARGIN = 3.0
_LETTERS = 15.0


@dataclass(frozen=True)
class Shade:
    """The figures of one area.

    wajib, missing  people; missing of wajib
    title           what a reader of this shape is told, a full phrase in the page's language
    """

    code: str
    wajib: int
    missing: int
    title: str


@dataclass(frozen=True)
class Label:
    """A name to be written over an area or a group of them.

    prefix  code of the group; its areas are those with this code or one that begins with it and a dot
    """

    prefix: str
    name: str

    def holds(self, code: str) -> bool:
        """Whether the area belongs to the group."""
        return code == self.prefix or code.startswith(self.prefix + ".")


@dataclass(frozen=True)
class Drawing:
    """A box to draw for, in px: the width is kept, the height is the largest."""

    width: float
    height: float


@dataclass(frozen=True)
class Drawn:
    """Two SVG drawings for two widths of screen; `source` says whose borders they show, "" = schematic."""

    wide: str
    narrow: str
    source: str


WIDE = Drawing(width=474, height=430)
NARROW = Drawing(width=330, height=360)


def gap_class(*, wajib: int, missing: int) -> str:
    """The CSS class of a gap: `gap-0` below 1 % of wajib, then 1, 2, 3, and `gap-4` from 4 %.

    `gap-none` where nobody is wajib. Bounds are compared in whole people, so nothing is rounded.
    Raises ValueError for a negative count or more missing than wajib.
    """
    if not 0 <= missing <= wajib:
        raise ValueError(f"{missing} missing of {wajib} wajib")
    if wajib == 0:
        return "gap-none"
    return f"gap-{sum(100 * missing >= bound * wajib for bound in CLASS_BOUNDS)}"


def draw_map(
    *,
    shapes: Mapping[str, Shape],
    lines: Iterable[Points],
    shades: Iterable[Shade],
    labels: Iterable[Label],
    title: str,
    identifier: str,
    drawing: Drawing = WIDE,
    over: Callable[["Frame"], str] | None = None,
) -> str:
    """One `<svg role="img">` of the areas with the names of their groups.

    lines       thick ones, around groups; km as the shapes
    title       what the whole drawing says
    identifier  unique on the page (letters, digits, hyphens); the title's id is made of it
    over        SVG text to stand above it all, from the way km become px
    Areas without a shade are drawn as `gap-none`. Raises ValueError for a shade without a shape.
    """
    figures = {shade.code: shade for shade in shades}
    unknown = figures.keys() - shapes.keys()
    if unknown:
        raise ValueError(f"no shape for {sorted(unknown)}")
    frame = Frame.around(shapes.values(), drawing=drawing)
    areas = [_area(shape, shade=figures.get(code), frame=frame) for code, shape in sorted(shapes.items())]
    thick = [f'<path class="peta-kecamatan" d="{frame.path(line)}"/>' for line in lines]
    words = _labels(shapes, groups=list(labels), frame=frame)
    return (
        f'<svg role="img" aria-labelledby="{identifier}-judul" xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {frame.width:.0f} {frame.height:.0f}">'
        f'<title id="{identifier}-judul">{escape(title)}</title>'
        f"{''.join(areas)}{''.join(thick)}{''.join(words)}{over(frame) if over else ''}</svg>"
    )


@dataclass(frozen=True)
class Frame:
    """From km to px: north up, the whole drawing inside a margin for its strokes."""

    left: float
    top: float
    scale: float
    width: float
    height: float

    @classmethod
    def around(cls, shapes: Iterable[Shape], *, drawing: Drawing) -> "Frame":
        corners = np.concatenate([ring for shape in shapes for ring in shape.rings])
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        inner = (drawing.width - 2 * _MARGIN, drawing.height - 2 * _MARGIN)
        scale = min(inner[0] / (right - left), inner[1] / (bottom - top))
        spare = (inner[0] / scale - (right - left)) / 2
        return cls(
            left=float(left - spare),
            top=float(top),
            scale=float(scale),
            width=drawing.width,
            height=float((bottom - top) * scale) + 2 * _MARGIN,
        )

    def place(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.left) * self.scale + _MARGIN, (y - self.top) * self.scale + _MARGIN

    def path(self, line: npt.NDArray[np.float64]) -> str:
        places = (self.place(x, y) for x, y in line.tolist())
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)


def _area(shape: Shape, *, shade: Shade | None, frame: Frame) -> str:
    kind = "gap-none" if shade is None else gap_class(wajib=shade.wajib, missing=shade.missing)
    told = "" if shade is None else f"<title>{escape(shade.title)}</title>"
    drawn = "Z".join(frame.path(ring) for ring in shape.rings)
    return f'<path class="peta-kelurahan {kind}" d="{drawn}Z">{told}</path>'


def _labels(shapes: Mapping[str, Shape], *, groups: list[Label], frame: Frame) -> list[str]:
    """The names, moved up or down where two would touch, and kept inside the frame."""
    placed: list[tuple[float, float, float]] = []
    words = []
    for label in groups:
        members = [shape for code, shape in shapes.items() if label.holds(code)]
        if not members:
            continue
        half = len(label.name) * _LETTERS * 0.27
        x, y = frame.place(*centre_of(members))
        x = min(max(x, half + _MARGIN), frame.width - half - _MARGIN)
        for other_x, other_y, other_half in placed:
            if abs(x - other_x) < half + other_half and abs(y - other_y) < 1.5 * _LETTERS:
                y = other_y + (1.5 if y >= other_y else -1.5) * _LETTERS
        placed.append((x, y, half))
        words.append(
            f'<text class="peta-label" x="{x:.1f}" y="{y + _LETTERS / 3:.1f}">{escape(label.name)}</text>'
        )
    return words
