"""The rules that visits break, apart from what they are worth."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rekam.kernel.errors import RuleBroken
from rekam.outreach.planning.fields import Span
from rekam.outreach.planning.plan import Expedition, Visit, expeditions
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.trips import stays, window_of
from rekam.outreach.planning.walking import Walk


def broken_rules(problem: Problem, visits: Sequence[Visit]) -> Iterator[RuleBroken]:
    """Every rule of a day, then those between the days, each with the visit that breaks it."""
    places = _Places(problem)
    yield from _days_of_teams(problem, visits)
    yield from _expeditions(problem, visits, places=places)
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
        self.islands = {island.id: island for island in problem.islands}
        self.on_islands = {site for island in problem.islands for site in island.sites}
        self.walk = Walk(problem)
        self._days = problem.days

    def know(self, visit: Visit) -> bool:
        """Whether day, team and sites are in the problem, and the expedition is one of that day."""
        sites = {stop.site for stop in visit.stops}
        away = visit.expedition
        return (
            0 <= visit.day < self._days
            and visit.team in self.teams
            and sites <= self.sites.keys()
            and (away is None or (visit.day in away.days and self.knows(away)))
        )

    def knows(self, away: Expedition) -> bool:
        """Whether an expedition's days and island are in the problem."""
        return 0 <= away.first <= away.last < self._days and away.island in self.islands


def _days_of_teams(problem: Problem, visits: Sequence[Visit]) -> Iterator[RuleBroken]:
    """One thing a day for each team: an expedition holds it on all its days, with stops or without."""
    absent = {team.id: team.absent_days for team in problem.teams}
    tasks: dict[tuple[int, int], list[Visit | Expedition]] = defaultdict(list)
    for visit in visits:
        tasks[visit.day, visit.team].append(visit)
    for team, away in expeditions(visits):
        at_work = {visit.day for visit in visits if (visit.team, visit.expedition) == (team, away)}
        for day in set(away.days) - at_work:
            tasks[day, team].append(away)
    for (day, team), found in tasks.items():
        for _ in found[1:]:
            yield RuleBroken("plan_team_twice", day=day, team=team)
        if day in absent.get(team, ()):
            yield RuleBroken("plan_team_absent", day=day, team=team)


def _expeditions(problem: Problem, visits: Sequence[Visit], *, places: _Places) -> Iterator[RuleBroken]:
    """By the island's boats there and back, and home before a Sunday."""
    for team, away in expeditions(visits):
        if team not in places.teams or not places.knows(away):
            continue
        where = {"day": away.first, "team": team}
        crew, island = places.teams[team], places.islands[away.island]
        if places.sites[island.sites[0]].office != crew.office:
            yield RuleBroken("plan_office_wrong", **where)
        if away.last not in stays(problem, first=away.first):
            yield RuleBroken("plan_stay_too_long", **where, nights=away.nights)
        if window_of(problem, away.first, team=crew, expedition=away) is None:
            yield RuleBroken("plan_boat_missed", **where)


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
    """One island's sites, between its boats and shifts, or one office's; each while it is open."""
    if visit.expedition:
        yield from _on_island(problem, visit, away=visit.expedition, places=places)
    else:
        yield from _from_office(problem, visit, places=places)


def _on_island(problem: Problem, visit: Visit, *, away: Expedition, places: _Places) -> Iterator[RuleBroken]:
    island = places.islands[away.island]
    if not {stop.site for stop in visit.stops} <= set(island.sites):
        yield RuleBroken("plan_office_wrong", day=visit.day, team=visit.team)
        return
    window = window_of(problem, visit.day, team=places.teams[visit.team], expedition=away)
    if window is not None:  # else its boats are told of
        late = "plan_boat_missed" if visit.day == away.last else "plan_shift_too_long"
        base = places.walk.row_of_site[island.sites[0]]
        yield from _hours(visit, base=base, lost=0, within=window, late=late, places=places)


def _from_office(problem: Problem, visit: Visit, *, places: _Places) -> Iterator[RuleBroken]:
    where = {"day": visit.day, "team": visit.team}
    if any(stop.site in places.on_islands for stop in visit.stops):
        yield RuleBroken("plan_boat_missed", **where)
        return
    offices = {places.sites[stop.site].office for stop in visit.stops}
    team = places.teams[visit.team]
    lent = bool(offices - {team.office})
    if len(offices) > 1 or (lent and problem.lending is None):
        yield RuleBroken("plan_office_wrong", **where)
        return
    lost = problem.lending.minutes_per_move if lent and problem.lending else 0
    base = places.walk.row_of_office[next(iter(offices), team.office)]
    shift = problem.shift(team, day=visit.day)
    yield from _hours(visit, base=base, lost=lost, within=shift, late="plan_shift_too_long", places=places)


def _hours(
    visit: Visit, *, base: int, lost: int, within: Span, late: str, places: _Places
) -> Iterator[RuleBroken]:
    """Whether each stop is open as long as it takes and the team, `lost` minutes late out, back in time."""
    where = {"day": visit.day, "team": visit.team}
    there, back = places.walk.day(visit.stops, base=base, begins=within[0] + lost)
    for stop, at in zip(visit.stops, there, strict=True):
        if not at.open:
            yield RuleBroken("plan_site_hours", **where, site=stop.site)
    if back > within[1]:
        yield RuleBroken(late, **where, minutes=back - within[0])


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
