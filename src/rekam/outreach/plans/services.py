"""Asking for plans, deciding dates, announcing a week; to change a plan, see `changing`."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
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
from rekam.outreach.plans.rules import DAYS_A_WEEK, SECONDS, WEEKS, State, check_asked, monday_of, next_week
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
    why: str = "",
) -> Plan:
    """Ask a worker for a plan of the office; the kelurahan become sites by themselves.

    first    a day after today; None = next Monday
    floor    percent of every kecamatan to reach
    lending  whether teams may work for other offices
    why      what was changed since the last plan, for the comparison
    Raises RuleBroken("plan_in_the_past" | "plan_weeks_wrong" | "plan_seconds_wrong" | "plan_floor_wrong" |
    "plan_at_work" | "plan_of_whole_office").
    """
    office, today = str(settings.REKAM_OFFICE_AREA), office_day(at)
    if not current_scope().contains(office):
        raise RuleBroken("plan_of_whole_office")
    start = first or next_week(today)
    check_asked(first=start, today=today, weeks=weeks, seconds=seconds, floor=floor)
    make_villages(office=office, actor=actor, at=at)
    try:
        with transaction.atomic():
            plan = Plan.objects.create(
                area_code=office,
                number=queries.last_number(office) + 1,
                first=start,
                last=start + timedelta(weeks=weeks) - timedelta(days=1),
                seconds=seconds,
                floor=floor,
                lending=lending,
                why=why[:200],
                proposed_by=actor,
                proposed_at=at,
            )
    except IntegrityError as error:
        raise RuleBroken("plan_at_work") from error
    record("outreach.plan.asked", actor=actor, at=at, case=str(plan.uuid), number=plan.number)
    app.configure_task("outreach.plan", queue="outreach").defer(plan=str(plan.uuid))
    return plan


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


def follow(plan: Plan, *, why: str, actor: str, at: datetime) -> Plan:
    """Ask for a plan of the days that are left of another, to be compared with it."""
    first = max(plan.first, office_day(at) + timedelta(days=1))
    weeks = max(1, -(-((plan.last - first).days + 1) // 7))
    return propose(
        actor=actor,
        at=at,
        first=first,
        weeks=weeks,
        seconds=plan.seconds,
        floor=plan.floor,
        lending=plan.lending,
        why=why,
    )


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
    if queries.find_newest() != row:
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
