"""Reads of plans."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Prefetch, QuerySet, Sum

from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level
from rekam.outreach.plans.models import Pin, Plan, PlanStop
from rekam.outreach.plans.rules import AT_WORK, State, week_of
from rekam.outreach.queries import held
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.teams.models import Team


def get_plan(plan: UUID) -> Plan:
    """The plan of the scope with that id. Raises RuleBroken("not_found")."""
    found = Plan.objects.filter(uuid=plan).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def office_of(within: Scope) -> str | None:
    """The office whose plans somebody of a scope makes and sees whole; None for a part of an office.

    It is the installation's, or the kabupaten/kota of theirs where the installation is a province's.
    """
    own = str(settings.REKAM_OFFICE_AREA)
    if within.contains(own):
        return own
    inside = sorted(area for area in within.areas if Scope.of(own).contains(area))
    cities = [area for area in inside if AreaCode.parse(area).level == Level.KABUPATEN_KOTA]
    return cities[0] if len(inside) == len(cities) == 1 else None


def find_newest(office: str) -> Plan | None:
    """The plan that holds at an office: the newest one that is ready."""
    return Plan.objects.filter(area_code=office, state=State.READY).order_by("-number").first()


def get_newest(within: Scope) -> Plan:
    """The plan that holds at the office of a scope.

    Raises RuleBroken("plan_of_whole_office" | "plan_not_ready").
    """
    office = office_of(within)
    if office is None:
        raise RuleBroken("plan_of_whole_office")
    found = find_newest(office)
    if found is None:
        raise RuleBroken("plan_not_ready")
    return found


def find_at_work(office: str) -> Plan | None:
    """The plan of an office that a worker has or will have in hand."""
    return Plan.objects.filter(area_code=office, state__in=AT_WORK).order_by("-number").first()


def find_failed(office: str) -> Plan | None:
    """The newest plan of an office, where it could not be made."""
    last = Plan.objects.filter(area_code=office).order_by("-number").first()
    return last if last is not None and last.state == State.FAILED else None


def find_before(plan: Plan) -> Plan | None:
    """The ready plan that came before one."""
    before = Plan.objects.filter(area_code=plan.area_code, state=State.READY, number__lt=plan.number)
    return before.order_by("-number").first()


def last_number(office: str) -> int:
    """The number of an office's last plan; 0 before the first."""
    return int(Plan.objects.filter(area_code=office).aggregate(last=Max("number"))["last"] or 0)


def get_stop(stop: UUID) -> PlanStop:
    """A stop of the scope. Raises RuleBroken("not_found")."""
    found = _with_names(PlanStop.objects.filter(uuid=stop)).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def get_stops(plan: Plan, *, stops: Collection[UUID]) -> Sequence[PlanStop]:
    """These stops of a plan, by day. Raises RuleBroken("not_found") where one of them is not of it."""
    found = list(_with_names(PlanStop.objects.filter(plan=plan, uuid__in=stops)).order_by("day", "pk"))
    if len(found) < len(stops):
        raise RuleBroken("not_found")
    return found


def stops_of(plan: Plan, *, week: date | None = None) -> Sequence[PlanStop]:
    """A plan's stops by day, team and order; of one week only, where a day of it is given."""
    rows = PlanStop.objects.filter(plan=plan)
    if week is not None:
        days = week_of(week)
        rows = rows.filter(day__range=(days[0], days[-1]))
    return list(_with_names(rows).order_by("day", "team__name", "order"))


def stops_within(within: Scope, *, week: date) -> Sequence[PlanStop]:
    """The stops of the plan that holds in a part of the office and a week: the plan is the whole office's,
    so that a kecamatan is told its own stops and no more.
    """
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        offices = {one for area in within.areas for one in (_kabupaten_of(area), settings.REKAM_OFFICE_AREA)}
        plans = [plan for office in sorted(offices, reverse=True) if (plan := find_newest(office))]
        stops = stops_of(plans[0], week=week) if plans else ()
        return [stop for stop in stops if within.contains(stop.area_code)]


def link_announced(plan: Plan) -> None:
    """Let stops of a new plan be the visits that were announced before it: nobody is called twice."""
    days = (plan.first, plan.last)
    told = held().filter(site__isnull=False, on__range=days).values_list("site", "on", "pk")
    for site, day, visit in told:
        PlanStop.objects.filter(plan=plan, site=site, day=day).update(visit=visit)


def _kabupaten_of(area: str) -> str:
    code = AreaCode.parse(area)
    return code.at(Level.KABUPATEN_KOTA).text if code.level > Level.KABUPATEN_KOTA else code.text


def pins() -> Sequence[Pin]:
    """The dates that are decided, by day."""
    return list(Pin.objects.filter(lifted_at=None).select_related("site").order_by("day", "pk"))


def announced_dates() -> Sequence[tuple[str, date]]:
    """The dates that people were told, as (site's id, day)."""
    return [(str(pin.site.uuid), pin.day) for pin in pins() if pin.announced]


def newest_of_offices() -> Sequence[Plan]:
    """The plan that holds at each office of the scope, by the office's area."""
    rows = Plan.objects.filter(state=State.READY).order_by("area_code", "-number")
    return list(rows.distinct("area_code"))


def places_of(keys: Collection[str]) -> Mapping[str, Site]:
    """By id the places of the scope where teams begin."""
    return {str(site.uuid): site for site in Site.objects.filter(uuid__in=keys)}


@dataclass(frozen=True)
class Row:
    """A team's week: the stops of each of its days."""

    team: Team
    week: Sequence[date]
    days: Sequence[Sequence[PlanStop]]

    @property
    def people(self) -> float:
        return sum(stop.people for day in self.days for stop in day)


def table_of(plan: Plan, *, week: date, teams: Sequence[Team]) -> Sequence[Row]:
    """A row for each team, whether it goes out that week or not, and for those that have stops still."""
    stops, days = stops_of(plan, week=week), week_of(week)
    known = {team.pk: team for team in teams} | {stop.team_id: stop.team for stop in stops}
    by_place: dict[tuple[int, date], list[PlanStop]] = {}
    for stop in stops:
        by_place.setdefault((stop.team_id, stop.day), []).append(stop)
    return [
        Row(team, days, [by_place.get((team.pk, day), []) for day in days])
        for team in sorted(known.values(), key=lambda team: team.name)
    ]


def weeks_of(plan: Plan) -> Mapping[date, float]:
    """By Monday, the people expected in each week that has stops."""
    found: dict[date, float] = {}
    for day, people in PlanStop.objects.filter(plan=plan).values_list("day").annotate(people=Sum("people")):
        monday = week_of(day)[0]
        found[monday] = found.get(monday, 0.0) + people
    return dict(sorted(found.items()))


def _with_names(rows: "QuerySet[PlanStop]") -> "QuerySet[PlanStop]":
    pinned = Prefetch("site__pins", Pin.objects.filter(lifted_at=None))
    return rows.select_related("site", "team", "team__office", "next_site", "plan", "visit").prefetch_related(
        pinned
    )
