"""Who is called next, and how long somebody without a booking waits (pure)."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from heapq import heapify, heapreplace
from statistics import quantiles

LATE = timedelta(minutes=30)  # who comes later than that after the hour has lost the place in it
RUNS = 100
ENOUGH = 20  # people served lately, below which nothing is estimated. Ours


class Stage(StrEnum):
    """Where somebody with a queue number stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVED = "served"
    MISSED = "missed"


MOVES = {Stage.WAITING: (Stage.CALLED,), Stage.CALLED: (Stage.SERVED, Stage.MISSED, Stage.WAITING)}


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Somebody in line.

    came    when the number was taken
    booked  the hour of the booking; None for a walk-in
    """

    number: int
    came: datetime
    booked: datetime | None = None

    @property
    def has_place(self) -> bool:
        """Whether the booking still counts: they came before it was too late."""
        return self.booked is not None and self.came <= self.booked + LATE


def order(line: Iterable[Waiting], *, now: datetime) -> list[Waiting]:
    """Who comes before whom: bookings whose hour has come, by it; then walk-ins by number; then early ones.

    Who came too late for the booking waits like a walk-in. Nobody is sent away for being early: when no
    one else waits, they are called.
    """

    def rank(one: Waiting) -> tuple[int, datetime, int]:
        if one.booked is None or not one.has_place:
            return (1, one.came, one.number)
        return (0 if one.booked <= now else 2, one.booked, one.number)

    return sorted(line, key=rank)


@dataclass(frozen=True)
class Wait:
    """Minutes that somebody who comes at a time waits: in half of the runs less, in 8 of 10 between the ends.

    fits  the share (0 to 1) of runs in which the turn comes before the place closes
    """

    at: int
    low: int
    middle: int
    high: int
    fits: float


@dataclass(frozen=True, kw_only=True)
class Day:
    """What is known of a line now; times are minutes of the day.

    now        the present one
    spans      in which people are served
    stations   at once
    busy       for how many of them somebody sits there already
    waiting    how many are in line
    booked     the hours of bookings that are still to come
    durations  minutes that the last people took, at least ENOUGH of them
    walk_ins   hour of the day and how many come without a booking in it, on the mean of such days
    """

    now: float
    spans: Sequence[tuple[int, int]]
    stations: int
    busy: int
    waiting: int
    booked: Sequence[int]
    durations: Sequence[float]
    walk_ins: Sequence[tuple[int, float]] = ()


def estimates(day: Day, *, at: Sequence[int], seed: int) -> list[Wait]:
    """How long a walk-in waits who comes at each of these minutes; [] where too little is known.

    Whoever is in line, booked or likely to come by then is served first, each for as long as one of the last
    people took, by chance; that day is run a hundred times.
    """
    if len(day.durations) < ENOUGH or day.stations < 1 or not day.spans:
        return []
    chance = random.Random(seed)  # noqa: S311 - an estimate, no secret
    runs = [_run(day, at=at, chance=chance) for _ in range(RUNS)]
    closes = day.spans[-1][1]
    found = []
    for place, came in enumerate(at):
        waits = [run[place] for run in runs]
        low, *_middle, high = quantiles(waits, n=10, method="inclusive")
        fits = sum(came + wait < closes for wait in waits) / RUNS
        found.append(
            Wait(came, round(low), round(quantiles(waits, n=2, method="inclusive")[0]), round(high), fits)
        )
    return found


def _run(day: Day, *, at: Sequence[int], chance: random.Random) -> list[float]:
    """The waits of one run; who asks takes no time of a station."""
    free = [day.now + (chance.choice(day.durations) if n < day.busy else 0) for n in range(day.stations)]
    heapify(free)
    booked = sorted(max(day.now, one) for one in day.booked)
    line = sorted(
        [(day.now - 1, -1)] * day.waiting
        + [(one, -1) for one in _walk_ins(day, chance=chance)]
        + [(float(came), place) for place, came in enumerate(at)]
    )
    waits = [0.0] * len(at)
    for came, place in _served(line, booked=booked, free=free, day=day):
        begins = _open_at(max(free[0], came), day=day)
        if place < 0:
            heapreplace(free, begins + chance.choice(day.durations))
        else:
            waits[place] = max(0.0, begins - came)
    return waits


def _served(
    line: list[tuple[float, int]], *, booked: list[float], free: list[float], day: Day
) -> Iterable[tuple[float, int]]:
    """Each in the order of being called: a booking whose hour has come goes before the line."""
    waiting = [(one, -1) for one in booked]
    line, waiting = line[::-1], waiting[::-1]
    while line or waiting:
        turn = _open_at(max(free[0], min(one[-1][0] for one in (line, waiting) if one)), day=day)
        is_booked = bool(waiting) and (waiting[-1][0] <= turn or not line)
        yield (waiting if is_booked else line).pop()


def _walk_ins(day: Day, *, chance: random.Random) -> list[float]:
    """When people come without a booking in the rest of the day, by chance at the usual rate."""
    found = []
    for hour, rate in day.walk_ins:
        came = float(hour * 60)
        while rate > 0 and (came := came + chance.expovariate(rate / 60)) < (hour + 1) * 60:
            if came > day.now:
                found.append(came)
    return found


def _open_at(at: float, *, day: Day) -> float:
    """The first minute from one on in which people are served; the same after the last one."""
    return next((max(at, since) for since, until in day.spans if at < until), at)
