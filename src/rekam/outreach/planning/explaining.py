"""Why a team goes where it goes: what each stop is expected to bring, and what the next best would (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

from rekam.outreach.planning.plan import Expedition, Stop, Visit
from rekam.outreach.planning.problem import Problem, Site


@dataclass(frozen=True)
class Reason:
    """One stop of a plan.

    called       people left to record there when the team comes
    people       of whom so many are expected to be recorded
    before       stops of the plan that were there earlier
    next_site    where the same minutes would bring most otherwise: open that day, of the same office, visited
                 by nobody that day; None where there is no such place
    next_people  expected there
    expedition   of which it is part
    """

    day: int
    team: int
    site: int
    minutes: int
    called: float
    people: float
    before: int
    next_site: int | None
    next_people: float
    expedition: Expedition | None


def reasons(problem: Problem, visits: Sequence[Visit]) -> tuple[Reason, ...]:
    """The reasons of all stops, by day and by the order of the teams in the problem.

    The visits keep the rules of `evaluate`; the travel of the next best is left out of account, but where
    only boats go is the next best for who is there already.
    """
    rank = {team.id: at for at, team in enumerate(problem.teams)}
    sites = {site.id: site for site in problem.sites}
    left = {site.id: site.not_recorded for site in problem.sites}
    before = dict.fromkeys(sites, 0)
    island = {key: one.id for one in problem.islands for key in one.sites}
    taken = {(visit.day, stop.site) for visit in visits for stop in visit.stops}
    found = []
    for visit in sorted(visits, key=lambda visit: (visit.day, rank[visit.team])):
        for stop in visit.stops:
            site = sites[stop.site]
            free = [
                other
                for other in problem.sites
                if (other.office, island.get(other.id)) == (site.office, island.get(site.id))
                and (visit.day, other.id) not in taken
            ]
            following = _best(problem, free, day=visit.day, stop=stop, left=left)
            people = _people(problem, site, day=visit.day, minutes=stop.minutes, left=left[site.id])
            found.append(
                Reason(
                    day=visit.day,
                    team=visit.team,
                    site=site.id,
                    minutes=stop.minutes,
                    called=left[site.id],
                    people=people,
                    before=before[site.id],
                    next_site=following[1] if following else None,
                    next_people=following[2] if following else 0.0,
                    expedition=visit.expedition,
                )
            )
            left[site.id] -= people
            before[site.id] += 1
    return tuple(found)


def _best(
    problem: Problem, sites: Sequence[Site], *, day: int, stop: Stop, left: dict[int, float]
) -> tuple[float, int, float] | None:
    """Weighted people, the site and its people; None where none of the sites brings anybody that day."""
    weekday = problem.weekdays[day]
    tried = [
        (site.weight * people, site.id, people)
        for site in sites
        if weekday in site.open_weekdays
        and (people := _people(problem, site, day=day, minutes=stop.minutes, left=left[site.id])) > 0
    ]
    return max(tried, default=None)


def _people(problem: Problem, site: Site, *, day: int, minutes: int, left: float) -> float:
    return min(problem.turnout(site, day=day) * left, problem.people_per_minute * minutes)
