"""Bettering a plan by many small changes: simulated annealing on the stops of team-days."""

from collections.abc import Mapping, Sequence

import numpy as np

from rekam.outreach.planning.compiling import compiled
from rekam.outreach.planning.floors import missing
from rekam.outreach.planning.greedy import fill_greedily
from rekam.outreach.planning.ground import lay_out
from rekam.outreach.planning.moves import anneal
from rekam.outreach.planning.plan import Expedition, Stop, Visit
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.rooms import rooms_of
from rekam.outreach.planning.sailing import anneal_with_boats, at_home, sail_greedily, send
from rekam.outreach.planning.sessions import State, nothing, put, recount, worth
from rekam.outreach.planning.trying import no_trial
from rekam.outreach.planning.voyages import Voyages

# Loss, in weighted people, that a move is likely to be forgiven: at the beginning and at the end.
HOT, COLD = 0.8, 0.03


class Search:
    """The plan as it stands and the best that there was; begins with the greedy plan or with `start`.

    value     of the best plan so far: weighted people, less what its nights away cost
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
        self._voyages = Voyages(problem, start=start or (), from_day=from_day)
        self._ground = lay_out(problem, kept=kept)
        self._rooms = rooms_of(problem, trips=self._voyages.trips)
        self._state = nothing(self._ground, room=self._rooms.room)
        self._trial, self._away = no_trial(self._ground), at_home(self._ground)
        usable = (self._rooms.room[..., 1] > 0).any(axis=1) & (self._ground.day >= from_day)
        self._days = np.flatnonzero(usable)
        self._seed = seed
        self._enter(start or ())
        fill_greedily(self._ground, self._state, self._trial, from_day=from_day)
        sail_greedily(self._ground, self._rooms, self._state, self._trial, self._away, from_day=from_day)
        self._keep(self._worth())

    def better(self, *, rounds: int, temperature: float) -> None:
        """Try so many moves; a loss of `temperature` weighted people is forgiven once in e times."""
        if len(self._days) == 0:
            return
        draw_from(self._seed)
        self._seed += 1
        parts = self._ground, self._rooms, self._state, self._trial, self._away
        if len(self._rooms.first):
            anneal_with_boats(*parts, self._days, rounds, temperature)
        else:
            anneal(self._ground, self._state, self._trial, self._days, rounds, temperature)
        if (worth := self._worth()) > self._best_worth:
            self._keep(worth)

    def _keep(self, worth: float) -> None:
        self._best, self._best_worth = _copy(self._state), worth
        self._best_held = self._away.held.copy()
        nights = self._rooms.cost[np.unique(self._best_held[self._best_held >= 0])].sum()
        self.value = float(self._ground.weight @ self._best.people - nights)

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
            day, team = int(self._ground.day[at]), teams[self._ground.team[at]].id
            found.append(Visit(day, team, stops, self._expedition(int(at), day=day, team=team)))
        return tuple(found)

    def _expedition(self, at: int, *, day: int, team: int) -> Expedition | None:
        """Of which a team-day with stops is part, of one day or several."""
        if self._best_held[at] >= 0:
            return self._voyages.expedition(int(self._best_held[at]))
        island = int(self._ground.base[self._best.site[at, 0]]) - self._ground.offices
        return self._voyages.there_and_back(team, day=day, island=island)

    def _worth(self) -> float:
        return float(worth(self._ground, self._state))

    def _enter(self, visits: Sequence[Visit]) -> None:
        """The visits as they are said, but those of an expedition that its team cannot go on any more."""
        team = {team.id: at for at, team in enumerate(self._problem.teams)}
        site = {site.id: at for at, site in enumerate(self._problem.sites)}
        for visit in visits:
            at = visit.day * len(team) + team[visit.team]
            if self._can_go(visit):
                for stop in visit.stops:
                    enter(self._ground, self._state, at, site[stop.site], stop.minutes)

    def _can_go(self, visit: Visit) -> bool:
        """Whether a visit is on land, or its team can go on its expedition; the team is then sent."""
        away = visit.expedition
        if away is None:
            return not any(stop.site in self._voyages.on_islands for stop in visit.stops)
        number = self._voyages.number(visit.team, away)
        if number is not None and self._away.held[self._rooms.first[number]] < 0:
            send(self._rooms, self._state, self._away, number)
        return self._voyages.known(visit.team, away)


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
