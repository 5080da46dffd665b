"""Asking for plans, deciding dates, announcing a week; to change a plan, see `changing`."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from math import ceil
from uuid import UUID

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from rekam.audit.services import record
from rekam.enrolment.worklist import MAX_PEOPLE
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.models import Visit
from rekam.outreach.plans import queries
from rekam.outreach.plans.models import Pin, Plan, PlanStop
from rekam.outreach.plans.rules import (
    AT_WORK,
    DAYS_A_WEEK,
    LOST_AFTER,
    MEND_SECONDS,
    PROOF_SECONDS,
    SECONDS,
    WEEKS,
    State,
    check_asked,
    monday_of,
    next_week,
)
from rekam.outreach.services import call_up
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.people import Standing, stand
from rekam.outreach.sites.queries import get_site
from rekam.outreach.sites.services import make_villages


@transaction.atomic
def propose(
    *,
    actor: str,
    at: datetime,
    first: date | None = None,
    weeks: int = WEEKS,
    seconds: int = SECONDS,
    floor: int | None = None,
    lending: bool = False,
) -> Plan:
    """Ask a worker for a plan of the office; the kelurahan become sites by themselves.

    first    a day after today; None = next Monday
    floor    percent of every kecamatan to reach
    lending  whether teams may work for other offices
    Raises RuleBroken("plan_in_the_past" | "plan_weeks_wrong" | "plan_seconds_wrong" | "plan_floor_wrong" |
    "plan_at_work" | "plan_of_whole_office").
    """
    today = office_day(at)
    start = first or next_week(today)
    check_asked(first=start, today=today, weeks=weeks, seconds=seconds, floor=floor)
    last = start + timedelta(weeks=weeks) - timedelta(days=1)
    return _ask(
        Plan(first=start, last=last, seconds=seconds, floor=floor, lending=lending), actor=actor, at=at
    )


@transaction.atomic
def mend(*, plan: UUID, why: str, actor: str, at: datetime) -> Plan:
    """Ask for the days that are left of a plan, kept to what it was but for what changed since.

    why  what changed: a kit broke, a kind of place was closed, somebody is away, a stop was moved
    Raises RuleBroken("not_found" | "plan_outdated" | "plan_over" | "plan_at_work" | "plan_of_whole_office").
    """
    old = queries.get_plan(plan)
    if queries.find_newest(old.area_code) != old:
        raise RuleBroken("plan_outdated")
    first = max(old.first, office_day(at) + timedelta(days=1))
    if first > old.last:
        raise RuleBroken("plan_over")
    asked = Plan(
        first=first,
        last=old.last,
        seconds=ceil(MEND_SECONDS + PROOF_SECONDS),
        floor=old.floor,
        lending=old.lending,
        mends=old,
        why=why[:200],
    )
    return _ask(asked, actor=actor, at=at)


def _ask(plan: Plan, *, actor: str, at: datetime) -> Plan:
    office = queries.office_of(current_scope())
    if office is None:
        raise RuleBroken("plan_of_whole_office")
    _give_up_lost(office, at=at)
    make_villages(office=office, actor=actor, at=at)
    plan.area_code, plan.number = office, queries.last_number(office) + 1
    plan.proposed_by, plan.proposed_at = actor, at
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError as error:
        raise RuleBroken("plan_at_work") from error
    record("outreach.plan.asked", actor=actor, at=at, case=str(plan.uuid), number=plan.number)
    app.configure_task("outreach.plan", queue="outreach").defer(plan=str(plan.uuid))
    return plan


def _give_up_lost(office: str, *, at: datetime) -> None:
    """A worker that was switched off must not keep the office from planning."""
    lost = Plan.objects.filter(area_code=office, state__in=AT_WORK, proposed_at__lt=at - LOST_AFTER)
    lost.update(state=State.FAILED, code="plan_interrupted")


def give_up(plan: UUID) -> None:
    """A plan that a worker could not make, for a reason that is not the office's."""
    Plan.objects.filter(uuid=plan, state__in=AT_WORK).update(state=State.FAILED, code="plan_interrupted")


@transaction.atomic
def stop_search(*, plan: UUID, actor: str, at: datetime) -> Plan:
    """Let a search end within a second or two, with the best plan so far; over already, it changes nothing.

    Raises RuleBroken("not_found").
    """
    row = queries.get_plan(plan)
    if Plan.objects.filter(pk=row.pk, state__in=AT_WORK, stopped=False).update(stopped=True):
        record("outreach.plan.stopped", actor=actor, at=at, case=str(row.uuid), number=row.number)
    return row


@transaction.atomic
def pin(*, site: UUID, day: date, allowed: bool, actor: str, at: datetime) -> Pin:
    """Decide that a site is visited on a day, or is not; the next plan keeps to it.

    An earlier word on the same day is lifted. Raises RuleBroken("not_found" | "pin_in_the_past").
    """
    place = get_site(site)
    if day <= office_day(at):
        raise RuleBroken("pin_in_the_past")
    made = _decide(place, day=day, allowed=allowed, actor=actor, at=at)
    record("outreach.date.pinned", actor=actor, at=at, case=str(place.uuid), day=day.isoformat())
    return made


@transaction.atomic
def lift(*, pin: UUID, actor: str, at: datetime) -> Pin:
    """Take a decided date back. Raises RuleBroken("not_found")."""
    row = Pin.objects.select_for_update().filter(uuid=pin, lifted_at=None).select_related("site").first()
    if row is None:
        raise RuleBroken("not_found")
    _lift([row], actor=actor, at=at)
    record("outreach.date.lifted", actor=actor, at=at, case=str(row.site.uuid), day=row.day.isoformat())
    return row


@transaction.atomic
def announce(*, plan: UUID, week: date, actor: str, at: datetime) -> Sequence[Visit]:
    """Approve a week of a plan: each stop becomes a visit with its list of people, and its date is announced.

    week  any day of it
    Raises RuleBroken("not_found" | "plan_not_ready" | "plan_outdated" | "week_empty" | "week_announced" |
    "pin_in_the_past").
    """
    row = queries.get_plan(plan)
    if row.state != State.READY:
        raise RuleBroken("plan_not_ready")
    if queries.find_newest(row.area_code) != row:
        raise RuleBroken("plan_outdated")
    monday = monday_of(week)
    if monday + timedelta(days=DAYS_A_WEEK - 1) <= office_day(at):
        raise RuleBroken("pin_in_the_past")
    stops = list(queries.stops_of(row, week=monday))
    if not stops:
        raise RuleBroken("week_empty")
    open_ = [stop for stop in stops if stop.visit_id is None and stop.day > office_day(at)]
    if not open_:
        raise RuleBroken("week_announced")
    standing = stand(on=monday)
    return [_visit(stop, standing=standing, actor=actor, at=at) for stop in open_]


def _visit(stop: PlanStop, *, standing: Standing, actor: str, at: datetime) -> Visit:
    people = standing.at.get(str(stop.site.uuid), ())
    known = standing.known(str(stop.site.uuid))
    stop.visit = call_up(stop.site, on=stop.day, people=people[:MAX_PEOPLE], known=known, actor=actor, at=at)
    stop.save(update_fields=["visit"])
    _decide(stop.site, day=stop.day, allowed=True, announced=True, actor=actor, at=at)
    return stop.visit


def _decide(
    site: Site, *, day: date, allowed: bool, actor: str, at: datetime, announced: bool = False
) -> Pin:
    """The one word that holds on a site's day; what was said before is lifted."""
    _lift(Pin.objects.filter(site=site, day=day, lifted_at=None), actor=actor, at=at)
    return Pin.objects.create(
        site=site,
        area_code=site.area_code,
        day=day,
        allowed=allowed,
        announced=announced,
        actor=actor,
        at=at,
    )


def _lift(pins: Iterable[Pin], *, actor: str, at: datetime) -> None:
    for row in pins:
        row.lifted_by, row.lifted_at = actor, at
        row.save(update_fields=["lifted_by", "lifted_at"])
