"""The best tours of a day, found by PyVRP: prizes for homes, a small price for time.

PyVRP is loaded when a day is searched and not before: with it comes matplotlib, which nobody else needs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from rekam.outreach.rounds.routing.day import Day, Minutes, Tour
from rekam.outreach.rounds.routing.evaluate import Evaluation, evaluate
from rekam.outreach.rounds.routing.nearest import nearest_first

if TYPE_CHECKING:
    import pyvrp

# What it costs when all crews use all their time, as a share of all prizes. Much more, and near homes are
# left because the way to them costs; nothing at all, and the search cannot tell a short tour from a long one
# (benchmarks/home_days.py measures 0, 0.05 and 0.5).
ALPHA = 0.05
UNIT = 10_000  # whole numbers of cost for one of worth
IDLE = 4_000  # rounds of the search without anything better, after which it ends before its time
TELL = 0.5  # seconds between two words of progress

OnProgress = Callable[[float], None]


def best_tours(
    day: Day,
    *,
    seconds: float,
    seed: int = 0,
    alpha: float = ALPHA,
    idle: int = IDLE,
    on_progress: OnProgress | None = None,
) -> Sequence[Tour]:
    """Tours that visit as much worth as possible, and among those take little time.

    seconds      after which the search ends at the latest; one that ends by `idle` is the same each time
    idle         rounds without anything better that end it, 1 or more
    on_progress  told now and then, 0 to 1: how much of the seconds, or of the idle rounds, is used
    Never worse than `nearest_first`, and never one that `evaluate` calls broken.
    """
    by_hand = nearest_first(day)
    if not day.homes or not day.crews:
        return by_hand
    import pyvrp

    found = pyvrp.solve(
        _data(day, alpha=alpha),
        stop=_Stop(seconds=seconds, idle=idle, on_progress=on_progress),
        seed=seed,
        collect_stats=False,
        display=False,
    )
    return max((by_hand, _tours(found.best)), key=lambda tours: _rank(day, evaluate(day, tours)))


def _rank(day: Day, found: Evaluation) -> tuple[bool, int, float, int]:
    """What can be driven first, then locked homes, then worth, then minutes."""
    locked = sum(day.homes[stop.home].locked for tour in found.tours for stop in tour.stops)
    return not found.broken, locked, round(found.worth, 6), -found.minutes


def _tours(best: pyvrp.Solution) -> Sequence[Tour]:
    tours = [
        Tour(route.vehicle_type(), tuple(visit.idx for visit in route.schedule() if visit.is_client()))
        for route in best.routes()
    ]
    return sorted(tours, key=lambda tour: tour.crew)


def _data(day: Day, *, alpha: float) -> pyvrp.ProblemData:
    """The day as PyVRP reads it: an office is a depot, a crew a vehicle, a home an optional client."""
    import pyvrp

    prizes, ways = _prizes(day), [_without_health(day), day.ways]
    shifts = sum(crew.back - crew.leaves for crew in day.crews)
    usual = sum(prize for prize, home in zip(prizes, day.homes, strict=True) if not home.locked) or sum(
        prizes
    )
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in range(len(day.ways))],
        clients=[
            pyvrp.Client(
                location=day.base + number,
                service_duration=home.minutes,
                tw_early=home.opens,
                tw_late=home.closes,
                prize=prizes[number],
                required=False,
            )
            for number, home in enumerate(day.homes)
        ],
        depots=[pyvrp.Depot(location=number) for number in range(len(day.crews))],
        vehicle_types=[
            pyvrp.VehicleType(
                start_depot=number,
                end_depot=number,
                tw_early=crew.leaves,
                tw_late=crew.back,
                unit_distance_cost=0,
                unit_duration_cost=round(alpha * usual / max(1, shifts)),
                profile=int(crew.health),
            )
            for number, crew in enumerate(day.crews)
        ],
        distance_matrices=ways,  # type: ignore[arg-type]  # its stub tells arrays by one type only
        duration_matrices=ways,  # type: ignore[arg-type]
    )


def _prizes(day: Day) -> list[int]:
    whole = [round(UNIT * home.worth) for home in day.homes]
    beyond = sum(whole)
    return [prize + beyond * home.locked for prize, home in zip(whole, day.homes, strict=True)]


def _without_health(day: Day) -> Minutes:
    """The ways of a crew without a health worker: homes that need one are further than any day is long."""
    ways = day.ways.copy()
    shut = [day.base + number for number, home in enumerate(day.homes) if home.health]
    ways[:, shut] = ways[shut, :] = 24 * 60
    np.fill_diagonal(ways, 0)
    return ways


class _Stop:
    """Ends the search by time or by idleness, and tells how far it is."""

    def __init__(self, *, seconds: float, idle: int, on_progress: OnProgress | None) -> None:
        self.seconds, self.idle, self.on_progress = seconds, idle, on_progress
        self.began = self.told = time.monotonic()
        self.best: float | None = None
        self.rounds = 0

    def __call__(self, best_cost: float) -> bool:
        better = self.best is None or best_cost < self.best
        self.best, self.rounds = (best_cost, 0) if better else (self.best, self.rounds + 1)
        now = time.monotonic()
        done = max((now - self.began) / self.seconds if self.seconds else 1.0, self.rounds / self.idle)
        if self.on_progress is not None and now - self.told >= TELL:
            self.told = now
            self.on_progress(min(1.0, done))
        return done >= 1.0
