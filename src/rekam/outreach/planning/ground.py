"""A problem as arrays, for the compiled parts: sites, team-days and what is allowed where.

A team-day is one team on one day; they are numbered by day, then by the order of the teams, so that a lower
number always records first. Rows of sites are their places in the problem's list.
"""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

import numpy as np

from rekam.outreach.planning.floors import floors_of
from rekam.outreach.planning.problem import WEEKDAYS, Minutes, Problem

Floats: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Wholes: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Flags: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
NEAREST = 24
# A fixed date is worth more than all people of a province.
LOCKED = 1e6


class Ground(NamedTuple):
    """What does not change while a plan is sought.

    left, weight           people not recorded and what one counts, by site
    turnout                share who come, by site and weekday
    rate, longest, setup   people a minute; minutes of a session at most; minutes before it
    travel                 minutes between rows; site i is row offices + i
    office, kecamatan      row of either, by site
    day, weekday, team     by team-day
    room                   minutes of a team-day when it works for an office; -1 = it may not
    may                    whether a site may be visited, by site and day
    promise                what a visit to the site on that day is worth in itself: locks, announced dates
    gap                    days between two visits to a site at least
    near                   the nearest sites of the same office, -1 where there are no more
    order, first           sites sorted by office; where each office's begin
    floor                  people to reach, by kecamatan
    heavy                  what one missing costs at the floor (floors.py)
    """

    left: Floats
    weight: Floats
    turnout: Floats
    rate: float
    longest: int
    setup: int
    travel: Minutes
    offices: int
    office: Wholes
    kecamatan: Wholes
    day: Wholes
    weekday: Wholes
    team: Wholes
    room: Wholes
    may: Flags
    promise: Floats
    gap: int
    near: Wholes
    order: Wholes
    first: Wholes
    floor: Floats
    heavy: float


def lay_out(problem: Problem, *, kept: Mapping[tuple[int, int], float] | None = None) -> Ground:
    """The arrays of a problem.

    kept    what it is worth, in value, that a site (id) is still visited on a day; nothing where left out
    """
    row = {office.id: at for at, office in enumerate(problem.offices)}
    office = np.array([row[site.office] for site in problem.sites], np.int64)
    order = np.argsort(office, kind="stable")
    travel = np.ascontiguousarray(problem.travel_minutes, np.int32)
    may, promise = _days_of_sites(problem, kept=kept or {})
    floors = floors_of(problem)
    teams, days = len(problem.teams), problem.days
    return Ground(
        left=np.array([site.not_recorded for site in problem.sites], np.float64),
        weight=np.array([site.weight for site in problem.sites], np.float64),
        turnout=_turnout(problem),
        rate=problem.people_per_minute,
        longest=problem.max_session_minutes,
        setup=problem.setup_minutes,
        travel=travel,
        offices=len(problem.offices),
        office=office,
        kecamatan=floors.of,
        day=np.repeat(np.arange(days), teams),
        weekday=np.repeat(np.array(problem.weekdays, np.int64), teams),
        team=np.tile(np.arange(teams), days),
        room=_room(problem, row=row),
        may=may,
        promise=promise,
        gap=problem.min_gap_days,
        near=_nearest(travel[len(row) :, len(row) :], office=office),
        order=order,
        first=np.searchsorted(office[order], np.arange(len(row) + 1)),
        floor=floors.people,
        heavy=floors.heavy,
    )


def _turnout(problem: Problem) -> Floats:
    turnout = np.zeros((len(problem.sites), WEEKDAYS))
    for day, weekday in enumerate(problem.weekdays):
        turnout[:, weekday] = [problem.turnout(site, day=day) for site in problem.sites]
    return turnout


def _days_of_sites(problem: Problem, *, kept: Mapping[tuple[int, int], float]) -> tuple[Flags, Floats]:
    row = {site.id: at for at, site in enumerate(problem.sites)}
    opened = np.array(
        [[day in site.open_weekdays for day in range(WEEKDAYS)] for site in problem.sites], bool
    )
    may = opened.reshape(-1, WEEKDAYS)[:, np.array(problem.weekdays, np.int64)]
    promise = np.zeros(may.shape)
    for (place, day), worth in kept.items():
        promise[row[place], day] = worth
    for lock in problem.locks:
        may[row[lock.site], lock.day] = lock.allowed
        promise[row[lock.site], lock.day] = LOCKED if lock.allowed else 0.0
    return np.ascontiguousarray(may), promise


def _room(problem: Problem, *, row: dict[int, int]) -> Wholes:
    away = -1 if problem.lending is None else problem.shift_minutes - problem.lending.minutes_per_move
    room = np.full((problem.days, len(problem.teams), len(row)), away, np.int64)
    for at, team in enumerate(problem.teams):
        room[:, at, row[team.office]] = problem.shift_minutes
        room[sorted(team.absent_days), at, :] = -1
    return room.reshape(-1, len(row))


def _nearest(travel: Minutes, *, office: Wholes) -> Wholes:
    sites = len(office)
    near = np.full((sites, NEAREST), -1, np.int64)
    for at in range(sites):
        others = np.flatnonzero(office == office[at])
        others = others[others != at]
        close = others[np.argsort(travel[at, others], kind="stable")][:NEAREST]
        near[at, : len(close)] = close
    return near
