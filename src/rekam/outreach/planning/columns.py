"""The columns of the bound's linear program: days of teams, and series of visits to a site."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from rekam.outreach.planning.plan import Visit
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.region import Real, Region

MOST_FULL_VISITS = 30


class Session(NamedTuple):
    """A visit to a site (its place in the region) on a kind of day, for so many minutes."""

    site: int
    kind: int
    minutes: int


class Day(NamedTuple):
    """A day for a region, of its own team or of a lent one, that can be gone on each of these weekdays."""

    region: int
    weekdays: frozenset[int]
    lent: bool
    sessions: tuple[Session, ...]


class Series(NamedTuple):
    """The visits to one site, in their order."""

    region: int
    sessions: tuple[Session, ...]


class Prices(NamedTuple):
    """What a program pays: by region for sessions[site, kind, minutes], by kecamatan for a person there."""

    sessions: tuple[Real, ...]
    floors: Real


def people_of(region: Region, visits: Sequence[Session]) -> float:
    """People whom visits to one site record."""
    if not visits:
        return 0.0
    site = visits[0].site
    left = region.people[site]
    for visit in visits:
        left -= min(region.turnout[site, visit.kind] * left, region.rate * visit.minutes)
    return float(region.people[site] - left)


def first_prices(region: Region) -> Real:
    """Four fifths of what a first visit would record."""
    minutes = np.arange(int(region.longest.max(initial=0)) + 1)
    useful = region.turnout * region.people[:, None] / region.rate
    recorded = np.minimum(minutes[None, None, :], useful[:, :, None])
    prices: Real = 0.8 * region.rate * region.weight[:, None, None] * recorded
    return prices


def full_sessions(region: Region) -> Iterator[tuple[Session, ...]]:
    """By site and kind of day one visit, two visits, and so on, each as long as people come."""
    for site, kind in np.argwhere(region.longest > 0).tolist():
        left = float(region.people[site])
        visits: tuple[Session, ...] = ()
        for _ in range(MOST_FULL_VISITS):
            useful = int(np.ceil(region.turnout[site, kind] * left / region.rate))
            minutes = min(int(region.longest[site, kind]), useful)
            if minutes < 1:
                break
            visits = (*visits, Session(site, kind, minutes))
            left -= min(region.turnout[site, kind] * left, region.rate * minutes)
            yield visits


def columns_of(
    problem: Problem, regions: Sequence[Region], visits: Sequence[Visit]
) -> Iterator[Day | Series]:
    """The days of a plan, and at each site its first visit, its first two, and so on."""
    home = {team.id: team.office for team in problem.teams}
    rank = {team.id: at for at, team in enumerate(problem.teams)}
    places = {
        site.id: (at, row) for at, region in enumerate(regions) for row, site in enumerate(region.sites)
    }
    visited: dict[tuple[int, int], tuple[Session, ...]] = {}
    for visit in sorted(visits, key=lambda visit: (visit.day, rank[visit.team])):
        weekday = problem.weekdays[visit.day]
        found = [(*places[stop.site], stop.minutes) for stop in visit.stops if stop.site in places]
        sessions = []
        for at, row, minutes in found:
            kind = int(regions[at].kind[weekday, row])
            minutes = min(minutes, int(regions[at].longest[row, kind]))
            if kind >= 0 and minutes > 0:
                sessions.append(Session(row, kind, minutes))
                visited[at, row] = (*visited.get((at, row), ()), sessions[-1])
                yield Series(at, visited[at, row])
        if sessions:
            at = found[0][0]
            alike = regions[at].weekdays_like(weekday, sites=[session.site for session in sessions])
            yield Day(at, alike, home[visit.team] != regions[at].office, tuple(sorted(sessions)))
