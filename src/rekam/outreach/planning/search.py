"""Bettering a plan by many small changes: simulated annealing on the stops of team-days."""

from collections.abc import Mapping, Sequence

import numpy as np

from rekam.outreach.planning.compiling import compiled
from rekam.outreach.planning.floors import missing
from rekam.outreach.planning.greedy import fill_greedily
from rekam.outreach.planning.ground import lay_out
from rekam.outreach.planning.moves import anneal
from rekam.outreach.planning.plan import Stop, Visit
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.sessions import State, nothing, put, recount
from rekam.outreach.planning.trying import no_trial

# Loss, in weighted people, that a move is likely to be forgiven: at the beginning and at the end.
HOT, COLD = 0.8, 0.03


class Search:
    """The plan as it stands and the best that there was; begins with the greedy plan or with `start`.

    kept      what it is worth, in value, that a site is still visited on a day
    from_day  days before it stay as `start` has them
    """

    def __init__(
        self,
        problem: Problem,
        *,
        seed: int = 0,
        start: Sequence[Visit] | None = None,
        kept: Mapping[tuple[int, int], float] | None = None,
        from_day: int = 0,
    ) -> None:
        self._problem = problem
        self._ground = lay_out(problem, kept=kept)
        self._state = nothing(self._ground)
        self._trial = no_trial(self._ground)
        usable = (self._ground.room > 0).any(axis=1) & (self._ground.day >= from_day)
        self._days = np.flatnonzero(usable)
        self._seed = seed
        self._enter(start or ())
        fill_greedily(self._ground, self._state, from_day=from_day)
        self._best, self._best_worth = _copy(self._state), self._worth()

    def better(self, *, rounds: int, temperature: float) -> None:
        """Try so many moves; a loss of `temperature` weighted people is forgiven once in e times."""
        if len(self._days) == 0:
            return
        draw_from(self._seed)
        self._seed += 1
        anneal(self._ground, self._state, self._trial, self._days, rounds, temperature)
        if self._worth() > self._best_worth:
            self._best, self._best_worth = _copy(self._state), self._worth()

    @property
    def value(self) -> float:
        """Weighted people of the best plan so far."""
        return float(self._ground.weight @ self._best.people)

    @property
    def lost(self) -> float:
        """What people missing below the floors cost the best plan so far."""
        return self._ground.heavy * float(missing(self._ground.floor, self._best.kecamatan).sum())

    def visits(self) -> tuple[Visit, ...]:
        """The best plan so far, by day and team."""
        teams, sites = self._problem.teams, self._problem.sites
        best, found = self._best, []
        for at in np.flatnonzero(best.stops):
            pairs = zip(best.site[at, : best.stops[at]], best.minutes[at, : best.stops[at]], strict=True)
            stops = tuple(Stop(sites[i].id, int(minutes)) for i, minutes in pairs)
            found.append(Visit(int(self._ground.day[at]), teams[self._ground.team[at]].id, stops))
        return tuple(found)

    def _worth(self) -> float:
        state = self._state
        value = float(self._ground.weight @ state.people)
        return value + float(state.promised[0] - self._ground.heavy * state.missing[0])

    def _enter(self, visits: Sequence[Visit]) -> None:
        team = {team.id: at for at, team in enumerate(self._problem.teams)}
        site = {site.id: at for at, site in enumerate(self._problem.sites)}
        for visit in visits:
            at = visit.day * len(team) + team[visit.team]
            for stop in visit.stops:
                enter(self._ground, self._state, at, site[stop.site], stop.minutes)


@compiled
def enter(g, s, v, i, minutes):  # type: ignore[no-untyped-def]
    """Add a stop at the end of a team-day as it is said, without asking."""
    k = s.stops[v]
    s.site[v, k] = i
    s.minutes[v, k] = minutes
    s.stops[v] += 1
    put(g, s, i, v, minutes)
    recount(g, s, i)


@compiled
def draw_from(seed):  # type: ignore[no-untyped-def]
    """Seed the draws of this thread's compiled code."""
    np.random.seed(seed)


def _copy(state: State) -> State:
    return State._make(part.copy() for part in state)
