"""What all charts share: the box, its margins, the ticks of an axis, days along it, and the svg around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from xml.sax.saxutils import escape

_STEPS = (
    0.05,
    0.1,
    0.2,
    0.5,
    1,
    2,
    5,
    10,
    20,
    25,
    50,
    100,
    200,
    500,
    1000,
    2000,
    5000,
    10_000,
    20_000,
    50_000,
)


@dataclass(frozen=True)
class Box:
    """Width and height of a drawing, and its margins, in px; letters keep their size in every box."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def inner(self) -> tuple[int, int]:
        """Width and height inside the margins."""
        return self.width - self.left - self.right, self.height - self.top - self.bottom


@dataclass(frozen=True)
class Axis:
    """Values from `low` to `high` by `step`."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> list[float]:
        """Where lines and figures stand, the lowest first."""
        return [self.low + n * self.step for n in range(round((self.high - self.low) / self.step) + 1)]

    @property
    def decimals(self) -> int:
        """How many decimals a tick's figure needs."""
        return 0 if self.step >= 1 else 2 if self.step < 0.1 else 1


@dataclass(frozen=True)
class Scale:
    """Days from left to right and values from bottom to top, inside the margins of a box."""

    box: Box
    first: date
    last: date
    axis: Axis

    def place(self, day: date, value: float) -> tuple[float, float]:
        """Where a value of a day lies, px."""
        width, height = self.box.inner
        along = (day - self.first).days / max((self.last - self.first).days, 1)
        up = (value - self.axis.low) / (self.axis.high - self.axis.low)
        return self.box.left + along * width, self.box.top + (1 - up) * height

    def points(self, found: Sequence[tuple[date, float]]) -> str:
        """The same of several, as a polyline takes them."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in (self.place(*one) for one in found))

    def across(self, kind: str, value: float) -> str:
        """A line over the whole width at the height of a value."""
        y = self.place(self.first, value)[1]
        return line(kind, start=(self.box.left, y), end=(self.right, y))

    @property
    def right(self) -> float:
        """Where the inside ends."""
        return self.box.width - self.box.right

    @property
    def floor(self) -> float:
        """Where the lowest value lies."""
        return self.box.height - self.box.bottom


def axis_over(values: Iterable[float], *, ticks: int, most: float | None = None, least: float = 0) -> Axis:
    """An axis with round figures over some values, with at most about that many steps.

    most    a value that no tick goes beyond, as 100 for percents
    least   what a step is at least, as 1 for people
    """
    known = list(values)
    low, high = min(known), max(known)
    step = next((one for one in _STEPS if one >= least and (high - low) / one <= ticks), _STEPS[-1])
    first = floor(low / step + 1e-9)
    last = max(ceil(high / step - 1e-9), first + 1)
    top = last * step if most is None else min(last * step, max(most, high))
    return Axis(low=first * step if top > first * step else top - step, high=top, step=step)


def svg(parts: Iterable[str], *, box: Box, title: str, identifier: str) -> str:
    """One `<svg role="img">`; the title tells what the drawing says, `identifier` is unique on the page."""
    return (
        f'<svg role="img" aria-labelledby="{identifier}-judul" xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {box.width} {box.height}"><title id="{identifier}-judul">{escape(title)}</title>'
        f"{''.join(parts)}</svg>"
    )


def line(kind: str, *, start: tuple[float, float], end: tuple[float, float]) -> str:
    """A straight line of one of the classes r-line--*."""
    return (
        f'<line class="r-line r-line--{kind}" x1="{start[0]:.1f}" y1="{start[1]:.1f}"'
        f' x2="{end[0]:.1f}" y2="{end[1]:.1f}"/>'
    )


def bar(kind: str, *, start: tuple[float, float], size: tuple[float, float]) -> str:
    """A filled rectangle from its upper left corner, of one of the classes r-*."""
    return (
        f'<rect class="r-{kind}" x="{start[0]:.1f}" y="{start[1]:.1f}"'
        f' width="{size[0]:.1f}" height="{size[1]:.1f}"/>'
    )


def dot(x: float, y: float, *, kind: str = "dot") -> str:
    """A point that stands out, of one of the classes r-dot*."""
    return f'<circle class="r-{kind}" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'


def words(text: str, *, at: tuple[float, float], anchor: str = "start", kind: str = "r-text-note") -> str:
    """Some words; anchor is start, middle or end."""
    return (
        f'<text class="{kind}" x="{at[0]:.1f}" y="{at[1]:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
    )
