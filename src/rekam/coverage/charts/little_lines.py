"""One little line of coverage for each part of a province, all on one scale (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rekam.coverage.rules import Counts, share
from rekam.ui.svg import Axis, Box, Scale, dot, svg, words

BOX = Box(width=270, height=96, left=2, right=62, top=10, bottom=24)


@dataclass(frozen=True)
class Line:
    """One part: its coverage by day, its target in percent (None: none), what a reader is told.

    days    counts by day, today's among them
    told    the coverage now as text, at the line's end
    title   a full phrase in the page's language
    """

    code: str
    days: Mapping[date, Counts]
    target: float | None
    told: str
    title: str


def scale_of(lines: Sequence[Line]) -> Scale:
    """The scale that holds all lines and targets, to whole percents; it rarely begins at 0.

    Raises ValueError without any day.
    """
    days = [day for one in lines for day in one.days]
    if not days:
        raise ValueError("nothing to draw")
    shares = [_share(counts) for one in lines for counts in one.days.values()]
    shares += [one.target for one in lines if one.target is not None]
    low, high = int(min(shares)), min(100, int(max(shares)) + 1)
    low = min(low, high - 1)
    return Scale(BOX, min(days), max(days), Axis(low=low, high=high, step=high - low))


def draw_line(one: Line, *, scale: Scale, ends: tuple[str, str]) -> str:
    """One `<svg role="img">`; `ends` are the first and the last day as text."""
    places = [(day, _share(counts)) for day, counts in sorted(one.days.items())]
    x, y = scale.place(*places[-1])
    parts = [
        scale.across("axis", scale.axis.low),
        f'<polyline class="r-line" points="{scale.points(places)}"/>',
        dot(x, y),
        words(one.told, at=(x + 7, min(max(y + 5, 14), scale.floor)), kind="r-text-strong"),
        words(ends[0], at=(BOX.left, BOX.height - 6)),
        words(ends[1], at=(scale.right, BOX.height - 6), anchor="end"),
    ]
    if one.target is not None:
        parts.append(scale.across("target", one.target))
    return svg(parts, box=BOX, title=one.title, identifier=f"garis-{one.code.replace('.', '-')}")


def _share(counts: Counts) -> float:
    return share(counts.recorded, of=counts.wajib)
