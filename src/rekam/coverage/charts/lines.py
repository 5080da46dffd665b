"""Coverage over time: what was, what may come in a band of eight futures in ten, and the target (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rekam.ui.svg import Box, Scale, axis_over, dot, line, svg, words

WIDE = Box(width=640, height=330, left=48, right=92, top=26, bottom=30)
NARROW = Box(width=330, height=290, left=44, right=78, top=26, bottom=30)
_TICKS = 5
MOST_TICKS = 8
MONTHS_APART = (3, 6, 12, 24, 60, 120)
_LETTERS = 16
_FIGURE_WIDTH, _TODAY_WIDTH = 50, 120  # of "98.19", and with the word for today


@dataclass(frozen=True)
class Point:
    """Percent of wajib at the end of a day."""

    day: date
    percent: float


@dataclass(frozen=True)
class Future:
    """Percent of wajib on a day that 10, 50 and 90 of a hundred futures stay at or below."""

    day: date
    p10: float
    p50: float
    p90: float


@dataclass(frozen=True)
class Words:
    """What stands in the drawing, in the page's language.

    title    what the whole drawing says, a full sentence
    unit     of the upright axis, which says that it does not start at 0
    """

    title: str
    unit: str
    target: str = ""
    today: str = ""
    comma: str = ","

    def figure(self, percent: float, *, decimals: int = 2) -> str:
        """A percentage as the page's language writes it, cut down."""
        cut = int(percent * 10**decimals + 1e-6) / 10**decimals
        return f"{cut:.{decimals}f}".replace(".", self.comma)


@dataclass(frozen=True)
class Course:
    """What is drawn.

    past     stretches of one base each; between two of them the base was renewed and the line breaks
    renewed  what is said at each break: one less than there are stretches
    ahead    from today on; empty for none
    ticks    days to be named under the axis
    """

    past: Sequence[Sequence[Point]]
    words: Words
    renewed: Sequence[str] = ()
    ahead: Sequence[Future] = ()
    target: float | None = None
    ticks: Sequence[tuple[date, str]] = ()


def calendar_ticks(first: date, *, until: date, names: Sequence[str]) -> list[tuple[date, str]]:
    """First days of months in a span, at most MOST_TICKS; January stands with its year.

    names  of the twelve months, short
    """
    months = [
        date(number // 12, number % 12 + 1, 1)
        for number in range(first.year * 12 + first.month, until.year * 12 + until.month)
    ]
    for apart in MONTHS_APART:
        days = [day for day in months if (day.year * 12 + day.month - 1) % apart == 0]
        if len(days) <= MOST_TICKS:
            break
    return [(day, f"{names[day.month - 1]}{f' {day.year}' if day.month == 1 else ''}") for day in days]


def draw_lines(course: Course, *, box: Box, identifier: str) -> str:
    """One `<svg role="img">`. Raises ValueError where there is no day at all."""
    scale = _scale_of(course, box=box)
    parts = [*_grid(course, scale=scale), *_ahead(course, scale=scale)]
    for stretch in course.past:
        parts.append(
            f'<polyline class="r-line" points="{scale.points([(p.day, p.percent) for p in stretch])}"/>'
        )
    parts += [*_breaks(course, scale=scale), *_target(course, scale=scale), *_ends(course, scale=scale)]
    return svg(parts, box=box, title=course.words.title, identifier=identifier)


def _scale_of(course: Course, *, box: Box) -> Scale:
    points = [point for stretch in course.past for point in stretch]
    days = [point.day for point in points] + [future.day for future in course.ahead]
    values = [point.percent for point in points]
    values += [value for future in course.ahead for value in (future.p10, future.p90)]
    values += [] if course.target is None else [course.target]
    return Scale(box, min(days), max(days), axis_over(values, ticks=_TICKS, most=100.0))


def _grid(course: Course, *, scale: Scale) -> list[str]:
    box, told = scale.box, course.words
    parts = [words(told.unit, at=(0, 12))]
    for value in scale.axis.ticks:
        y = scale.place(scale.first, value)[1]
        parts.append(scale.across("grid", value))
        figure = f"{value:.{scale.axis.decimals}f}".replace(".", told.comma)
        parts.append(words(figure, at=(box.left - 6, y + 5), anchor="end"))
    parts.append(scale.across("axis", scale.axis.low))
    reach = -100.0
    for day, name in course.ticks:
        x = scale.place(day, scale.axis.low)[0]
        if x - reach >= len(name) * 7 + 12 and x + len(name) * 3.5 <= scale.box.width:
            parts.append(words(name, at=(max(x, box.left + 10), scale.floor + 19), anchor="middle"))
            reach = x
    return parts


def _ahead(course: Course, *, scale: Scale) -> list[str]:
    if not course.ahead:
        return []
    above = [(future.day, future.p90) for future in course.ahead]
    below = [(future.day, future.p10) for future in reversed(course.ahead)]
    middle = [(future.day, future.p50) for future in course.ahead]
    return [
        f'<polygon class="r-range" points="{scale.points([*above, *below])}"/>',
        f'<polyline class="r-line r-line--projected" points="{scale.points(middle)}"/>',
    ]


def _breaks(course: Course, *, scale: Scale) -> list[str]:
    parts = []
    for stretch, told in zip(course.past[1:], course.renewed, strict=True):
        x = scale.place(stretch[0].day, scale.axis.low)[0]
        parts.append(line("break", start=(x, scale.box.top), end=(x, scale.floor)))
        fits = x + 6 + len(told) * 7 <= scale.right
        beside = x + 6 if fits else x - 6
        parts.append(words(told, at=(beside, scale.floor - 8), anchor="start" if fits else "end"))
    return parts


def _target(course: Course, *, scale: Scale) -> list[str]:
    if course.target is None:
        return []
    y = scale.place(scale.first, course.target)[1]
    above = y - 6 if y > scale.box.top + _LETTERS else y + _LETTERS
    label = words(course.words.target, at=(scale.box.left + 6, above), kind="r-text-strong")
    return [scale.across("target", course.target), label]


def _ends(course: Course, *, scale: Scale) -> list[str]:
    """The last measured point with its figure, and the ends of the band, kept apart from one another."""
    told, last = course.words, course.past[-1][-1]
    x, y = scale.place(last.day, last.percent)
    parts = [dot(x, y)]
    figure = told.figure(last.percent)
    if not course.ahead:
        return [*parts, words(figure, at=(x + 8, y + 5), kind="r-text-strong")]
    if x - scale.box.left > _FIGURE_WIDTH:
        today = f"{figure} {told.today}" if x - scale.box.left > _TODAY_WIDTH else figure
        parts.append(words(today, at=(x - 4, y - 10), anchor="end", kind="r-text-strong"))
    else:
        parts.append(words(figure, at=(x + 2, y + 22), kind="r-text-strong"))
    end = course.ahead[-1]
    x, middle = scale.place(end.day, end.p50)
    parts.append(dot(x, middle, kind="dot--projected"))
    parts.append(words(told.figure(end.p50), at=(x + 9, middle + 5), kind="r-text-strong"))
    high = min(scale.place(end.day, end.p90)[1] + 5, middle + 5 - _LETTERS)
    low = max(scale.place(end.day, end.p10)[1] + 5, middle + 5 + _LETTERS)
    parts.append(words(f"P90 {told.figure(end.p90)}", at=(x + 9, high)))
    parts.append(words(f"P10 {told.figure(end.p10)}", at=(x + 9, low)))
    return parts
