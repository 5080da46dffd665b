"""A problem for the planner out of what the office knows today."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from rekam.devices.kits.availability import DayState
from rekam.devices.kits.availability import calendar as kit_calendar
from rekam.devices.kits.queries import kits
from rekam.devices.kits.standing import standings
from rekam.kernel.errors import RuleBroken
from rekam.outreach.planning import problem as planning
from rekam.outreach.planning.problem import Problem
from rekam.outreach.results.learning import learnt
from rekam.outreach.sites.calendar import Calendar, calendar, with_boats, work_days
from rekam.outreach.sites.closures import Shut
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.people import Standing, sites_on, stand
from rekam.outreach.sites.queries import figures_on
from rekam.outreach.sites.reckoning import PlanFigures
from rekam.outreach.sites.rules import NOBODYS, Group, Kind
from rekam.outreach.sites.teams.models import Team
from rekam.outreach.sites.teams.queries import absent_days, teams
from rekam.outreach.sites.travel.queries import Ways, ways


@dataclass(frozen=True)
class Asked:
    """What a plan is asked for.

    office   area code
    start    its first day; last its last
    pins     (site, day, allowed) that the planner has decided; days outside the plan say nothing
    floor    share (0 to 1) of every kecamatan to reach; None = no floor
    lending  minutes lost when a team works for another office; None = each for its own
    shut     closures to suppose beside those that stand
    """

    office: str
    start: date
    last: date
    pins: Sequence[tuple[str, date, bool]] = ()
    floor: float | None = None
    lending: int | None = None
    shut: Sequence[Shut] = ()


@dataclass(frozen=True)
class Built:
    """A problem, and what its numbers stand for: sites and teams are numbered in their order."""

    problem: Problem
    days: Sequence[date]
    sites: Sequence[Site]
    teams: Sequence[Team]
    offices: Sequence[Site]
    standing: Standing
    estimated: float

    def number_of(self, site: str) -> int | None:
        """The number of a site by its id; None where it is not in the problem."""
        return next((at for at, row in enumerate(self.sites) if str(row.uuid) == site), None)


def build(asked: Asked, *, today: date) -> Built:
    """The problem of an office from a day on, every person standing at one site.

    Raises RuleBroken("plan_without_team" | "plan_without_people" | "site_position_missing" |
    "closed_too_long").
    """
    days = _days(asked)
    crews = list(teams(on=asked.start))
    if not crews:
        raise RuleBroken("plan_without_team")
    figures = figures_on(office=asked.office, on=asked.start)
    known = sites_on(asked.start)
    open_ = calendar(known, days=days, extra=asked.shut)
    standing = stand(on=asked.start, closed=open_.closed)
    visited = [site for key, site in known.items() if standing.counts.get(key) and site.kind not in NOBODYS]
    if not visited:
        raise RuleBroken("plan_without_people")
    offices = list({team.office_id: team.office for team in crews}.values())
    net = ways([*offices, *visited], on=asked.start, figures=figures)
    earliest, latest = min(team.leaves for team in crews), max(team.back for team in crews)
    open_ = with_boats(open_, sites=known, ways=net, leaves=earliest, back=latest)
    problem = Problem(
        days=len(days),
        weekdays=tuple(day.weekday() for day in days),
        shift_minutes=min(_minutes(team) for team in crews),
        setup_minutes=round(figures.setup_minutes),
        people_per_minute=1 / figures.minutes_each,
        max_session_minutes=round(figures.longest_minutes),
        max_turnout=figures.most_turnout,
        market_factor=figures.market_factor,
        offices=tuple(planning.Office(at) for at in range(len(offices))),
        teams=tuple(_teams(crews, offices=offices, days=days, office=asked.office, today=today)),
        sites=tuple(_sites(visited, offices=offices, net=net, standing=standing, figures=figures)),
        travel_minutes=_travel(net, calendar_=open_, offices=len(offices)),
        floor=asked.floor,
        locks=tuple(_locks(visited, days=days, open_=open_, pins=asked.pins)),
        lending=None if asked.lending is None else planning.Lending(asked.lending),
    )
    return Built(problem, days, visited, crews, offices, standing, net.estimated)


def _days(asked: Asked) -> Sequence[date]:
    """The days of work from the first to the last; at least one."""
    count = (asked.last - asked.start).days + 1
    days = work_days(office=asked.office, start=asked.start, count=count)
    return [day for day in days if day <= asked.last] or days[:1]


def _minutes(team: Team) -> int:
    return (team.back.hour - team.leaves.hour) * 60 + team.back.minute - team.leaves.minute


def _teams(
    crews: Sequence[Team], *, offices: Sequence[Site], days: Sequence[date], office: str, today: date
) -> Iterable[planning.Team]:
    row = {site.pk: at for at, site in enumerate(offices)}
    without = _days_without_kit(crews, days=days, office=office, today=today)
    for at, team in enumerate(crews):
        away = absent_days(team, days=days) | without.get(team.name, frozenset())
        yield planning.Team(at, row[team.office_id], away)


def _days_without_kit(
    crews: Sequence[Team], *, days: Sequence[date], office: str, today: date
) -> Mapping[str, frozenset[int]]:
    """By team, the days on which none of its kits works; a team to which no kit is written down has one."""
    now = [one.now for one in standings(kits(within=office), today=today)]
    states = kit_calendar(now, days=days)
    found = {}
    for team in crews:
        own = [states[kit.kit] for kit in now if kit.team == team.name]
        if own:
            found[team.name] = frozenset(
                day for day in range(len(days)) if not any(kit[day].state is DayState.READY for kit in own)
            )
    return found


def _sites(
    visited: Sequence[Site], *, offices: Sequence[Site], net: Ways, standing: Standing, figures: PlanFigures
) -> Iterable[planning.Site]:
    nearest = np.argmin(net.minutes[: len(offices), len(offices) :], axis=0)
    markets = _market_days(standing.sites.values())
    for at, (site, known_share) in enumerate(zip(visited, learnt(visited), strict=True)):
        groups = standing.groups(str(site.uuid))
        people = sum(groups.values())
        weight = sum(figures.weight(group) * count for group, count in groups.items()) / people
        yield planning.Site(
            id=at,
            office=int(nearest[at]),
            not_recorded=float(people),
            turnout=known_share.share,
            weight=weight,
            market_weekday=markets.get(site.area_code) if site.kind == Kind.VILLAGE else None,
            open_weekdays=frozenset(site.weekdays) & frozenset(range(planning.WEEKDAYS)),
            kecamatan=kecamatan_of(site),
            island=bool(site.island),
        )


def kecamatan_of(site: Site) -> str:
    """The code of the kecamatan a site stands in."""
    return ".".join(site.area_code.split(".")[:3])


def first_time_of(standing: Standing, site: Site) -> int:
    """How many of those who stand at a site are about to be 17 or have just become it."""
    return standing.groups(str(site.uuid)).get(Group.FIRST_TIME, 0)


def _market_days(sites: Iterable[Site]) -> Mapping[str, int]:
    """By kelurahan, the first weekday of its market; Sunday is nobody's day of work."""
    return {
        site.area_code: min(day for day in site.weekdays if day < planning.WEEKDAYS)
        for site in sites
        if site.kind == Kind.MARKET and any(day < planning.WEEKDAYS for day in site.weekdays)
    }


def _travel(net: Ways, *, calendar_: Calendar, offices: int) -> planning.Minutes:
    """Whole minutes; to and from an island as long as on the day with the worst boats."""
    minutes: planning.Minutes = np.ceil(net.minutes).astype(np.int32)
    for at, site in enumerate(net.sites):
        crossings = calendar_.crossings.get(str(site.uuid))
        if crossings:
            minutes[:offices, at] = max(one.out for one in crossings.values())
            minutes[at, :offices] = max(one.back for one in crossings.values())
    return minutes


def _locks(
    visited: Sequence[Site], *, days: Sequence[date], open_: Calendar, pins: Sequence[tuple[str, date, bool]]
) -> Iterable[planning.Lock]:
    """What the planner decided, and the days on which a site is closed though its weekday is open."""
    number = {day: at for at, day in enumerate(days)}
    decided = {(site, number[day]): allowed for site, day, allowed in pins if day in number}
    for at, site in enumerate(visited):
        key = str(site.uuid)
        for day, when in enumerate(days):
            if day not in open_.open[key]:
                if when.weekday() in site.weekdays:
                    yield planning.Lock(at, day, allowed=False)
            elif (key, day) in decided:
                yield planning.Lock(at, day, allowed=decided[key, day])
