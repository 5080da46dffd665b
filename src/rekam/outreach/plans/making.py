"""A worker's part of a plan: build the problem, search, say what may come of it, keep it."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.planning.bound import Bound
from rekam.outreach.planning.evaluate import evaluate, floors_missed
from rekam.outreach.planning.explaining import reasons
from rekam.outreach.planning.hand_rule import biggest_backlog_first
from rekam.outreach.planning.plan import Plan as Found
from rekam.outreach.planning.plan import Visit
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.scenarios import Luck, simulate
from rekam.outreach.planning.solving import Progress, plan_of, solve
from rekam.outreach.plans import queries
from rekam.outreach.plans.building import Asked, Built, build, first_time_of
from rekam.outreach.plans.models import Plan, PlanStop
from rekam.outreach.plans.rules import ANNOUNCED_WORTH, AT_WORK, LEAST_PEOPLE, State, moved

MINUTES_TO_LEND = 30

Dates = Mapping[tuple[int, int], float]


def make(plan: UUID, *, within: Scope, at: datetime) -> None:
    """Find the plan that was asked for and keep it with its proof; what cannot be planned says why.

    within  the office; no transaction stays open while the search runs
    A plan that is not waiting or at work any more is left alone, so that a job may come twice.
    """
    try:
        with scope(within):
            begun = _begin(plan, at=at)
    except RuleBroken as refused:
        with scope(within):
            Plan.objects.filter(uuid=plan).update(state=State.FAILED, code=refused.code)
        return
    if begun is None:
        return
    row, built, kept = begun
    bounds: list[Bound] = []
    found = solve(
        built.problem,
        seconds=row.seconds,
        kept=kept,
        on_progress=lambda progress: _say(row, progress=progress, within=within),
        on_bound=bounds.append,
    )
    useful = without_empty_trips(built.problem, found, kept=kept)
    row.left_out = found.value - useful.value
    with scope(within):
        _keep(row, built=built, found=useful, bounds=bounds, at=timezone.now())


def without_empty_trips(problem: Problem, found: Found, *, kept: Dates) -> Found:
    """The plan without the stops that bring hardly anybody, where no date was decided or announced.

    It is worth a little less for it; its bound stays what was proven. In a kecamatan that would then miss
    its floor every trip is made.
    """
    decided = kept.keys() | {(lock.site, lock.day) for lock in problem.locks if lock.allowed}
    visits = _useful(problem, found.visits, decided=decided, spared=frozenset())
    if missed := floors_missed(evaluate(problem, visits)):
        visits = _useful(problem, found.visits, decided=decided, spared=missed)
    return plan_of(problem, visits, upper_bound=found.upper_bound, seconds=found.seconds)


def _useful(
    problem: Problem, visits: Sequence[Visit], *, decided: Set[tuple[int, int]], spared: Set[str]
) -> list[Visit]:
    kecamatan = {site.id: site.kecamatan for site in problem.sites}
    useful = []
    for visit, people in zip(visits, evaluate(problem, visits).by_stop, strict=True):
        stops = tuple(
            stop
            for stop, expected in zip(visit.stops, people, strict=True)
            if expected >= LEAST_PEOPLE or (stop.site, visit.day) in decided or kecamatan[stop.site] in spared
        )
        if stops:
            useful.append(replace(visit, stops=stops))
    return useful


def _begin(plan: UUID, *, at: datetime) -> tuple[Plan, Built, Dates] | None:
    row = queries.get_plan(plan)
    if row.state not in AT_WORK:
        return None
    Plan.objects.filter(pk=row.pk).update(state=State.WORKING)
    built = build(_asked(row), today=office_day(at))
    return row, built, _announced_in(built)


def _asked(row: Plan) -> Asked:
    pins = [(str(pin.site.uuid), pin.day, pin.allowed) for pin in queries.pins() if not pin.announced]
    return Asked(
        office=row.area_code,
        start=row.first,
        last=row.last,
        pins=pins,
        floor=None if row.floor is None else row.floor / 100,
        lending=MINUTES_TO_LEND if row.lending else None,
    )


def _announced_in(built: Built) -> Dates:
    """By site and day of the problem, what it is worth to leave an announced date where it is."""
    number = {day: at for at, day in enumerate(built.days)}
    return {
        (site, number[day]): ANNOUNCED_WORTH
        for key, day in queries.announced_dates()
        if day in number and (site := built.number_of(key)) is not None
    }


def _say(row: Plan, *, progress: Progress, within: Scope) -> None:
    with scope(within):
        Plan.objects.filter(pk=row.pk).update(value=progress.value, upper_bound=progress.upper_bound)


def _keep(row: Plan, *, built: Built, found: Found, bounds: Sequence[Bound], at: datetime) -> None:
    told = evaluate(built.problem, found.visits)
    luck = Luck(turnout=dict(enumerate(built.turnout)))
    range_ = simulate(built.problem, found.visits, luck=luck)
    by_hand = evaluate(built.problem, biggest_backlog_first(built.problem))
    planned = [
        (str(built.sites[stop.site].uuid), built.days[visit.day])
        for visit in found.visits
        for stop in visit.stops
    ]
    told_of = [(key, day) for key, day in queries.announced_dates() if row.first <= day <= row.last]
    row.state, row.ready_at = State.READY, at
    row.value, row.people, row.upper_bound = found.value, found.people, found.upper_bound
    row.by_hand, row.by_hand_value = by_hand.people, by_hand.value
    row.p10, row.p50, row.p90 = range_.p10, range_.p50, range_.p90
    row.to_record = round(sum(site.not_recorded for site in built.problem.sites))
    row.shares = [[code, one.people, one.not_recorded] for code, one in sorted(told.by_kecamatan.items())]
    row.moved, row.announced = moved(told_of, planned), len(told_of)
    row.prices = _prices(built, bounds=bounds)
    rules = [*told.broken, *(rule for bound in bounds for rule in bound.broken)]
    row.broken = [_named(built, rule=rule) for rule in rules]
    row.estimated = built.estimated
    row.save()
    PlanStop.objects.bulk_create(_stops(row, built=built, found=found))


def _prices(built: Built, *, bounds: Sequence[Bound]) -> list[tuple[str, float, float, float]]:
    """By office, the dearest first: its id, one more team-day, a team and kit on every day, a kit mended.

    The last is 0 where no team waits for a kit; one that works lets one of them out each day.
    """
    crews = list(zip(built.problem.teams, built.teams, built.idle, strict=True))
    homes = {crew.office: str(team.office.uuid) for crew, team, _idle in crews}
    idle = {
        at: frozenset[int]().union(*(days for crew, _, days in crews if crew.office == at)) for at in homes
    }
    rows = [
        (
            key,
            bound.team_day_price[at],
            bound.kit_price[at],
            sum(bound.weekday_price[at][built.problem.weekdays[day]] for day in idle[at]),
        )
        for bound in bounds
        for at, key in homes.items()
    ]
    return sorted(rows, key=lambda row: -row[1])


def _named(built: Built, *, rule: RuleBroken) -> dict[str, object]:
    """A rule that the plan could not keep, with names and dates instead of numbers."""
    facts: dict[str, object] = {"code": rule.code, **rule.facts}
    if "site" in facts:
        facts["site"] = built.sites[int(str(facts["site"]))].name
    if "team" in facts:
        facts["team"] = built.teams[int(str(facts["team"]))].name
    if "day" in facts:
        facts["day"] = built.days[int(str(facts["day"]))].isoformat()
    return facts


def _stops(row: Plan, *, built: Built, found: Found) -> list[PlanStop]:
    made, order = [], 0
    before: tuple[int, int] | None = None
    for reason in reasons(built.problem, found.visits):
        order = order + 1 if before == (reason.day, reason.team) else 0
        before = (reason.day, reason.team)
        site = built.sites[reason.site]
        made.append(
            PlanStop(
                plan=row,
                area_code=site.area_code,
                day=built.days[reason.day],
                team=built.teams[reason.team],
                site=site,
                order=order,
                minutes=reason.minutes,
                called=reason.called,
                people=reason.people,
                first_time=first_time_of(built.standing, site),
                before=reason.before,
                next_site=None if reason.next_site is None else built.sites[reason.next_site],
                next_people=reason.next_people,
            )
        )
    return made
