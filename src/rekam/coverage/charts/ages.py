"""How many of each age and sex are not recorded: men above the axis, women below (pure)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rekam.ui.svg import Box, axis_over, bar, line, svg, words

WIDE = Box(width=640, height=300, left=48, right=8, top=10, bottom=30)
NARROW = Box(width=330, height=270, left=40, right=6, top=10, bottom=30)
_TICKS = 3
_NAMED = 10  # years between the ages named under the axis


@dataclass(frozen=True)
class Year:
    """Persons of one age, in years; the last one stands for it and all older ones."""

    age: int
    men: int
    women: int


@dataclass(frozen=True)
class Words:
    """What stands in the drawing, in the page's language.

    title    what the whole drawing says, a full sentence
    figure   how the language writes a count
    """

    title: str
    men: str
    women: str
    age: str
    figure: Callable[[int], str]


def draw_ages(years: Sequence[Year], *, told: Words, box: Box, identifier: str) -> str:
    """One `<svg role="img">`; bars start at 0. Raises ValueError for no years."""
    axis = axis_over([0, max(max(year.men, year.women) for year in years), 1], ticks=_TICKS, least=1)
    width, height = box.inner
    middle, per_person = box.top + height / 2, height / 2 / axis.high
    right, below = box.width - box.right, box.height - box.bottom
    parts = [
        words(told.men, at=(right, box.top + 16), anchor="end", kind="r-text-strong"),
        words(told.women, at=(right, below - 8), anchor="end", kind="r-text-strong"),
        words(told.age, at=(0, box.height - 8)),
    ]
    for value in axis.ticks[1:]:
        for y in (middle - value * per_person, middle + value * per_person):
            parts.append(line("grid", start=(box.left, y), end=(right, y)))
            parts.append(words(told.figure(round(value)), at=(box.left - 6, y + 5), anchor="end"))
    each = width / len(years)
    for at, year in enumerate(years):
        x = box.left + at * each
        for y, people in ((middle - year.men * per_person, year.men), (middle, year.women)):
            if people:
                size = (each * 0.8, people * per_person)
                parts.append(bar("not-recorded", start=(x + each * 0.1, y), size=size))
    parts.append(line("axis", start=(box.left, middle), end=(right, middle)))
    parts += _named(years, box=box, each=each)
    return svg(parts, box=box, title=told.title, identifier=identifier)


def _named(years: Sequence[Year], *, box: Box, each: float) -> list[str]:
    """The first age, and every tenth that stands clear of it, under the bars."""
    parts, reach = [], -100.0
    for at, year in enumerate(years):
        x = box.left + (at + 0.5) * each
        if (at == 0 or year.age % _NAMED == 0) and x - reach > 26:
            parts.append(words(str(year.age), at=(x, box.height - 8), anchor="middle"))
            reach = x
    return parts
