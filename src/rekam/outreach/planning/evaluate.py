"""What a plan is worth and which rules it breaks: the only truth about it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rekam.kernel.errors import RuleBroken
from rekam.outreach.planning.breaking import broken_rules
from rekam.outreach.planning.plan import Visit, expeditions
from rekam.outreach.planning.problem import Problem

# Shares are sums of many roundings; a floor is missed by more than those.
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Kecamatan:
    """How many of a kecamatan's not recorded a plan reaches."""

    not_recorded: float
    people: float

    @property
    def share(self) -> float:
        """From 0 to 1; a kecamatan without anybody left is wholly reached."""
        return self.people / self.not_recorded if self.not_recorded else 1.0


@dataclass(frozen=True)
class Evaluation:
    """What the visits bring, in their own order.

    value          weighted people less what their nights away cost
    people         people recorded
    by_stop        people recorded at each stop of each visit
    by_kecamatan   by its name
    broken         the rules they break, each with its code and facts; none = the plan may be carried out
    """

    value: float
    people: float
    by_stop: tuple[tuple[float, ...], ...]
    by_kecamatan: Mapping[str, Kecamatan]
    broken: tuple[RuleBroken, ...]

    @property
    def worst_kecamatan_share(self) -> float:
        """The least share of a kecamatan, from 0 to 1."""
        return min((kecamatan.share for kecamatan in self.by_kecamatan.values()), default=1.0)


def evaluate(problem: Problem, visits: Sequence[Visit]) -> Evaluation:
    """Carry the visits out on paper, day by day, and on a day by the order of the teams in the problem.

    What is not in the problem counts for nothing, and a session beyond what is allowed counts as it stands;
    both are told in `broken`.
    """
    remaining = {site.id: site.not_recorded for site in problem.sites}
    by_stop = _carry_out(problem, visits, remaining=remaining)
    reached = {site.id: site.not_recorded - remaining[site.id] for site in problem.sites}
    by_kecamatan = _by_kecamatan(problem, reached=reached)
    nights = sum(away.nights for _, away in expeditions(visits))
    return Evaluation(
        value=sum(site.weight * reached[site.id] for site in problem.sites) - problem.night_cost * nights,
        people=sum(reached.values()),
        by_stop=by_stop,
        by_kecamatan=by_kecamatan,
        broken=(*broken_rules(problem, visits), *_floors_missed(problem, by_kecamatan)),
    )


def floors_missed(found: Evaluation) -> frozenset[str]:
    """The kecamatan below their floor."""
    return frozenset(
        str(rule.facts["kecamatan"]) for rule in found.broken if rule.code == "plan_floor_missed"
    )


def _carry_out(
    problem: Problem, visits: Sequence[Visit], *, remaining: dict[int, float]
) -> tuple[tuple[float, ...], ...]:
    """People at each stop of each visit; `remaining` falls by them."""
    sites = {site.id: site for site in problem.sites}
    rank = {team.id: at for at, team in enumerate(problem.teams)}
    known = [at for at, visit in enumerate(visits) if visit.team in rank and visit.day < problem.days]
    by_stop = [tuple(0.0 for _ in visit.stops) for visit in visits]
    for at in sorted(known, key=lambda at: (visits[at].day, rank[visits[at].team])):
        recorded = []
        for stop in visits[at].stops:
            people = 0.0
            if stop.site in sites:
                come = problem.turnout(sites[stop.site], day=visits[at].day) * remaining[stop.site]
                people = min(come, problem.people_per_minute * stop.minutes)
                remaining[stop.site] -= people
            recorded.append(people)
        by_stop[at] = tuple(recorded)
    return tuple(by_stop)


def _by_kecamatan(problem: Problem, *, reached: Mapping[int, float]) -> dict[str, Kecamatan]:
    left: defaultdict[str, float] = defaultdict(float)
    people: defaultdict[str, float] = defaultdict(float)
    for site in problem.sites:
        left[site.kecamatan] += site.not_recorded
        people[site.kecamatan] += reached[site.id]
    return {name: Kecamatan(left[name], people[name]) for name in left}


def _floors_missed(problem: Problem, by_kecamatan: Mapping[str, Kecamatan]) -> Iterator[RuleBroken]:
    for name, kecamatan in by_kecamatan.items():
        if problem.floor is not None and kecamatan.share < problem.floor - TOLERANCE:
            asked = problem.floor * kecamatan.not_recorded
            yield RuleBroken(
                "plan_floor_missed",
                kecamatan=name,
                share=round(kecamatan.share, 4),
                missing=round(asked - kecamatan.people, 2),
            )
