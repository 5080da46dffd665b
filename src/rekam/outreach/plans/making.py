"""A worker's part of a plan: build the problem, search, say what may come of it, keep it."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.planning.evaluate import evaluate
from rekam.outreach.planning.explaining import reasons
from rekam.outreach.planning.hand_rule import biggest_backlog_first
from rekam.outreach.planning.plan import Plan as Found
from rekam.outreach.planning.scenarios import simulate
from rekam.outreach.plans import queries
from rekam.outreach.plans.building import Asked, Built, build, first_time_of
from rekam.outreach.plans.models import Plan, PlanStop
from rekam.outreach.plans.pricing import dead_kits, prices_of
from rekam.outreach.plans.rules import ANNOUNCED_WORTH, AT_WORK, State, moved
from rekam.outreach.plans.searching import Dates, Outcome, Work, dates_of, mend, search, worth_a_trip
from rekam.outreach.plans.voyages import by_boat
from rekam.outreach.sites.services import keep_counts

MINUTES_TO_LEND = 30


def make(plan: UUID, *, within: Scope, at: datetime) -> None:
    """Find the plan that was asked for and keep it with its proof; what cannot be planned says why.

    within  the installation's office; no transaction stays open while the search runs
    A plan that is not waiting or at work any more is left alone, so that a job may come twice.
    """
    with scope(within):
        row = queries.get_plan(plan)
    own = Scope.of(row.area_code)
    try:
        with scope(own):
            work = _begin(row, at=at)
    except RuleBroken as refused:
        with scope(own):
            Plan.objects.filter(uuid=plan).update(state=State.FAILED, code=refused.code)
        return
    if work is None:
        return
    outcome = mend(work) if row.mends_id else search(work, within=own)
    _say(work, outcome=outcome)
    _say_beside(row, built=work.built, found=outcome.found)
    with scope(own):
        _keep(work, outcome=outcome, at=timezone.now())


def _begin(row: Plan, *, at: datetime) -> Work | None:
    if row.state not in AT_WORK:
        return None
    Plan.objects.filter(pk=row.pk).update(state=State.WORKING)
    built = build(_asked(row), today=office_day(at))
    return Work(row, built, _announced_in(built), queries.stops_of(row.mends) if row.mends else ())


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
    number = {day: at for at, day in enumerate(built.days)}
    return {
        (site, number[day]): ANNOUNCED_WORTH
        for key, day in queries.announced_dates()
        if day in number and (site := built.number_of(key)) is not None
    }


def _keep(work: Work, *, outcome: Outcome, at: datetime) -> None:
    row, built, found = work.row, work.built, outcome.found
    announced = [(key, day) for key, day in queries.announced_dates() if row.first <= day <= row.last]
    row.moved, row.announced = moved(announced, dates_of(built, visits=found.visits)), len(announced)
    if outcome.bound:
        row.prices = prices_of(built, bound=outcome.bound)
        row.dead_kits = dead_kits(built, bound=outcome.bound, office=row.area_code)
    row.stopped = Plan.objects.values_list("stopped", flat=True).get(pk=row.pk)
    row.state, row.ready_at = State.READY, at
    row.save()
    keep_counts(built.standing.counts, on=built.standing.on)
    PlanStop.objects.bulk_create(_stops(row, built=built, found=found))
    queries.link_announced(row)


def _say(work: Work, *, outcome: Outcome) -> None:
    """What the plan is worth and which rules it breaks, and what the plan was worth that it mends."""
    row, found = work.row, outcome.found
    told = evaluate(work.built.problem, found.visits)
    proven = outcome.bound.broken if outcome.bound else ()
    row.broken = [_named(work.built, rule=rule) for rule in (*told.broken, *proven)]
    row.value, row.people, row.upper_bound = found.value, found.people, found.upper_bound
    row.left_out = outcome.left_out
    row.shares = [[code, one.people, one.not_recorded] for code, one in sorted(told.by_kecamatan.items())]
    if outcome.had and outcome.unmended:
        row.had, row.had_value = outcome.had.people, outcome.had.value
        row.unmended, row.unmended_value = outcome.unmended.people, outcome.unmended.value
        row.unmended_moved = outcome.unmended_moved


def _say_beside(row: Plan, *, built: Built, found: Found) -> None:
    """What may come of the plan, and what the office's old rule would bring, without its empty trips too."""
    problem = built.problem
    range_ = simulate(problem, found.visits, luck=built.luck)
    row.p10, row.p50, row.p90 = range_.p10, range_.p50, range_.p90
    by_hand = evaluate(problem, worth_a_trip(problem, biggest_backlog_first(problem), kept={}))
    row.by_hand, row.by_hand_value = by_hand.people, by_hand.value
    row.to_record = round(sum(site.not_recorded for site in problem.sites))
    row.estimated = built.estimated


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
                **by_boat(built, away=reason.expedition),
            )
        )
    return made
