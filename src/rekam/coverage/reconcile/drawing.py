"""The sum as a drawing: wajib above, recorded and not recorded below, the difference marked (pure)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

BAR = 26.0
STEP = 60.0
LABEL = 22.0  # above a bar
LINE = 19.0
LEAST_SHOWN = 5.0  # a difference of ten people in half a million is drawn this wide


@dataclass(frozen=True)
class Picture:
    """The counts of a sum, people. `printed` is the rest as published, `expected` as recomputed."""

    whole: int
    part: int
    printed: int
    expected: int

    @property
    def off(self) -> int:
        """By how many people the printed rest is too large; below 0 it is too small."""
        return self.printed - self.expected


def draw(picture: Picture, *, width: float, words: Mapping[str, str], identifier: str) -> str:
    """Three bars as SVG, the last one the rest alone, drawn larger.

    width       of the drawing in px; text keeps its size, so a narrow page needs a narrow drawing
    words       full phrases: title, whole, part, rest, printed
    identifier  unique on the page, for the title
    """
    height = 3 * STEP + 2 * LINE
    shapes = "".join(_shapes(picture, width=width - 2, words=words))
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="{identifier}">'
        f'<title id="{identifier}">{escape(words["title"])}</title>{shapes}</svg>'
    )


def _shapes(picture: Picture, *, width: float, words: Mapping[str, str]) -> Iterator[str]:
    part = width * min(picture.part / picture.whole, 1) if picture.whole else 0
    yield _text(words["whole"], row=0)
    yield _bar(1, row=0, width=width, kind="rekon-utuh")
    yield _text(words["part"], row=1)
    yield _bar(1, row=1, width=part, kind="r-recorded")
    yield _bar(1 + part, row=1, width=max(width - part, 1), kind="r-not-recorded")
    yield _fan(from_x=1 + part, to_x=1 + width)
    yield from _rest(picture, width=width, words=words)


def _rest(picture: Picture, *, width: float, words: Mapping[str, str]) -> Iterator[str]:
    """The rest alone: what it should be in full, what was printed too much or too little beside it."""
    most = max(picture.printed, picture.expected, 1)
    scale = width / most
    marked = min(max(abs(picture.off) * scale, LEAST_SHOWN), width / 2) if picture.off else 0
    yield _bar(1, row=2, width=width - marked, kind="r-not-recorded")
    if marked:
        kind = "rekon-lebih" if picture.off > 0 else "rekon-kurang"
        yield _bar(1 + width - marked, row=2, width=marked, kind=kind)
    below = _top(2) + BAR + LINE
    yield f'<text x="1" y="{below:g}">{escape(words["rest"])}</text>'
    told = escape(words["printed"])
    yield (f'<text class="r-text-strong" x="{width:g}" y="{below + LINE:g}" text-anchor="end">{told}</text>')


def _fan(*, from_x: float, to_x: float) -> str:
    """From the rest in its place to the rest drawn larger."""
    top, bottom = _top(1) + BAR, _top(2)
    return "".join(
        f'<line class="r-line--break" x1="{x1:.2f}" y1="{top:g}" x2="{x2:.2f}" y2="{bottom:g}"/>'
        for x1, x2 in ((from_x, 1.0), (to_x, to_x))
    )


def _text(words: str, *, row: int) -> str:
    return f'<text x="1" y="{row * STEP + LABEL - 6:g}">{escape(words)}</text>'


def _bar(x: float, *, row: int, width: float, kind: str) -> str:
    return (
        f'<rect class="{kind}" x="{x:.2f}" y="{_top(row):g}" width="{max(width, 0):.2f}" height="{BAR:g}"/>'
    )


def _top(row: int) -> float:
    return row * STEP + LABEL
