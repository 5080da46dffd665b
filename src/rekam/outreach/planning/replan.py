"""Mending a plan after a kit broke or a site closed, with few of the announced dates changed."""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from rekam.outreach.planning.evaluate import evaluate
from rekam.outreach.planning.plan import Expedition, Visit, expeditions
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.search import COLD, Search
from rekam.outreach.planning.trips import window_of

# What a change of an announced date has to win at least, in people of the greatest weight.
PRICE = 3.0
# Of the announced dates, beside those that nobody can keep any more.
MOST_CHANGED = 0.10
WARM = 0.1
ROUNDS = 10_000


@dataclass(frozen=True)
class Mended:
    """The plan after the change, beside what it was.

    visits     of the whole period
    value      weighted people, as `evaluate` counts them
    planned    what the old visits would have brought had nothing happened
    unmended   what is left of the old visits when nobody plans anew
    changed    announced dates (site, day) that are not kept
    announced  how many there were
    """

    visits: tuple[Visit, ...]
    value: float
    planned: float
    unmended: float
    changed: tuple[tuple[int, int], ...]
    announced: int

    @property
    def share_changed(self) -> float:
        """Of the announced dates, from 0 to 1."""
        return len(self.changed) / self.announced if self.announced else 0.0


def replan(
    problem: Problem,
    visits: Sequence[Visit],
    *,
    announced: Collection[tuple[int, int]],
    from_day: int = 0,
    seconds: float = 2.5,
    seed: int = 0,
    clock: Callable[[], float] = time.monotonic,
) -> Mended:
    """The visits mended for a problem that says who is absent and what is closed now.

    announced  dates (site, day) that were told to people: one of them is given up only where that wins
               PRICE people, and where more than MOST_CHANGED would be, only where nobody can keep it
    from_day   days before it are over and stay as they are
    seconds    by `clock`, for all of it

    Another team may keep an announced date in place of the one that was to come.
    """
    began = clock()
    dates = {(site, day) for site, day in announced if day >= from_day}
    left = possible(problem, visits, from_day=from_day)
    heaviest = max((site.weight for site in problem.sites), default=1.0)
    found: tuple[Visit, ...] = left
    for part, price in ((0.7, PRICE), (1.0, 1e3)):
        kept = dict.fromkeys(dates, price * heaviest)
        search = Search(problem, seed=seed, start=left, kept=kept, from_day=from_day)
        while (done := (clock() - began) / seconds) < part:
            search.better(rounds=ROUNDS, temperature=WARM * (COLD / WARM) ** (done / part))
        found = search.visits()
        if len(_missed(dates, found)) <= MOST_CHANGED * len(dates):
            break
    return Mended(
        visits=found,
        value=evaluate(problem, found).value,
        planned=evaluate(problem, visits).value,
        unmended=evaluate(problem, left).value,
        changed=_missed(dates, found),
        announced=len(dates),
    )


def possible(problem: Problem, visits: Sequence[Visit], *, from_day: int = 0) -> tuple[Visit, ...]:
    """The visits without the days of absent teams and the stops at what is closed, forbidden or cut off.

    An expedition that a team cannot go on as planned is given up; one that began before `from_day` goes on
    without the days of absence, and `evaluate` tells of them: somebody has to see how the team comes home.
    """
    absent = {team.id: team.absent_days for team in problem.teams}
    by_boat = {site for island in problem.islands for site in island.sites}
    lost = _lost_expeditions(problem, visits)
    opened = {site.id: site.open_weekdays for site in problem.sites}
    forbidden = {(lock.site, lock.day) for lock in problem.locks if not lock.allowed}

    def left(visit: Visit) -> Visit:
        stops = tuple(
            stop
            for stop in visit.stops
            if problem.weekdays[visit.day] in opened[stop.site]
            and (stop.site, visit.day) not in forbidden
            and (visit.expedition or stop.site not in by_boat)
        )
        away = visit.expedition
        given_up = away is not None and away.first >= from_day and (visit.team, away) in lost
        at_home = given_up or visit.day in absent[visit.team]
        return replace(visit, stops=() if at_home else stops)

    mended = (visit if visit.day < from_day else left(visit) for visit in visits)
    return tuple(visit for visit in mended if visit.stops)


def _lost_expeditions(problem: Problem, visits: Sequence[Visit]) -> set[tuple[int, Expedition]]:
    """Those of which the team is absent on a day, or misses a boat."""
    teams = {team.id: team for team in problem.teams}
    return {
        (team, away)
        for team, away in expeditions(visits)
        if not teams[team].absent_days.isdisjoint(away.days)
        or window_of(problem, away.first, team=teams[team], expedition=away) is None
    }


def _missed(dates: Collection[tuple[int, int]], visits: Sequence[Visit]) -> tuple[tuple[int, int], ...]:
    visited = {(stop.site, visit.day) for visit in visits for stop in visit.stops}
    return tuple(sorted(set(dates) - visited))
