"""An office's part of a problem as arrays, widened so that whatever a plan can do, the bound allows."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from rekam.outreach.planning.problem import WEEKDAYS, Problem, Site

Whole: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Real: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Truth: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True, eq=False)
class Region:
    """The sites of one office and the days its teams have.

    A site has up to two kinds of day: ordinary (0) and market (1), on which another share comes.

    office                its id
    rows                  places of its sites in the problem's list
    team_days[weekday]    days its teams can go out, over the whole period
    shift, setup          minutes
    rate                  people a minute
    people, weight        by site: not recorded, and what one of them counts
    turnout[site, kind]   share of those left who come; 0 = no such day
    kind[weekday, site]   which kind of day that is; -1 = closed
    longest[site, kind]   minutes beyond which a session brings nothing, or is not allowed
    out, back, between    minutes of travel, over stops of no minutes too where that is shorter
    """

    office: int
    rows: Whole
    sites: tuple[Site, ...]
    team_days: Whole
    shift: int
    setup: int
    rate: float
    people: Real
    weight: Real
    turnout: Real
    kind: Whole
    longest: Whole
    out: Whole
    back: Whole
    between: Whole

    def weekdays_like(self, weekday: int, *, sites: list[int]) -> frozenset[int]:
        """That weekday, and the others with team-days that are of the same kind for these sites."""
        alike = (self.kind[:, sites] == self.kind[weekday, sites]).all(axis=1)
        return frozenset(np.flatnonzero(alike).tolist())


def region_of(problem: Problem, *, office: int) -> Region:
    """The region of an office, by its place in the problem's list."""
    home = problem.offices[office].id
    at = [index for index, site in enumerate(problem.sites) if site.office == home]
    sites = tuple(problem.sites[index] for index in at)
    travel = _shortest(problem, places=[office, *(len(problem.offices) + index for index in at)])
    people = np.array([site.not_recorded for site in sites], dtype=np.float64)
    turnout, kind = _kinds(problem, sites=sites)
    room = problem.shift_minutes - problem.setup_minutes - travel[0, 1:] - travel[1:, 0]
    useful = np.where(turnout > 0, np.floor(turnout * people[:, None] / problem.people_per_minute) + 1, 0)
    longest = np.minimum(useful, np.minimum(room, problem.max_session_minutes)[:, None])
    return Region(
        office=home,
        rows=np.array(at, dtype=np.int64),
        sites=sites,
        team_days=_team_days(problem, home=home),
        shift=problem.shift_minutes,
        setup=problem.setup_minutes,
        rate=problem.people_per_minute,
        people=people,
        weight=np.array([site.weight for site in sites], dtype=np.float64),
        turnout=turnout,
        kind=kind,
        longest=np.maximum(longest, 0).astype(np.int64),
        out=travel[0, 1:].copy(),
        back=travel[1:, 0].copy(),
        between=travel[1:, 1:].copy(),
    )


def _team_days(problem: Problem, *, home: int) -> Whole:
    days = np.zeros(WEEKDAYS, dtype=np.int64)
    for team in problem.teams:
        if team.office == home:
            for day, weekday in enumerate(problem.weekdays):
                days[weekday] += day not in team.absent_days
    return days


def _kinds(problem: Problem, *, sites: tuple[Site, ...]) -> tuple[Real, Whole]:
    """Turn-out by site and kind of day, and the kind of day by weekday and site."""
    turnout = np.zeros((len(sites), 2))
    kind = np.full((WEEKDAYS, len(sites)), -1, dtype=np.int64)
    closed = {(lock.site, lock.day) for lock in problem.locks if not lock.allowed}
    for index, site in enumerate(sites):
        for day, weekday in enumerate(problem.weekdays):
            if weekday in site.open_weekdays and (site.id, day) not in closed:
                kind[weekday, index] = weekday == site.market_weekday
                turnout[index, kind[weekday, index]] = problem.turnout(site, day=day)
    return turnout, kind


def _shortest(problem: Problem, *, places: list[int]) -> Whole:
    """Travel between places; over another site (with its set-up, without recording) where that is shorter."""
    minutes = problem.travel_minutes[np.ix_(places, places)].astype(np.int64)
    for over in range(1, len(places)):
        through = minutes[:, over, None] + problem.setup_minutes + minutes[None, over, :]
        np.minimum(minutes, through, out=minutes)
    return minutes
