"""The rule that offices follow by hand: go where most people are left."""

import math

from rekam.outreach.planning.plan import Stop, Visit
from rekam.outreach.planning.problem import Problem, Team


def biggest_backlog_first(problem: Problem) -> tuple[Visit, ...]:
    """Every team of every day goes to the open site of its office with most people left, then on to the next.

    It records all who come, or as long as a session or the shift lasts; it knows no weights, floors or gaps.
    """
    left = {site.id: site.not_recorded for site in problem.sites}
    days = [
        (day, team) for day in range(problem.days) for team in problem.teams if day not in team.absent_days
    ]
    visits = [Visit(day, team.id, _stops(problem, day=day, team=team, left=left)) for day, team in days]
    return tuple(visit for visit in visits if visit.stops)


def _stops(problem: Problem, *, day: int, team: Team, left: dict[int, float]) -> tuple[Stop, ...]:
    """A team's stops of a day; `left` falls by those whom it records."""
    row = {site.id: len(problem.offices) + at for at, site in enumerate(problem.sites)}
    home = [office.id for office in problem.offices].index(team.office)
    weekday, travel = problem.weekdays[day], problem.travel_minutes
    stops: list[Stop] = []
    at, spent = home, 0
    for site in sorted(problem.sites, key=lambda site: -left[site.id]):
        if site.office != team.office or weekday not in site.open_weekdays:
            continue
        to = row[site.id]
        come = problem.turnout(site, day=day) * left[site.id]
        room = problem.shift_minutes - spent - travel[at, to] - problem.setup_minutes - travel[to, home]
        minutes = int(min(room, problem.max_session_minutes, math.ceil(come / problem.people_per_minute)))
        if minutes < 1:
            continue
        left[site.id] -= min(come, problem.people_per_minute * minutes)
        stops.append(Stop(site.id, minutes))
        spent += int(travel[at, to]) + problem.setup_minutes + minutes
        at = to
    return tuple(stops)
