"""When the stock ends: queue, new orders by group, spoiled prints, deliveries, on working days (pure).

A coming week is like one of the last weeks, drawn by chance; its first-time holders are scaled by how many
turn 17 in it, which the register knows. Each path draws first which of the last weeks its future is made of,
since nobody knows whether the next months are like the good or the bad ones. Cards are printed Monday to
Friday, at most as many a day as on one of the office's busy days. Public holidays are not known here, so a
stock may last some days longer than told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from rekam.cards.orders.rules import Priority
from rekam.kernel.errors import RuleBroken

PATHS, SEED = 1_000, 17
HORIZON = timedelta(days=366)
WORKING_DAYS = 5  # a week
LEAST_WEEKS, MOST_WEEKS = 4, 26  # of history
# Cards of one printer a day: Kota Serang printed 400 to 500 with four (Radar Banten, 7 May 2018).
PRINTER_A_DAY = 112
LEAST_PRINT_DAYS = 10  # to learn from
TAILS = (10, 50, 90)

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Week:
    """A week gone by: cards asked for by group, and how many people turned 17 in it."""

    asked: Mapping[Priority, int]
    turned_17: int


@dataclass(frozen=True)
class Situation:
    """What is known on the morning of a day.

    stock      usable blanks
    queue      cards that wait now
    weeks      whole weeks gone by, the newest last
    turning    how many people turn 17 on each coming day
    busy       blanks put into the printers on each of the office's busy days
    spoiled    share (0 to 1, exclusive) of blanks that are spoiled
    deliveries blanks that arrive, by day; each can be used on its day
    """

    day: date
    stock: int
    queue: int
    weeks: Sequence[Week]
    turning: Mapping[date, int]
    busy: Sequence[int]
    spoiled: float
    deliveries: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Tails:
    """What 10, 50 and 90 of a hundred futures stay at or below."""

    p10: int
    p50: int
    p90: int


@dataclass(frozen=True)
class Ending:
    """The days by which 10, 50 and 90 of a hundred futures have no blank left; None: not within a year.

    Of an empty safe they tell when what arrives is used up.
    """

    p10: date | None
    p50: date | None
    p90: date | None


@dataclass(frozen=True)
class Course:
    """Stock and queue at the end of each working day."""

    days: Sequence[date]
    stock: Sequence[Tails]
    queue: Sequence[Tails]
    ends: Ending


def busy_days(printed: Sequence[int]) -> list[int]:
    """The busier half of the days with prints: what the office can do; of few days, one printer's day."""
    if len(printed) < LEAST_PRINT_DAYS:
        return [PRINTER_A_DAY]
    return sorted(printed)[len(printed) // 2 :]


def course(situation: Situation) -> Course:
    """Where stock and queue go from that day on; the same situation gives the same course.

    Raises RuleBroken("too_few_weeks") under four weeks of history.
    """
    known = list(situation.weeks)[-MOST_WEEKS:]
    if len(known) < LEAST_WEEKS:
        raise RuleBroken("too_few_weeks", weeks=len(known), least=LEAST_WEEKS)
    rng = np.random.default_rng(SEED)
    days = [day for day in _days(situation.day) if day.weekday() < WORKING_DAYS]
    stock = np.full(PATHS, situation.stock, dtype=np.int64)
    queue = np.full(PATHS, situation.queue, dtype=np.int64)
    ended = np.full(PATHS, len(days), dtype=np.int64)
    had = stock > 0  # what an empty safe has not, cannot end
    stocks, queues = [], []
    pools = rng.integers(len(known), size=(PATHS, len(known)))
    week, demand = None, np.zeros((WORKING_DAYS, PATHS), dtype=np.int64)
    before = situation.day
    for number, day in enumerate(days):
        if day.isocalendar()[:2] != week:
            drawn = pools[np.arange(PATHS), rng.integers(len(known), size=PATHS)]
            week = day.isocalendar()[:2]
            demand = _week_of(day, situation=situation, known=known, drawn=drawn, rng=rng)
        stock = stock + _arriving(situation.deliveries, after=before, until=day)
        queue = queue + demand[day.weekday()]
        had |= stock > 0
        taken = np.minimum(np.minimum(stock, queue), rng.choice(situation.busy, size=PATHS))
        stock, queue = stock - taken, queue - taken + rng.binomial(taken, situation.spoiled)
        ended = np.where(had & (stock == 0) & (ended == len(days)), number, ended)
        stocks.append(_tails(stock))
        queues.append(_tails(queue))
        before = day + timedelta(days=1)
    return Course(days=days, stock=stocks, queue=queues, ends=_ending(ended, days=days))


def _days(first: date) -> list[date]:
    return [first + timedelta(days=number) for number in range(HORIZON.days)]


def _week_of(
    day: date, *, situation: Situation, known: Sequence[Week], drawn: Ints, rng: np.random.Generator
) -> Ints:
    """Orders by working day and path of the week of a day, each path with the known week that it drew."""
    monday = day - timedelta(days=day.weekday())
    turning = sum(situation.turning.get(monday + timedelta(days=n), 0) for n in range(7))
    beginners = [week.asked.get(Priority.FIRST_TIME, 0) * turning / max(week.turned_17, 1) for week in known]
    others = [sum(week.asked.values()) - week.asked.get(Priority.FIRST_TIME, 0) for week in known]
    mean = np.asarray(beginners)[drawn] + np.asarray(others)[drawn]
    whole = np.floor(mean + rng.random(PATHS)).astype(np.int64)
    until = [whole * n // WORKING_DAYS for n in range(WORKING_DAYS + 1)]
    return np.diff(np.stack(until), axis=0)


def _arriving(deliveries: Mapping[date, int], *, after: date, until: date) -> int:
    return sum(number for day, number in deliveries.items() if after <= day <= until)


def _tails(values: Ints) -> Tails:
    low, middle, high = np.percentile(values, TAILS, method="inverted_cdf")
    return Tails(int(low), int(middle), int(high))


def _ending(ended: Ints, *, days: Sequence[date]) -> Ending:
    found = np.percentile(ended, TAILS, method="inverted_cdf")
    return Ending(*(days[int(at)] if int(at) < len(days) else None for at in found))
