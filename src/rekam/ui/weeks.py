"""Bars of the last weeks (pure)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rekam.ui.svg import Box, bar, line, svg, words

WIDE = Box(width=520, height=200, left=0, right=0, top=24, bottom=26)
NARROW = Box(width=320, height=200, left=0, right=0, top=24, bottom=26)
GAP = 6


@dataclass(frozen=True)
class Words:
    """What stands in the drawing, in the page's language.

    title         what the whole drawing shows
    day, figure   how the language writes a short day, and a value
    kind          of the bars: their class is r-KIND
    """

    title: str
    day: Callable[[date], str]
    figure: Callable[[float], str]
    kind: str = "recorded"


def draw_weeks(
    weeks: Sequence[tuple[date, float]], *, told: Words, box: Box, every: int, identifier: str
) -> str:
    """One `<svg role="img">` of the weeks, by their Mondays.

    every   a date under each so many bars, counted from the last
    """
    width, height = box.inner
    floor, step = box.top + height, width / max(len(weeks), 1)
    most = max((value for _, value in weeks), default=0) or 1
    parts = []
    for number, (monday, value) in enumerate(weeks):
        left, right = step * number + GAP / 2, step * (number + 1) - GAP / 2
        top = floor - height * value / most
        named = (len(weeks) - 1 - number) % every == 0
        parts.append(bar(told.kind, start=(left, top), size=(right - left, floor - top)))
        if named or value == most:
            parts.append(words(told.figure(value), at=((left + right) / 2, top - 6), anchor="middle"))
        if named:  # ends with its bar, so that the last one stays inside the drawing
            parts.append(words(told.day(monday), at=(right, box.height - 6), anchor="end"))
    parts.append(line("axis", start=(0, floor), end=(width, floor)))
    return svg(parts, box=box, title=told.title, identifier=identifier)
