"""A problem as arrays, for the compiled parts: sites, team-days and what is allowed where.

A team-day is one team on one day; they are numbered by day, then by the order of the teams, so that a lower
number always records first. Rows of sites are their places in the problem's list. A base is where a team-day
begins and ends: an office, or the place on an island where one lands and sleeps.
"""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

import numpy as np

from rekam.outreach.planning.floors import floors_of
from rekam.outreach.planning.islands import DAY_MINUTES
from rekam.outreach.planning.problem import WEEKDAYS, Minutes, Problem

Floats: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Wholes: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Flags: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
NEAREST = 24
# A fixed date is worth more than all people of a province.
LOCKED = 1e6
_NEVER = 2 * DAY_MINUTES


class Ground(NamedTuple):
    """What does not change while a plan is sought.

    left, weight           people not recorded and what one counts, by site
    turnout                share who come, by site and weekday
    rate, longest, setup   people a minute; minutes of a session at most; minutes before it
    travel                 minutes between rows; site i is row offices + i
    base, kecamatan        of each site
    row                    of each base, in `travel`
    timed                  whether any site has hours
    hours                  of each site: minutes of the day at which it opens and closes
    day, weekday, team     by team-day
    may                    whether a site may be visited, by site and day
    promise                what a visit to the site on that day is worth in itself: locks, announced dates
    gap                    days between two visits to a site at least
    near                   the nearest sites of the same base, -1 where there are no more
    order, first           sites sorted by base; where each base's begin
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
    base: Wholes
    kecamatan: Wholes
    row: Wholes
    timed: bool
    hours: Wholes
    day: Wholes
    weekday: Wholes
    team: Wholes
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
    bases = bases_of(problem)
    base = np.array([bases.of_site[site.id] for site in problem.sites], np.int64)
    order = np.argsort(base, kind="stable")
    travel = np.ascontiguousarray(problem.travel_minutes, np.int32)
    may, promise = _days_of_sites(problem, kept=kept or {})
    floors = floors_of(problem)
    teams, days, offices = len(problem.teams), problem.days, len(problem.offices)
    return Ground(
        left=np.array([site.not_recorded for site in problem.sites], np.float64),
        weight=np.array([site.weight for site in problem.sites], np.float64),
        turnout=_turnout(problem),
        rate=problem.people_per_minute,
        longest=problem.max_session_minutes,
        setup=problem.setup_minutes,
        travel=travel,
        offices=offices,
        base=base,
        kecamatan=floors.of,
        row=bases.row,
        timed=any(site.hours for site in problem.sites),
        hours=np.array([site.hours or (0, _NEVER) for site in problem.sites], np.int64).reshape(-1, 2),
        day=np.repeat(np.arange(days), teams),
        weekday=np.repeat(np.array(problem.weekdays, np.int64), teams),
        team=np.tile(np.arange(teams), days),
        may=may,
        promise=promise,
        gap=problem.min_gap_days,
        near=_nearest(travel[offices:, offices:], base=base),
        order=order,
        first=np.searchsorted(base[order], np.arange(len(bases.row) + 1)),
        floor=floors.people,
        heavy=floors.heavy,
    )


class Bases(NamedTuple):
    """Offices first, then islands; by id of an office, an island and a site its base."""

    row: Wholes
    of_office: Mapping[int, int]
    of_island: Mapping[int, int]
    of_site: Mapping[int, int]


def bases_of(problem: Problem) -> Bases:
    """The bases of a problem, and whose each is."""
    offices = len(problem.offices)
    of_office = {office.id: at for at, office in enumerate(problem.offices)}
    of_island = {island.id: offices + at for at, island in enumerate(problem.islands)}
    row_of_site = {site.id: offices + at for at, site in enumerate(problem.sites)}
    landings = [row_of_site[island.sites[0]] for island in problem.islands]
    on_island = {site: of_island[island.id] for island in problem.islands for site in island.sites}
    of_site = {site.id: on_island.get(site.id, of_office[site.office]) for site in problem.sites}
    return Bases(np.array([*range(offices), *landings], np.int64), of_office, of_island, of_site)


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


def _nearest(travel: Minutes, *, base: Wholes) -> Wholes:
    sites = len(base)
    near = np.full((sites, NEAREST), -1, np.int64)
    for at in range(sites):
        others = np.flatnonzero(base == base[at])
        others = others[others != at]
        close = others[np.argsort(travel[at, others], kind="stable")][:NEAREST]
        near[at, : len(close)] = close
    return near
