"""A plan changed by the planner: stops moved or called off, kinds of places closed; a new plan follows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.plans import queries
from rekam.outreach.plans.models import Plan, PlanStop
from rekam.outreach.plans.rules import check_new_day
from rekam.outreach.plans.services import mend, pin
from rekam.outreach.services import call_off as call_off_visit
from rekam.outreach.sites.closures import Shut, Why
from rekam.outreach.sites.queries import shut
from rekam.outreach.sites.rules import Kind
from rekam.outreach.sites.services import close_places
from rekam.outreach.sites.words import KINDS, WHYS


@transaction.atomic
def move(*, stop: UUID, to: date, actor: str, at: datetime) -> Plan:
    """Decide that a stop takes place on another day, and ask for the plan that follows from it.

    Raises RuleBroken as `rearrange` does.
    """
    row = queries.get_stop(stop)
    return rearrange(plan=row.plan.uuid, changes={stop: to}, actor=actor, at=at)


@transaction.atomic
def call_off(*, stop: UUID, actor: str, at: datetime) -> Plan:
    """Decide that a site is not visited on a stop's day, and ask for the plan that follows from it.

    Raises RuleBroken as `rearrange` does.
    """
    row = queries.get_stop(stop)
    return rearrange(plan=row.plan.uuid, changes={stop: None}, actor=actor, at=at)


@transaction.atomic
def rearrange(*, plan: UUID, changes: Mapping[UUID, date | None], actor: str, at: datetime) -> Plan:
    """Move stops of a plan to other days or call them off, and ask for the one plan that follows from it.

    changes  by stop its new day; None = the site is not visited on the stop's day
    Raises RuleBroken("not_found" | "plan_outdated" | "move_nothing" | "move_same_day" | "move_outside" |
    "move_closed" | "pin_in_the_past" | "plan_at_work" | "plan_of_whole_office").
    """
    row = queries.get_plan(plan)
    if queries.find_newest(row.area_code) != row:
        raise RuleBroken("plan_outdated")
    if not changes:
        raise RuleBroken("move_nothing")
    stops = [(stop, changes[stop.uuid]) for stop in queries.get_stops(row, stops=changes)]
    closed = shut(since=row.first)
    for stop, to in stops:
        if to is not None:
            check_move(stop, to=to, closed=closed, today=office_day(at))
    for stop, to in stops:
        if stop.visit is not None and stop.visit.called_off_at is None:
            call_off_visit(visit=stop.visit.uuid, why=_why_off(to), actor=actor, at=at)
        pin(site=stop.site.uuid, day=stop.day, allowed=False, actor=actor, at=at)
    for stop, to in stops:
        if to is not None:
            pin(site=stop.site.uuid, day=to, allowed=True, actor=actor, at=at)
    told = "; ".join(f"{stop.site.name}: {_change(stop.day, to)}" for stop, to in stops)
    return mend(plan=plan, why=told, actor=actor, at=at)


def check_move(stop: PlanStop, *, to: date, closed: Sequence[Shut], today: date) -> None:
    """Whether a stop may go to a day: one of its plan, on which its place is open.

    closed  the office's closures
    Raises RuleBroken("move_same_day" | "move_outside" | "move_closed" | "pin_in_the_past").
    """
    if to == stop.day:
        raise RuleBroken("move_same_day")
    if stop.day <= today:
        raise RuleBroken("pin_in_the_past")
    check_new_day(to=to, first=stop.plan.first, last=stop.plan.last, today=today)
    site = stop.site
    if to.weekday() not in site.weekdays or any(
        one.holds(area_code=site.area_code, kind=site.kind, on=to) for one in closed
    ):
        raise RuleBroken("move_closed")


def _why_off(to: date | None) -> str:
    """As its place is told, in the office's language."""
    return "rencana diubah" if to is None else f"dipindah, mungkin ke {to:%d.%m.%Y}"


def _change(day: date, to: date | None) -> str:
    return f"− {day:%d.%m}" if to is None else f"{day:%d.%m} → {to:%d.%m}"


@transaction.atomic
def close_kind(
    *,
    plan: UUID,
    kind: str,
    area_code: str,
    first: date,
    last: date,
    why: Why,
    source: str,
    actor: str,
    at: datetime,
) -> Plan:
    """Close a kind of place for some days and ask for the plan that follows from it, to see what it costs.

    Raises RuleBroken("not_found" | "period_malformed" | "closure_source_missing" | "plan_at_work" |
    "plan_of_whole_office").
    """
    close_places(
        area_code=area_code, kind=kind, first=first, last=last, why=why, source=source, actor=actor, at=at
    )
    told = f"{KINDS[Kind(kind)] if kind else WHYS[why]}: × {first:%d.%m}–{last:%d.%m}"
    return mend(plan=plan, why=told, actor=actor, at=at)
