"""A bound that needs no search: people who could come, against minutes in which to record them."""

import numpy as np

from rekam.outreach.planning.ground import Floats, Ground, bases_of, lay_out
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.rooms import rooms_of


def quick_bound(problem: Problem) -> float:
    """A value that no plan can exceed, in weighted people; far off where sites need many visits.

    Every team-day that goes out sets up once and travels at least to the nearest site and back; an island's
    is counted as if it were there all day. People of the greatest weight are counted first, until the minutes
    of the office are used up.
    """
    ground, bases = lay_out(problem), bases_of(problem)
    if not len(ground.left) or not len(ground.day):
        return 0.0
    minutes, came = _minutes(problem, ground=ground), _could_come(ground)
    office = np.array([bases.of_office[site.office] for site in problem.sites], np.int64)
    if problem.lending is not None:
        return _heaviest(ground.weight, came, people=problem.people_per_minute * minutes.max(axis=1).sum())
    bound = 0.0
    for at in range(ground.offices):
        own = office == at
        reached = np.unique(ground.base[own])
        people = problem.people_per_minute * minutes[:, reached].max(axis=1, initial=0.0).sum()
        bound += _heaviest(ground.weight[own], came[own], people=people)
    return bound


def _minutes(problem: Problem, *, ground: Ground) -> Floats:
    """Minutes of recording at most, by team-day and base."""
    room = rooms_of(problem, trips=()).room[..., 1]
    minutes = np.zeros(room.shape)
    for base, row in enumerate(ground.row):
        own = ground.offices + np.flatnonzero(ground.base == base)
        if len(own):
            way = ground.travel[row, own].min() + ground.travel[own, row].min()
            shift = room[:, base] if base < ground.offices else room[:, : ground.offices].max(axis=1)
            minutes[:, base] = np.maximum(0, shift - ground.setup - way)
    return minutes


def _could_come(ground: Ground) -> Floats:
    """People at each site if every team came on every open day and had all the time."""
    teams = max(1, len(np.unique(ground.team)))
    days = ground.weekday[::teams]
    missed = np.where(ground.may, 1 - ground.turnout[:, days], 1.0)
    came: Floats = ground.left * (1 - np.prod(missed, axis=1) ** teams)
    return came


def _heaviest(weight: Floats, came: Floats, *, people: float) -> float:
    """The most that so many of the people who come can weigh."""
    order = np.argsort(-weight, kind="stable")
    counted = np.diff(np.minimum(np.cumsum(came[order]), people), prepend=0.0)
    return float(weight[order] @ counted)
