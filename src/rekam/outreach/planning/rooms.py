"""How long each team-day is at each base, and the expeditions that change that, as arrays."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rekam.outreach.planning.ground import Bases, Floats, Wholes, bases_of
from rekam.outreach.planning.islands import MOST_NIGHTS
from rekam.outreach.planning.problem import Problem, Team
from rekam.outreach.planning.trips import Trip

BEGINS, LONG = 0, 1


class Rooms(NamedTuple):
    """What teams may do with their days.

    room     of each team-day at each base: the minute of the day it begins there, and how many minutes it
             has; -1 = it may not go there, or only for longer than a day
    teams    how many: the same team's next day is so many team-days on
    first, days, base, cost
             of each expedition of two days or more: its first team-day, how many days, where to, and what
             its nights cost in value
    away     of each of its days: when it begins on the island, and how many minutes it has
    """

    room: Wholes
    teams: int
    first: Wholes
    days: Wholes
    base: Wholes
    cost: Floats
    away: Wholes


def rooms_of(problem: Problem, *, trips: Sequence[Trip]) -> Rooms:
    """The arrays of a problem's team-days, with the expeditions that teams can go on."""
    bases = bases_of(problem)
    teams = {team.id: at for at, team in enumerate(problem.teams)}
    longer = [trip for trip in trips if trip.expedition.nights]
    away = np.full((len(longer), MOST_NIGHTS + 1, 2), -1, np.int64)
    for at, trip in enumerate(longer):
        away[at, : len(trip.windows)] = [(begins, ends - begins) for begins, ends in trip.windows]
    first = [trip.expedition.first * len(teams) + teams[trip.team] for trip in longer]
    return Rooms(
        room=_room(problem, bases=bases, trips=trips),
        teams=len(teams),
        first=np.array(first, np.int64),
        days=np.array([len(trip.windows) for trip in longer], np.int64),
        base=np.array([bases.of_island[trip.expedition.island] for trip in longer], np.int64),
        cost=np.array([problem.night_cost * trip.expedition.nights for trip in longer], np.float64),
        away=away,
    )


def _room(problem: Problem, *, bases: Bases, trips: Sequence[Trip]) -> Wholes:
    """Each team's shift at its office, shorter where it is lent; what boats there and back leave of it."""
    room = np.full((problem.days, len(problem.teams), len(bases.row), 2), -1, np.int64)
    for at, team in enumerate(problem.teams):
        for day in sorted(set(range(problem.days)) - team.absent_days):
            begins, ends = problem.shift(team, day=day)
            for office, base in bases.of_office.items():
                lost = _lost(problem, team=team, office=office)
                if lost is not None:
                    room[day, at, base] = begins + lost, ends - begins - lost
    teams = {team.id: at for at, team in enumerate(problem.teams)}
    for trip in trips:
        if trip.expedition.nights == 0:
            ((begins, ends),) = trip.windows
            base = bases.of_island[trip.expedition.island]
            room[trip.expedition.first, teams[trip.team], base] = begins, ends - begins
    return room.reshape(-1, len(bases.row), 2)


def _lost(problem: Problem, *, team: Team, office: int) -> int | None:
    """Minutes of a shift lost to working for an office; None where the team may not."""
    if office == team.office:
        return 0
    return problem.lending.minutes_per_move if problem.lending else None
