"""A number against its bounds as a small bar: how far it is from where somebody must act (pure)."""

from collections.abc import Mapping
from math import isinf
from typing import Final

from rekam.web.watch.rules import Check, Reading, State

WIDTH: Final = 160
HEIGHT: Final = 14
BEYOND: Final = 1.25
"""The bar goes on behind the last bound, so that what is beyond it is seen."""

# Of the style sheet: what was done is green there, what is missing brown; the length says the same.
FILLS: Final[Mapping[State, str]] = {
    State.WELL: "r-recorded",
    State.LOOK: "r-not-recorded",
    State.ACT: "r-not-recorded",
}


def is_drawn(check: Check) -> bool:
    """Whether a bar says more than the number: ages and shares come near a bound, a fault is there."""
    bounds = [bound for bound in (check.look, check.act) if bound is not None]
    return max(bounds) > 1 or (check.below and max(bounds) < 1)


def draw(reading: Reading) -> str:
    """One `<svg>` for the eye alone, since the number stands beside it; "" where nothing is drawn."""
    check = reading.check
    if not is_drawn(check) or reading.number == 0:
        return ""
    bounds = sorted(bound for bound in (check.look, check.act) if bound is not None)
    most = 1.0 if check.below else bounds[-1] * BEYOND
    marks = "".join(
        f'<line class="r-line--axis" x1="{_x(one, most=most)}" x2="{_x(one, most=most)}" y1="0" '
        f'y2="{HEIGHT}"/>'
        for one in bounds
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" aria-hidden="true" focusable="false">'
        f'<rect class="r-village--plain" x="0" y="2.5" width="{WIDTH}" height="9"/>'
        f'<rect class="{FILLS[reading.state]}" x="0" y="3" height="8" '
        f'width="{_x(reading.number, most=most)}"/>'
        f"{marks}</svg>"
    )


def _x(number: float, *, most: float) -> str:
    share = 1.0 if isinf(number) else min(number / most, 1.0)
    return f"{share * WIDTH:.1f}"
