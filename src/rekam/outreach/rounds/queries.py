"""Reads of home-visit days."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach.plans.models import PlanStop
from rekam.outreach.plans.queries import stops_within
from rekam.outreach.rounds.models import HomeDay, HomeStop, Route
from rekam.outreach.rounds.rules import GONE, Word
from rekam.outreach.sites.homes.models import HomeVisit
from rekam.outreach.sites.homes.queries import queue, recorded_since
from rekam.outreach.sites.homes.rules import State as Request
from rekam.outreach.sites.rules import Kind


def get_day(home_day: UUID, *, lock: bool = False) -> HomeDay:
    """The day of the scope with that id. Raises RuleBroken("not_found")."""
    rows = HomeDay.objects.select_for_update() if lock else HomeDay.objects.all()
    found = rows.filter(uuid=home_day).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def get_home(home: UUID) -> HomeStop:
    """The home of a day of the scope. Raises RuleBroken("not_found")."""
    found = HomeStop.objects.filter(uuid=home).select_related("home_day", "route", "request").first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def rounds(*, since: date) -> Sequence[HomeDay]:
    """The days of the scope from that day on, by day, each with `visited`: homes on its routes."""
    on_route = Count("homes", Q(homes__route__isnull=False))
    return list(HomeDay.objects.filter(on__gte=since).annotate(visited=on_route).order_by("on", "pk"))


def open_rounds(*, before: date) -> Sequence[HomeDay]:
    """Announced days before that one with homes of which nobody has told what came of them."""
    left = Count("homes", Q(homes__route__isnull=False, homes__outcome=""))
    rows = HomeDay.objects.filter(on__lt=before, announced_at__isnull=False).annotate(visited=left)
    return list(rows.filter(visited__gt=0).order_by("on", "pk"))


def routes_of(home_day: HomeDay) -> Sequence[Route]:
    """The teams' parts of a day, by name of the team."""
    rows = Route.objects.filter(home_day=home_day).select_related("home_day", "team", "team__office", "visit")
    return list(rows.order_by("team__name", "pk"))


def homes_of(home_day: HomeDay) -> Sequence[HomeStop]:
    """The homes on the routes of a day, by team and order."""
    rows = HomeStop.objects.filter(home_day=home_day, route__isnull=False)
    return list(rows.select_related("request", "route", "route__team").order_by("route__team__name", "order"))


def left_of(home_day: HomeDay) -> "QuerySet[HomeStop]":
    """The homes that are left for another day, whoever waits longest first."""
    rows = HomeStop.objects.filter(home_day=home_day, route=None).select_related("request")
    return rows.order_by("request__asked_on", "pk")


def words_of(home_day: HomeDay) -> dict[int, Word]:
    """By key of the request, what the planner has said of it on that day."""
    rows = HomeStop.objects.filter(home_day=home_day).exclude(word=Word.NONE)
    return {request: Word(word) for request, word in rows.values_list("request_id", "word")}


def waiting_within(area_code: str) -> Sequence[HomeVisit]:
    """The requests of an area that wait for a day, whoever asked first; without those recorded meanwhile."""
    inside = Q(area_code=area_code) | Q(area_code__startswith=f"{area_code}.")
    rows = list(queue().filter(inside, state=Request.WAITING))
    done = recorded_since(rows)
    return [row for row in rows if row.resident not in done]


def gone() -> Sequence[HomeStop]:
    """Who was found to have died or moved, and the register has not heard of it, the oldest first."""
    rows = HomeStop.objects.filter(outcome__in=GONE, followed_at=None).select_related("request")
    return list(rows.order_by("told_at", "pk"))


def planned_stops(*, on: date) -> Sequence[PlanStop]:
    """The stops of that day of the plan that holds, in the scope."""
    return [stop for stop in stops_within(current_scope(), week=on) if stop.day == on]


def cluster_stop(route: Route, *, on: date) -> PlanStop | None:
    """The stop at a cluster of home visits that the plan gives a team on a day; the first of several."""
    stops = (stop for stop in planned_stops(on=on) if stop.site.kind == Kind.HOMES)
    return next((stop for stop in stops if stop.team_id == route.team_id), None)
