"""The rules that visits break, apart from what they are worth."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rekam.kernel.errors import RuleBroken
from rekam.outreach.planning.plan import Visit
from rekam.outreach.planning.problem import Problem


def broken_rules(problem: Problem, visits: Sequence[Visit]) -> Iterator[RuleBroken]:
    """Every rule of a day, then those between the days, each with the visit that breaks it."""
    yield from _days_of_teams(problem, visits)
    places = _Places(problem)
    for visit in visits:
        if not places.know(visit):
            yield RuleBroken("plan_visit_unknown", day=visit.day, team=visit.team)
            continue
        yield from _stops(problem, visit, places=places)
        yield from _route(problem, visit, places=places)
    days = _days_by_site(visits)
    yield from _locks(problem, days)
    yield from _gaps(problem, days)


class _Places:
    """What stands where in the problem."""

    def __init__(self, problem: Problem) -> None:
        self.teams = {team.id: team for team in problem.teams}
        self.sites = {site.id: site for site in problem.sites}
        offices = len(problem.offices)
        self.row_of_office = {office.id: row for row, office in enumerate(problem.offices)}
        self.row_of_site = {site.id: offices + row for row, site in enumerate(problem.sites)}
        self._days = problem.days

    def know(self, visit: Visit) -> bool:
        """Whether day, team and sites are in the problem."""
        sites = {stop.site for stop in visit.stops}
        return 0 <= visit.day < self._days and visit.team in self.teams and sites <= self.sites.keys()


def _days_of_teams(problem: Problem, visits: Sequence[Visit]) -> Iterator[RuleBroken]:
    absent = {team.id: team.absent_days for team in problem.teams}
    seen = set()
    for visit in visits:
        if (visit.day, visit.team) in seen:
            yield RuleBroken("plan_team_twice", day=visit.day, team=visit.team)
        seen.add((visit.day, visit.team))
        if visit.day in absent.get(visit.team, ()):
            yield RuleBroken("plan_team_absent", day=visit.day, team=visit.team)


def _stops(problem: Problem, visit: Visit, *, places: _Places) -> Iterator[RuleBroken]:
    seen = set()
    for stop in visit.stops:
        where = {"day": visit.day, "team": visit.team, "site": stop.site}
        if problem.weekdays[visit.day] not in places.sites[stop.site].open_weekdays:
            yield RuleBroken("plan_site_closed", **where)
        if stop.site in seen:
            yield RuleBroken("plan_site_twice", **where)
        seen.add(stop.site)
        if not 1 <= stop.minutes <= problem.max_session_minutes:
            yield RuleBroken("plan_session_length", **where, minutes=stop.minutes)


def _route(problem: Problem, visit: Visit, *, places: _Places) -> Iterator[RuleBroken]:
    """One office's sites only, and door to door within the shift."""
    offices = {places.sites[stop.site].office for stop in visit.stops}
    home = places.teams[visit.team].office
    if len(offices) > 1 or (offices - {home} and problem.lending is None):
        yield RuleBroken("plan_office_wrong", day=visit.day, team=visit.team)
        return
    start = places.row_of_office[next(iter(offices), home)]
    way = [start, *(places.row_of_site[stop.site] for stop in visit.stops), start]
    minutes = sum(int(problem.travel_minutes[a, b]) for a, b in pairwise(way))
    minutes += sum(problem.setup_minutes + stop.minutes for stop in visit.stops)
    if offices - {home} and problem.lending is not None:
        minutes += problem.lending.minutes_per_move
    if minutes > problem.shift_minutes:
        yield RuleBroken("plan_shift_too_long", day=visit.day, team=visit.team, minutes=minutes)


def _days_by_site(visits: Sequence[Visit]) -> dict[int, list[int]]:
    days = defaultdict(list)
    for visit in visits:
        for stop in visit.stops:
            days[stop.site].append(visit.day)
    return {site: sorted(its) for site, its in days.items()}


def _locks(problem: Problem, days: dict[int, list[int]]) -> Iterator[RuleBroken]:
    for lock in problem.locks:
        if (lock.day in days.get(lock.site, ())) != lock.allowed:
            yield RuleBroken("plan_lock_broken", site=lock.site, day=lock.day, allowed=lock.allowed)


def _gaps(problem: Problem, days: dict[int, list[int]]) -> Iterator[RuleBroken]:
    for site, its in days.items():
        for first, second in pairwise(its):
            if second - first < problem.min_gap_days:
                yield RuleBroken("plan_gap_too_short", site=site, day=second, days=second - first)
