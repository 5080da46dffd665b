"""The search for a plan, or the mending of one: from a problem to visits and their proof."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rekam.kernel.database import Scope, scope
from rekam.outreach.planning.bound import Bound, upper_bound
from rekam.outreach.planning.evaluate import Evaluation, evaluate
from rekam.outreach.planning.plan import Plan as Found
from rekam.outreach.planning.plan import Stop, Visit
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.replan import possible, replan
from rekam.outreach.planning.solving import Progress, plan_of, solve
from rekam.outreach.plans.building import Built
from rekam.outreach.plans.models import Plan as Row
from rekam.outreach.plans.models import PlanStop
from rekam.outreach.plans.rules import CLOSE_ENOUGH, LEAST_PEOPLE, MEND_SECONDS, PROOF_SECONDS

Dates = Mapping[tuple[int, int], float]


@dataclass(frozen=True)
class Work:
    """A plan that was asked for, as a worker takes it in hand.

    kept  by site and day of the problem, what it is worth to leave an announced date where it is
    old   the stops of the plan that it mends, by day, team and order
    """

    row: Row
    built: Built
    kept: Dates
    old: Sequence[PlanStop] = ()


@dataclass(frozen=True)
class Outcome:
    """What was found.

    left_out       weighted people of the trips that are not made, since they would bring hardly anybody
    had, unmended  what the mended plan was to bring, and what is left of it when nobody plans anew
    """

    found: Found
    bound: Bound | None
    left_out: float
    had: Evaluation | None = None
    unmended: Evaluation | None = None


class Watch:
    """Tells the page how far a search is, and hears from it whether the best so far will do.

    enough  it will: the planner said so, or nothing better is possible
    """

    def __init__(self, row: Row, *, within: Scope) -> None:
        self.enough = False
        self._row, self._within = row, within

    def tell(self, progress: Progress) -> None:
        """Write down where the work stands and read the planner's word."""
        with scope(self._within):
            rows = Row.objects.filter(pk=self._row.pk)
            rows.update(value=progress.value, upper_bound=progress.upper_bound)
            stopped = rows.values_list("stopped", flat=True).get()
        self.enough = stopped or progress.gap_percent < CLOSE_ENOUGH


def search(work: Work, *, within: Scope) -> Outcome:
    """The best plan found in the seconds that were asked for, or until that will do."""
    watch, bounds, problem = Watch(work.row, within=within), list[Bound](), work.built.problem
    found = solve(
        problem,
        seconds=work.row.seconds,
        kept=work.kept,
        on_progress=watch.tell,
        on_bound=bounds.append,
        stop=lambda: watch.enough,
    )
    visits = worth_a_trip(problem, found.visits, kept=work.kept)
    made = plan_of(problem, visits, upper_bound=found.upper_bound, seconds=found.seconds)
    return Outcome(made, next(iter(bounds), None), left_out=found.value - made.value)


def mend(work: Work) -> Outcome:
    """The old plan's visits with few announced dates changed, and a proof of how good that is."""
    problem, old = work.built.problem, visits_of(work.built, stops=work.old)
    mended = replan(problem, old, announced=work.kept, seconds=MEND_SECONDS)
    visits = worth_a_trip(problem, mended.visits, kept=work.kept)
    value = evaluate(problem, visits).value
    bound = upper_bound(problem, seconds=PROOF_SECONDS, known=lambda: mended.value, start=mended.visits)
    found = plan_of(problem, visits, upper_bound=bound.value, seconds=MEND_SECONDS + PROOF_SECONDS)
    return Outcome(
        found,
        bound,
        left_out=mended.value - value,
        had=evaluate(problem, old),
        unmended=evaluate(problem, possible(problem, old)),
    )


def visits_of(built: Built, *, stops: Sequence[PlanStop]) -> tuple[Visit, ...]:
    """The stops of an older plan in the numbers of a problem, where it has their place, team and day.

    stops  by day, team and order
    """
    site_of = {site.pk: number for number, site in enumerate(built.sites)}
    team_of = {team.pk: number for number, team in enumerate(built.teams)}
    day_of = {day: number for number, day in enumerate(built.days)}
    made: defaultdict[tuple[int, int], list[Stop]] = defaultdict(list)
    for stop in stops:
        if stop.day in day_of and stop.team_id in team_of and stop.site_id in site_of:
            made[day_of[stop.day], team_of[stop.team_id]].append(Stop(site_of[stop.site_id], stop.minutes))
    return tuple(Visit(day, team, tuple(own)) for (day, team), own in made.items())


def worth_a_trip(problem: Problem, visits: Sequence[Visit], *, kept: Dates) -> Sequence[Visit]:
    """The visits without the stops that bring hardly anybody, where no date was decided or announced.

    In a kecamatan that would fall below the floor by it, all of them stay.
    """
    decided = kept.keys() | {(lock.site, lock.day) for lock in problem.locks if lock.allowed}
    trimmed = _trimmed(problem, visits, decided=decided, spared=frozenset())
    spared = _below_floor(problem, trimmed)
    return _trimmed(problem, visits, decided=decided, spared=spared) if spared else trimmed


def _trimmed(
    problem: Problem,
    visits: Sequence[Visit],
    *,
    decided: Collection[tuple[int, int]],
    spared: Collection[str],
) -> Sequence[Visit]:
    """Without stops of fewer than LEAST_PEOPLE, but for decided ones (site, day) and spared kecamatan."""
    home = {site.id: site.kecamatan for site in problem.sites}
    left = []
    for visit, people in zip(visits, evaluate(problem, visits).by_stop, strict=True):
        stops = tuple(
            stop
            for stop, expected in zip(visit.stops, people, strict=True)
            if expected >= LEAST_PEOPLE or (stop.site, visit.day) in decided or home[stop.site] in spared
        )
        if stops:
            left.append(replace(visit, stops=stops))
    return left


def _below_floor(problem: Problem, visits: Sequence[Visit]) -> frozenset[str]:
    reached = evaluate(problem, visits).by_kecamatan
    return frozenset(
        name for name, one in reached.items() if problem.floor is not None and one.share < problem.floor
    )


def dates_of(built: Built, *, visits: Sequence[Visit]) -> Sequence[tuple[str, date]]:
    """What visits say to the people: (site's id, day) of each stop."""
    return [
        (str(built.sites[stop.site].uuid), built.days[visit.day]) for visit in visits for stop in visit.stops
    ]
