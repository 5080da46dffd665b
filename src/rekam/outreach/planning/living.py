"""A plan carried out week by week where the turn-out is not as guessed and kits break (pure).

Three ways of the office are compared on the same luck: the plan as it was made; a new plan every week for
those who are left, with the old guesses; the same with the turn-out learnt from the visits so far.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

import numpy as np

from rekam.outreach.planning.plan import Stop, Visit
from rekam.outreach.planning.problem import WEEKDAYS, Lock, Problem
from rekam.outreach.planning.scenarios import Flags, Luck, Numbers, draw_faults, draw_shares, draw_visit
from rekam.outreach.planning.turnout import LEAST, Guess, Seen, learn

Planner: TypeAlias = Callable[[Problem, Sequence[Visit]], Sequence[Visit]]


class Policy(StrEnum):
    """What the office does at the beginning of a week."""

    STATIC = "static"
    REPLAN = "replan"
    LEARN = "learn"


@dataclass(frozen=True, kw_only=True, eq=False)
class Truth:
    """What nobody knows beforehand.

    shares  the true turn-out (0 to 1) of an ordinary visit, by row of the problem's sites
    broken  whether a team has no working kit: teams x days
    away    days for which a broken kit is counted out: half of the repairs are done by then
    rho     how alike the people of one visit behave
    seed    of what happens at a visit: the same site on the same day has the same luck in every plan
    """

    shares: Numbers
    broken: Flags
    away: int
    rho: float
    seed: int


@dataclass(frozen=True, kw_only=True)
class Lived:
    """What came of it.

    people  recorded
    value   the same by their weights: what the plans sought
    visits  that took place
    seen    at each of their stops
    """

    people: int
    value: float
    visits: tuple[Visit, ...]
    seen: tuple[Seen, ...]


def draw_truth(problem: Problem, *, luck: Luck, spread: float = 0.0, seed: int = 0) -> Truth:
    """One truth about the guesses of `luck`; `spread` is how far whole kecamatan lie off (sd of the log)."""
    rng = np.random.default_rng(seed)
    names = sorted({site.kecamatan for site in problem.sites})
    lean = dict(zip(names, np.exp(rng.normal(-(spread**2) / 2, spread, len(names))), strict=True))
    shares = draw_shares(problem, luck=luck, scenarios=1, rng=rng)[0]
    leans = np.array([lean[site.kecamatan] for site in problem.sites])
    return Truth(
        shares=np.clip(shares * leans, LEAST, problem.max_turnout),
        broken=draw_faults(problem, luck=luck, scenarios=1, rng=rng)[0],
        away=_half_repaired(luck.repair_days),
        rho=luck.rho,
        seed=seed,
    )


def _half_repaired(mean_days: float) -> int:
    """Days after which half of the repairs are done that `draw_faults` draws with this mean."""
    return 1 if mean_days <= 1 else math.ceil(math.log(0.5) / math.log1p(-1 / mean_days))


def live(
    problem: Problem, visits: Sequence[Visit], *, truth: Truth, policy: Policy, planner: Planner
) -> Lived:
    """Carry the visits out; unless the policy is STATIC, `planner` betters the rest before every new week.

    planner  given what is left of the problem and of the plan, days counted from the new week, it answers
             with visits of that problem
    """
    field = _Field(problem, truth)
    plan = tuple(visits)
    for first in range(0, problem.days, WEEKDAYS):
        if first and policy is not Policy.STATIC:
            rest = field.rest(first, learning=policy is Policy.LEARN)
            plan = _later(planner(rest, _later(plan, by=-first)), by=first)
        field.carry_out(visit for visit in plan if first <= visit.day < first + WEEKDAYS)
    return field.lived()


class _Field:
    """What became of the sites so far."""

    def __init__(self, problem: Problem, truth: Truth) -> None:
        self._problem, self._truth = problem, truth
        self._site = {site.id: at for at, site in enumerate(problem.sites)}
        self._team = {team.id: at for at, team in enumerate(problem.teams)}
        self._left = [round(site.not_recorded) for site in problem.sites]
        self._visits: list[Visit] = []
        self._seen: list[Seen] = []

    def carry_out(self, week: Iterable[Visit]) -> None:
        """A team without a kit stays at home that day; the others record whoever comes, while time lasts."""
        for visit in sorted(week, key=lambda visit: (visit.day, self._team[visit.team])):
            if not self._truth.broken[self._team[visit.team], visit.day]:
                self._visits.append(visit)
                for stop in visit.stops:
                    self._record(stop, day=visit.day)

    def rest(self, first: int, *, learning: bool) -> Problem:
        """The problem of the days from `first`: who is left, and what is thought of the turn-out by then.

        A team whose kit is broken that morning is counted out until half of the repairs would be done.
        """
        given = self._problem
        shares = self._learnt() if learning else {site.id: site.turnout for site in given.sites}
        away = frozenset(range(min(self._truth.away, given.days - first)))
        return replace(
            given,
            days=given.days - first,
            weekdays=given.weekdays[first:],
            sites=tuple(
                replace(site, not_recorded=float(left), turnout=shares[site.id])
                for site, left in zip(given.sites, self._left, strict=True)
            ),
            teams=tuple(
                replace(
                    team,
                    absent_days=frozenset(day - first for day in team.absent_days if day >= first)
                    | (away if broken else frozenset()),
                )
                for team, broken in zip(given.teams, self._truth.broken[:, first], strict=True)
            ),
            locks=tuple(self._locks(first)),
            floor=None,
        )

    def lived(self) -> Lived:
        """All of it, once the days are over."""
        return Lived(
            people=sum(round(site.not_recorded) for site in self._problem.sites) - sum(self._left),
            value=sum(self._problem.sites[self._site[one.site]].weight * one.came for one in self._seen),
            visits=tuple(self._visits),
            seen=tuple(self._seen),
        )

    def _record(self, stop: Stop, *, day: int) -> None:
        at = self._site[stop.site]
        site, left = self._problem.sites[at], self._left[at]
        lift = self._problem.lift(site, day=day)
        rng = np.random.default_rng((self._truth.seed, at, day))
        share = draw_visit(self._truth.shares[at], lift=lift, rho=self._truth.rho, rng=rng)
        room = int(self._problem.people_per_minute * stop.minutes)
        come = int(rng.binomial(left, min(float(share), self._problem.max_turnout)))
        came = min(come, room)
        self._seen.append(Seen(site=stop.site, called=left, came=came, lift=lift, full=came == room))
        self._left[at] -= came

    def _learnt(self) -> dict[int, float]:
        guesses = {
            site.id: Guess(share=site.turnout, kecamatan=site.kecamatan, people=max(1.0, site.not_recorded))
            for site in self._problem.sites
        }
        return {site: told.share for site, told in learn(guesses, self._seen).items()}

    def _locks(self, first: int) -> Iterator[Lock]:
        """Locks that are still ahead, and none again sooner than the gap after a visit."""
        for lock in self._problem.locks:
            if lock.day >= first:
                yield replace(lock, day=lock.day - first)
        fixed = {(lock.site, lock.day) for lock in self._problem.locks}
        for visit in self._visits:
            for stop in visit.stops:
                for day in range(first, min(self._problem.days, visit.day + self._problem.min_gap_days)):
                    if (stop.site, day) not in fixed:
                        yield Lock(stop.site, day - first, allowed=False)


def _later(visits: Sequence[Visit], *, by: int) -> tuple[Visit, ...]:
    """The visits so many days later, without those that would lie before the first day."""
    return tuple(replace(visit, day=visit.day + by) for visit in visits if visit.day + by >= 0)
