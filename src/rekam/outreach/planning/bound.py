"""A proven upper bound on the value of every plan of a problem (docs/explanation/the-bound.md)."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rekam.outreach.planning.columns import Day, columns_of
from rekam.outreach.planning.descent import Descent
from rekam.outreach.planning.floors import Floors, floors_of
from rekam.outreach.planning.plan import Stop, Visit
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.region import Region, region_of

# Share of the value below which it does not matter any more whether the plan or the bound is off.
SMALL = 1e-7


@dataclass(frozen=True)
class Mix:
    """A day of the relaxed problem's best mix: how many team-days go like this, and on which weekdays."""

    days: float
    office: int
    weekdays: frozenset[int]
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Bound:
    """What no plan can exceed, and what more teams and kits could bring; offices by their id.

    value            weighted people, less what people missing below floors cost (floors.py): no plan that
                     reaches them is worth more
    conflicts        kecamatan whose floors no plan reaches together: proven
    team_day_price   weighted people that one more team-day would bring, in the mean of its weekdays
    kit_price        the same for a kit with which one more team goes out on every day of the period
    iterations       linear programs solved
    mix              of which days the best mix of the relaxed problem consists: a start for a search

    Prices are those of the relaxed problem, at its present number of team-days: they fall with each one more.
    """

    value: float
    conflicts: tuple[tuple[str, ...], ...]
    team_day_price: Mapping[int, float]
    kit_price: Mapping[int, float]
    iterations: int
    mix: tuple[Mix, ...]


def upper_bound(
    problem: Problem,
    *,
    seconds: float,
    known: Callable[[], float] | None = None,
    start: Sequence[Visit] = (),
    on_progress: Callable[[float], None] | None = None,
    stop: Callable[[], bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Bound:
    """A value that no plan of the problem can exceed, the lower the more time there is.

    seconds      by `clock`; a first bound is always worked out, even where that takes longer
    known        the value of the best plan so far: there is nothing to prove below it
    start        visits of a good plan to begin with, which saves the first steps
    on_progress  is told the bound whenever it is better
    stop         asked often; once true, the best bound so far is returned

    Fixed dates, days between visits and forbidden single days are left out: without them a plan can only
    be worth more.
    """
    began = clock()
    floors = floors_of(problem)
    descents = _descents(problem, floors=floors, start=start, clock=clock)
    lost = floors.only(_unvisited(floors, descents)).cost(np.zeros(len(floors.names)))
    told = np.inf
    while not all(descent.closed for descent in descents):
        for descent in descents:
            if not descent.iterations or not (stop and stop()):
                descent.step(spent=(clock() - began) / seconds)
        value = sum(descent.best for descent in descents) - lost
        if on_progress and value < told:
            on_progress(value)
            told = value
        closing = sum(descent.look_seconds for descent in descents)
        if (
            clock() - began + closing > seconds
            or (stop and stop())
            or (known and value - known() < SMALL * abs(value))
        ):
            break
    for descent in descents:
        descent.finish(quickly=bool(stop and stop()))
    return _bound(problem, descents, floors=floors, lost=lost)


def _descents(
    problem: Problem, *, floors: Floors, start: Sequence[Visit], clock: Callable[[], float]
) -> list[Descent]:
    away = None if problem.lending is None else problem.lending.minutes_per_move
    return [
        Descent(
            group,
            floors=floors.only(floors.asked(*group)),
            away=away,
            start=columns_of(problem, group, start),
            clock=clock,
        )
        for group in _groups(problem, floors=floors)
    ]


def _groups(problem: Problem, *, floors: Floors) -> list[list[Region]]:
    """What one program plans: all offices where teams are lent or two have sites under one floor, else each.

    Where no team is lent, an office is left out that has no team or to which nobody comes.
    """
    regions = [region_of(problem, office=at) for at in range(len(problem.offices))]
    if problem.lending is not None:
        return [regions]
    usable = [region for region in regions if region.team_days.any() and region.longest.any()]
    asked = [floors.asked(region) for region in usable]
    if sum(map(len, asked)) > len(frozenset().union(*asked)):
        return [usable]
    return [[region] for region in usable]


def _unvisited(floors: Floors, descents: Sequence[Descent]) -> frozenset[int]:
    """Kecamatan with a floor to which no team can go."""
    return floors.rows.difference(*(descent.floors.rows for descent in descents))


def _bound(problem: Problem, descents: Sequence[Descent], *, floors: Floors, lost: float) -> Bound:
    conflicts: list[tuple[int, ...]] = [(at,) for at in sorted(_unvisited(floors, descents))]
    conflicts += [found for descent in descents if (found := descent.conflict())]
    by_day = {office.id: 0.0 for office in problem.offices}
    mix = []
    for descent in descents:
        for region, prices in zip(descent.regions, descent.day_prices, strict=True):
            by_day[region.office] = float(sum(prices[weekday] for weekday in problem.weekdays))
        mix += [_mix(descent.regions[day.region], day, days=share) for share, day in descent.days_used()]
    return Bound(
        value=sum(descent.best for descent in descents) - lost,
        conflicts=tuple(tuple(floors.names[at] for at in found) for found in conflicts),
        team_day_price={office: price / problem.days for office, price in by_day.items()},
        kit_price=by_day,
        iterations=sum(descent.iterations for descent in descents),
        mix=tuple(mix),
    )


def _mix(region: Region, day: Day, *, days: float) -> Mix:
    stops = tuple(Stop(region.sites[session.site].id, session.minutes) for session in day.sessions)
    return Mix(days, region.office, day.weekdays, stops)
