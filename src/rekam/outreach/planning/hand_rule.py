"""The rule that offices follow by hand: go where most people are left."""

import math
from collections.abc import Collection

from rekam.outreach.planning.plan import Stop, Visit
from rekam.outreach.planning.problem import Problem, Team


def biggest_backlog_first(problem: Problem) -> tuple[Visit, ...]:
    """Every team of every day goes to the open site of its office with most people left, then on to the next.

    It records all who come, or as long as session, place and shift allow; it knows no weights,
    floors or gaps, and no boats: islands with a timetable are left out.
    """
    left = {site.id: site.not_recorded for site in problem.sites}
    by_boat = {site for island in problem.islands for site in island.sites}
    days = [
        (day, team) for day in range(problem.days) for team in problem.teams if day not in team.absent_days
    ]
    visits = [
        Visit(day, team.id, _stops(problem, day=day, team=team, left=left, without=by_boat))
        for day, team in days
    ]
    return tuple(visit for visit in visits if visit.stops)


def _stops(
    problem: Problem, *, day: int, team: Team, left: dict[int, float], without: Collection[int]
) -> tuple[Stop, ...]:
    """A team's stops of a day; `left` falls by those whom it records."""
    row = {site.id: len(problem.offices) + at for at, site in enumerate(problem.sites)}
    home = [office.id for office in problem.offices].index(team.office)
    weekday, travel = problem.weekdays[day], problem.travel_minutes
    stops: list[Stop] = []
    at, (now, ends) = home, problem.shift(team, day=day)
    for site in sorted(problem.sites, key=lambda site: -left[site.id]):
        if site.office != team.office or weekday not in site.open_weekdays or site.id in without:
            continue
        to = row[site.id]
        opens, closes = site.hours or (0, ends)
        begins = max(now + int(travel[at, to]), opens) + problem.setup_minutes
        come = problem.turnout(site, day=day) * left[site.id]
        minutes = _session(problem, come=come, room=min(closes, ends - int(travel[to, home])) - begins)
        if minutes < 1:
            continue
        left[site.id] -= min(come, problem.people_per_minute * minutes)
        stops.append(Stop(site.id, minutes))
        at, now = to, begins + minutes
    return tuple(stops)


def _session(problem: Problem, *, come: float, room: int) -> int:
    """Until all who come are recorded, as far as there is time."""
    return min(room, problem.max_session_minutes, math.ceil(come / problem.people_per_minute))
