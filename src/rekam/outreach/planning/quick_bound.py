"""A bound that needs no search: people who could come, against minutes in which to record them."""

import numpy as np

from rekam.outreach.planning.ground import Floats, Ground, lay_out
from rekam.outreach.planning.problem import Problem


def quick_bound(problem: Problem) -> float:
    """A value that no plan can exceed, in weighted people; far off where sites need many visits.

    Every team-day that goes out sets up once and travels at least to the nearest site and back. People of
    the greatest weight are counted first, until the minutes of the office are used up.
    """
    ground = lay_out(problem)
    if not len(ground.left) or not len(ground.day):
        return 0.0
    minutes, came = _minutes(ground), _could_come(ground)
    if problem.lending is not None:
        return _heaviest(ground.weight, came, people=problem.people_per_minute * minutes.max(axis=1).sum())
    bound = 0.0
    for office in range(ground.offices):
        own = ground.office == office
        people = problem.people_per_minute * minutes[:, office].sum()
        bound += _heaviest(ground.weight[own], came[own], people=people)
    return bound


def _minutes(ground: Ground) -> Floats:
    """Minutes of recording at most, by team-day and office."""
    minutes = np.zeros(ground.room.shape)
    for office in range(ground.offices):
        own = ground.offices + np.flatnonzero(ground.office == office)
        if len(own):
            way = ground.travel[office, own].min() + ground.travel[own, office].min()
            minutes[:, office] = np.maximum(0, ground.room[:, office] - ground.setup - way)
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
