"""Questions by day as bars, drawn on the server (pure)."""

from collections.abc import Callable, Sequence
from datetime import date

from rekam.ui.svg import Box, axis_over, bar, line, svg, words

WIDE = Box(width=640, height=200, left=48, right=8, top=10, bottom=26)
NARROW = Box(width=330, height=180, left=44, right=6, top=10, bottom=26)
_TICKS = 4


def draw_days(
    days: Sequence[tuple[date, int]],
    *,
    title: str,
    figure: Callable[[int], str],
    name: Callable[[date], str],
    box: Box,
    identifier: str,
) -> str:
    """One `<svg role="img">`, a bar a day from 0. Raises ValueError for no days.

    title         what the drawing says, a full sentence
    figure, name  how the page's language writes a count and a day
    """
    axis = axis_over([0, max(count for _day, count in days), 1], ticks=_TICKS, least=1)
    width, height = box.inner
    floor, right = box.height - box.bottom, box.width - box.right
    parts = []
    for value in axis.ticks:
        y = floor - value / axis.high * height
        parts.append(line("grid" if value else "axis", start=(box.left, y), end=(right, y)))
        parts.append(words(figure(round(value)), at=(box.left - 6, y + 5), anchor="end"))
    each = width / len(days)
    for at, (_day, count) in enumerate(days):
        tall = count / axis.high * height
        if count:
            start = (box.left + (at + 0.1) * each, floor - tall)
            parts.append(bar("recorded", start=start, size=(each * 0.8, tall)))
    parts.append(words(name(days[0][0]), at=(box.left, box.height - 6)))
    parts.append(words(name(days[-1][0]), at=(right, box.height - 6), anchor="end"))
    return svg(parts, box=box, title=title, identifier=identifier)
