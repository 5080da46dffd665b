"""Blanks or people over the days to come, with a band of eight futures in ten (pure)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rekam.cards.allocation.lasting import Tails
from rekam.ui.svg import Box, Scale, axis_over, dot, line, svg, words

WIDE = Box(width=640, height=280, left=56, right=24, top=26, bottom=30)
NARROW = Box(width=330, height=250, left=50, right=14, top=26, bottom=30)
_TICKS = 4
_APART = 64  # px between two days named under the axis


@dataclass(frozen=True)
class Drawn:
    """What is drawn, in the page's language.

    marks   days told apart by an upright line, with a word each
    figure, day   how the language writes a count and a short day
    """

    title: str
    unit: str
    days: Sequence[date]
    tails: Sequence[Tails]
    marks: Sequence[tuple[date, str]]
    figure: Callable[[int], str]
    day: Callable[[date], str]


def draw(told: Drawn, *, box: Box, identifier: str) -> str:
    """One `<svg role="img">`; the axis starts at 0. Raises ValueError without any day."""
    axis = axis_over([0, 1, *(one.p90 for one in told.tails)], ticks=_TICKS)
    scale = Scale(box, told.days[0], told.days[-1], axis)
    series = list(zip(told.days, told.tails, strict=True))
    band = [(day, one.p90) for day, one in series] + [(day, one.p10) for day, one in reversed(series)]
    parts = [
        *_grid(told, scale=scale),
        f'<polygon class="r-range" points="{scale.points(band)}"/>',
        f'<polyline class="r-line r-line--projected" '
        f'points="{scale.points([(day, one.p50) for day, one in series])}"/>',
        *_marks(told, scale=scale),
    ]
    x, y = scale.place(told.days[0], told.tails[0].p50)
    parts += [
        dot(x, y),
        words(told.figure(told.tails[0].p50), at=(x + 24, max(y - 8, box.top + 14)), kind="r-text-strong"),
    ]
    return svg(parts, box=box, title=told.title, identifier=identifier)


def _grid(told: Drawn, *, scale: Scale) -> list[str]:
    parts = [words(told.unit, at=(0, 12))]
    for value in scale.axis.ticks:
        parts.append(scale.across("grid", value))
        y = scale.place(scale.first, value)[1]
        parts.append(words(told.figure(round(value)), at=(scale.box.left - 6, y + 5), anchor="end"))
    parts.append(scale.across("axis", 0))
    reach = -float(_APART)
    for day in told.days:
        x = scale.place(day, 0)[0]
        if x - reach >= _APART and x <= scale.right - _APART / 3:
            parts.append(words(told.day(day), at=(x, scale.floor + 19), anchor="start"))
            reach = x
    return parts


def _marks(told: Drawn, *, scale: Scale) -> list[str]:
    parts = []
    for number, (day, word) in enumerate(told.marks):
        x = scale.place(day, 0)[0]
        parts.append(line("break", start=(x, scale.box.top), end=(x, scale.floor)))
        fits = x + 6 + len(word) * 7 <= scale.box.width
        at = (x + 6 if fits else x - 6, scale.box.top + 16 * (number + 1))
        parts.append(words(word, at=at, anchor="start" if fits else "end", kind="r-text-strong"))
    return parts
