"""The coverage of the months before, drawn beside a projection (pure)."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from rekam.coverage.projection.lives import NEVER, Register
from rekam.coverage.projection.rules import Measure

EVERY_DAYS = 28
BLOCKS = 19  # a year and a half


@dataclass(frozen=True)
class Point:
    """Coverage in percent of wajib at the end of a day."""

    day: date
    percent: float


def past_coverage(register: Register, *, measure: Measure) -> list[Point]:
    """The measure of today's residents every four weeks, the oldest first, today last.

    Who left since is not there any more, and who came since is there all the time, as in the counts of a
    past day by the live register.
    """
    here = register.recordings.only(
        register.inside[register.recordings.unit] & (register.recordings.left == NEVER)
    )
    cards = register.cards.only(register.inside[register.cards.unit] & (register.cards.left == NEVER))
    settled = int(register.flows.settled[register.inside].sum())
    wajib = settled + int((here.waiting_on(register.day) & (here.since <= register.day)).sum())
    points = []
    for day in range(register.day - EVERY_DAYS * BLOCKS, register.day + 1, EVERY_DAYS):
        base = wajib - int(((here.since > day) & (here.since <= register.day)).sum())
        without = int(((here.since <= day) & (here.event > day)).sum())
        if measure is Measure.HELD:
            without += int(((cards.since <= day) & (cards.event > day)).sum())
        points.append(Point(date.fromordinal(day), 100 * (base - without) / base if base else 0.0))
    return points


def thinned(days: tuple[date, ...], *, rows: int) -> list[int]:
    """Indices of at most so many of the days, evenly, the last one always among them."""
    return sorted({round(place) for place in np.linspace(0, len(days) - 1, min(rows, len(days)))})
