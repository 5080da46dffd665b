"""The bars of the last weeks, drawn by the server; the page has the same numbers in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.template import loader

from rekam.ui.dates import short_date
from rekam.ui.numbers import Language, count

HEIGHT, TOP, FOOT = 150, 24, 26
GAP = 6


@dataclass(frozen=True)
class Bar:
    """One week; lengths in the drawing's own units, text empty where there is no room for it."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: str

    @property
    def middle(self) -> float:
        """Where its texts are centred."""
        return self.x + self.width / 2

    @property
    def above(self) -> float:
        """Where its number stands."""
        return self.y - 6

    @property
    def right(self) -> float:
        """Where its date ends, so that the last one stays inside the drawing."""
        return self.x + self.width


def draw(weeks: Sequence[tuple[date, int]], *, width: int, every: int, language: Language) -> str:
    """The svg of the weeks.

    width   of the drawing, 300 or more
    every   a date under each so many bars, counted from the last
    """
    most = max((people for _, people in weeks), default=0) or 1
    step = width / max(len(weeks), 1)
    bars = []
    for number, (monday, people) in enumerate(weeks):
        height = HEIGHT * people / most
        named = (len(weeks) - 1 - number) % every == 0
        bars.append(
            Bar(
                x=step * number + GAP / 2,
                y=TOP + HEIGHT - height,
                width=step - GAP,
                height=height,
                label=short_date(monday, language=language) if named else "",
                value=count(people, language=language) if named or people == most else "",
            )
        )
    drawing = {"bars": bars, "width": width, "height": TOP + HEIGHT + FOOT, "floor": TOP + HEIGHT}
    return loader.render_to_string("coverage/ikd/weeks.svg", drawing)
