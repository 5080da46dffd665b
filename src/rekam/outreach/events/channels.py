"""Which channel records whom, in a period: people, hours and cost, from recordings, visits and reports."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F

from rekam.enrolment.ways.queries import Way, ways_between
from rekam.kernel.dates import age_on
from rekam.outreach.events.models import Event
from rekam.outreach.events.rules import Channel, Kind, Spent, channel_of
from rekam.outreach.models import PlanStop, Report, Visit
from rekam.outreach.queries import held
from rekam.outreach.sites.people import group_of
from rekam.outreach.sites.queries import figures_on
from rekam.outreach.sites.reckoning import PlanFigures
from rekam.outreach.sites.rules import Group
from rekam.outreach.sites.rules import Kind as SiteKind
from rekam.registry.queries import residents


def by_channel(*, since: date, until: date) -> Mapping[Channel, Spent]:
    """What each channel took and brought from a day to a day, both included, in the order of Channel.

    A visit's cost is the one its report tells, else its hours by the office's cost of a team-day.
    """
    figures = figures_on(office=settings.REKAM_OFFICE_AREA, on=until)
    ways = ways_between(since=since, until=until)
    groups = _groups(ways)
    found: defaultdict[Channel, Spent] = defaultdict(Spent)
    of_visit: defaultdict[UUID, list[Way]] = defaultdict(list)
    for way in ways:
        if way.visit is not None:
            of_visit[way.visit].append(way)
    for visit, (channel, spent) in _visits(since=since, until=until, figures=figures).items():
        found[channel] += spent + _people(of_visit.pop(visit, ()), groups=groups)
    for some in of_visit.values():  # of visits on other days, or that nobody planned here
        found[Channel.VILLAGE] += _people(some, groups=groups)
    if at_counter := [way for way in ways if way.visit is None]:
        found[Channel.OFFICE] += _counter(at_counter, figures=figures) + _people(at_counter, groups=groups)
    return {channel: found[channel] for channel in Channel if channel in found}


def _visits(*, since: date, until: date, figures: PlanFigures) -> Mapping[UUID, tuple[Channel, Spent]]:
    """The visits of the period that took place or were to, without their people."""
    visits = list(held().filter(on__range=(since, until)).select_related("site"))
    events = {event.visit_id: event for event in Event.objects.filter(visit__in=visits)}
    shared, told = _stops_a_day(visits), _told(visits)
    found = {}
    for visit in visits:
        event = events.get(visit.pk)
        hours = event.team_hours if event else figures.day_hours / shared.get(visit.pk, 1)
        usual = _cost(hours / figures.day_hours, of_a_day=figures.team_day_cost)
        channel = channel_of(
            event=Kind(event.kind) if event else None, site=SiteKind(visit.site.kind) if visit.site else None
        )
        found[visit.uuid] = channel, Spent(days=1, hours=hours, cost=told.get(visit.pk, usual))
    return found


def _stops_a_day(visits: Sequence[Visit]) -> Mapping[int, int]:
    """By visit of a plan, among how many visits its team shared that day."""
    rows = PlanStop.objects.filter(visit__in=visits).values_list("visit", "team", "day")
    days = Counter((team, day) for _, team, day in rows)
    return {visit: days[team, day] for visit, team, day in rows if visit}


def _told(visits: Sequence[Visit]) -> Mapping[int, int]:
    """By visit, the cost that its newest report tells."""
    newest = Report.objects.annotate(newest=Count("visit__reports")).filter(number=F("newest"))
    rows = newest.filter(visit__in=visits).values_list("visit", "cost")
    return {visit: cost for visit, cost in rows if cost is not None}


def _counter(some: Sequence[Way], *, figures: PlanFigures) -> Spent:
    """A day of each station that recorded somebody at a counter."""
    days = len({(way.station, way.on) for way in some})
    return Spent(
        days=days, hours=days * figures.day_hours, cost=_cost(days, of_a_day=figures.counter_day_cost)
    )


def _cost(days: float, *, of_a_day: float) -> int | None:
    return round(days * of_a_day) if of_a_day else None


def _people(some: Sequence[Way], *, groups: Mapping[UUID, Group]) -> Spent:
    found = Counter(groups[way.resident] for way in some if way.resident in groups)
    return Spent(people=len(some), groups=found)


def _groups(ways: Sequence[Way]) -> Mapping[UUID, Group]:
    """What those recorded were on their day."""
    on = {way.resident: way.on for way in ways}
    rows = residents(area_code=settings.REKAM_OFFICE_AREA).filter(uuid__in=on)
    known = rows.values_list("uuid", "birth_date", "disability")
    return {who: group_of(age=age_on(born=born, on=on[who]), disabled=bool(ill)) for who, born, ill in known}
