"""How a plan may turn out: turn-out and kits drawn many times, the plan carried out each time (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from rekam.outreach.planning.floors import floors_of
from rekam.outreach.planning.plan import Visit
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.turnout import ASSUMED_RHO, Turnout

SCENARIOS = 100
ONE_VISIT = 10.0  # independent answers that a guess is worth where nothing was learnt

Numbers: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Flags: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True, kw_only=True)
class Luck:
    """What may go otherwise than planned.

    turnout      by site id, what is known of it; a site that is missing has the problem's guess
    rho          how alike the people of one visit behave (turnout.overdispersion)
    fault_share  chance (0 to 1) that a team's kit breaks on a day it is whole: 1 / mean days between failures
    repair_days  mean days without a kit then (at least 1)
    """

    turnout: Mapping[int, Turnout]
    rho: float = ASSUMED_RHO
    fault_share: float = 0.0
    repair_days: float = 1.0


@dataclass(frozen=True)
class Outcomes:
    """People recorded in each scenario, the fewest first; the least share of a kecamatan, the least first."""

    people: tuple[float, ...]
    worst: tuple[float, ...]

    @property
    def p10(self) -> float:
        return self._at(0.1)

    @property
    def p50(self) -> float:
        return self._at(0.5)

    @property
    def p90(self) -> float:
        return self._at(0.9)

    def worst_at(self, share: float) -> float:
        """The worst kecamatan's share (0 to 1) that so many of the scenarios stay below."""
        return float(np.quantile(self.worst, share))

    def _at(self, share: float) -> float:
        return float(np.quantile(self.people, share))


def simulate(
    problem: Problem, visits: Sequence[Visit], *, luck: Luck, scenarios: int = SCENARIOS, seed: int = 0
) -> Outcomes:
    """Carry the visits out in so many scenarios; a team without a kit stays at home that day.

    The order is that of `evaluate`: by day, on a day by the teams of the problem.
    """
    rng = np.random.default_rng(seed)
    column = {site.id: at for at, site in enumerate(problem.sites)}
    row = {team.id: at for at, team in enumerate(problem.teams)}
    shares = draw_shares(problem, luck=luck, scenarios=scenarios, rng=rng)
    broken = draw_faults(problem, luck=luck, scenarios=scenarios, rng=rng)
    left = np.tile([site.not_recorded for site in problem.sites], (scenarios, 1)).astype(float)
    people = np.zeros(scenarios)
    for visit in sorted(visits, key=lambda visit: (visit.day, row[visit.team])):
        out = ~broken[:, row[visit.team], visit.day]
        for stop in visit.stops:
            at = column[stop.site]
            lift = problem.lift(problem.sites[at], day=visit.day)
            come = draw_visit(shares[:, at], lift=lift, rho=luck.rho, rng=rng)
            room = problem.people_per_minute * stop.minutes
            recorded = out * np.minimum(np.minimum(come, problem.max_turnout) * left[:, at], room)
            left[:, at] -= recorded
            people += recorded
    return Outcomes(tuple(sorted(people.tolist())), tuple(sorted(_worst(problem, left).tolist())))


def _worst(problem: Problem, left: Numbers) -> Numbers:
    """By scenario, the least share of a kecamatan that was reached; `left` by scenario and site."""
    floors = floors_of(problem)
    kecamatan = np.arange(len(floors.names))[:, None] == floors.of
    before = kecamatan @ np.array([site.not_recorded for site in problem.sites], float)
    some = before > 0
    reached = 1 - (left @ kecamatan.T)[:, some] / before[some]
    worst: Numbers = reached.min(axis=1, initial=1.0)
    return worst


def draw_shares(problem: Problem, *, luck: Luck, scenarios: int, rng: np.random.Generator) -> Numbers:
    """The true turn-out of each site in each scenario: scenarios x sites, 0 to 1."""
    known = [
        luck.turnout.get(site.id, Turnout(share=site.turnout, weight=ONE_VISIT, visits=0))
        for site in problem.sites
    ]
    alpha = np.array([max(1e-3, one.alpha) for one in known])
    beta = np.array([max(1e-3, one.beta) for one in known])
    return rng.beta(alpha, beta, size=(scenarios, len(known)))


def draw_visit(shares: Numbers, *, lift: float, rho: float, rng: np.random.Generator) -> Numbers:
    """Who came to one visit, as a share of those left: about the true one, as far off as people are alike."""
    expected = np.clip(shares * lift, 1e-3, 1 - 1e-3)
    concentration = 1 / rho - 1
    return rng.beta(expected * concentration, (1 - expected) * concentration)


def draw_faults(problem: Problem, *, luck: Luck, scenarios: int, rng: np.random.Generator) -> Flags:
    """The days on which a team has no working kit: scenarios x teams x days."""
    broken = np.zeros((scenarios, len(problem.teams), problem.days), dtype=bool)
    if luck.fault_share <= 0:
        return broken
    until = np.zeros((scenarios, len(problem.teams)))
    for day in range(problem.days):
        fails = (until <= day) & (rng.random(until.shape) < luck.fault_share)
        repair = rng.geometric(1 / max(1.0, luck.repair_days), size=until.shape)
        until = np.where(fails, day + repair, until)
        broken[:, :, day] = until > day
    return broken
