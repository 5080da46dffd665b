"""A problem for the planner out of what the office knows today, with what it learnt and decided."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rekam.devices.kits.queries import breaking_kits, days_without_kit, pace_of
from rekam.kernel.errors import RuleBroken
from rekam.outreach.planning.problem import Lock, Problem
from rekam.outreach.planning.problem import Team as Crew
from rekam.outreach.planning.scenarios import Luck
from rekam.outreach.planning.turnout import Turnout
from rekam.outreach.plans.queries import away_across
from rekam.outreach.results.learning import learnt
from rekam.outreach.sites.calendar import work_days
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.people import Standing
from rekam.outreach.sites.problem import Prepared, problem_for
from rekam.outreach.sites.rules import Group
from rekam.outreach.sites.teams.models import Team


@dataclass(frozen=True)
class Asked:
    """What a plan is asked for.

    office   area code
    start    its first day; last its last
    pins     (site, day, allowed) that the planner has decided; days outside the plan say nothing
    floor    share (0 to 1) of every kecamatan to reach; None = no floor
    lending  minutes lost when a team works for another office; None = each for its own
    """

    office: str
    start: date
    last: date
    pins: Sequence[tuple[str, date, bool]] = ()
    floor: float | None = None
    lending: int | None = None


@dataclass(frozen=True)
class Built:
    """A problem, and what its numbers stand for: sites and teams are numbered in their order.

    luck       what may go otherwise: the turn-out of each site as visits taught it, and kits that break as
               those of this office did
    no_kit     by name of a team, the days on which none of its kits works
    estimated  share (0 to 1) of the ways that are an estimate
    """

    problem: Problem
    days: Sequence[date]
    sites: Sequence[Site]
    teams: Sequence[Team]
    standing: Standing
    luck: Luck
    no_kit: Mapping[str, Collection[date]]
    estimated: float

    def number_of(self, site: str) -> int | None:
        """The number of a site by its id; None where it is not in the problem."""
        return next((at for at, row in enumerate(self.sites) if str(row.uuid) == site), None)


def build(asked: Asked, *, today: date) -> Built:
    """The problem of an office from one day to another, every person standing at one site.

    Raises RuleBroken("no_teams" | "plan_without_people" | "site_position_missing" | "closed_too_long").
    """
    days = _days(asked)
    no_kit = days_without_kit(office=asked.office, days=days, today=today)
    prepared = problem_for(
        office=asked.office,
        start=asked.start,
        days=len(days),
        without_kit=no_kit,
        floor=asked.floor,
        lending_minutes=asked.lending,
    )
    if not prepared.sites:
        raise RuleBroken("plan_without_people")
    turnout = learnt(prepared.sites)
    sites = [
        replace(site, turnout=one.share) for site, one in zip(prepared.problem.sites, turnout, strict=True)
    ]
    pace = pace_of(office=asked.office, days=days, today=today)
    each = pace.minutes_each(otherwise=1 / prepared.problem.people_per_minute)
    locks = (*prepared.problem.locks, *_decided(prepared, pins=asked.pins))
    crews = _at_home(prepared, until=away_across(asked.start, office=asked.office))
    return Built(
        problem=replace(
            prepared.problem, sites=tuple(sites), teams=crews, locks=locks, people_per_minute=1 / each
        ),
        days=prepared.days,
        sites=prepared.sites,
        teams=prepared.teams,
        standing=prepared.standing,
        luck=_luck(turnout, days=prepared.days, today=today),
        no_kit=no_kit,
        estimated=prepared.estimated,
    )


def _days(asked: Asked) -> Sequence[date]:
    """The days of work from the first to the last; at least one."""
    count = (asked.last - asked.start).days + 1
    days = work_days(office=asked.office, start=asked.start, count=count)
    return [day for day in days if day <= asked.last] or days[:1]


def _luck(turnout: Sequence[Turnout], *, days: Sequence[date], today: date) -> Luck:
    """By days of the plan, which are fewer than those of the calendar in which kits break and are mended."""
    kits = breaking_kits(today=today)
    calendar = ((days[-1] - days[0]).days + 1) / len(days)
    return Luck(
        turnout=dict(enumerate(turnout)),
        fault_share=min(1.0, calendar / kits.mean_days),
        repair_days=max(1.0, kits.repair_days / calendar),
    )


def _decided(prepared: Prepared, *, pins: Sequence[tuple[str, date, bool]]) -> Iterable[Lock]:
    """What the planner decided; a day on which the site is closed stays closed."""
    site_of = {str(site.uuid): number for number, site in enumerate(prepared.sites)}
    day_of = {day: number for number, day in enumerate(prepared.days)}
    closed = {(lock.site, lock.day) for lock in prepared.problem.locks}
    for site, day, allowed in pins:
        at = site_of.get(site), day_of.get(day)
        if at[0] is None or at[1] is None or at in closed:
            continue
        weekday = prepared.problem.weekdays[at[1]]
        if not allowed or weekday in prepared.problem.sites[at[0]].open_weekdays:
            yield Lock(at[0], at[1], allowed=allowed)


def _at_home(prepared: Prepared, *, until: Mapping[int, date]) -> tuple[Crew, ...]:
    """The teams; who is on an island when the plan begins is absent until its boat comes home."""
    crews = []
    for crew, team in zip(prepared.problem.teams, prepared.teams, strict=True):
        home = until.get(team.pk)
        away = {number for number, day in enumerate(prepared.days) if home and day <= home}
        crews.append(replace(crew, absent_days=crew.absent_days | away))
    return tuple(crews)


def first_time_of(standing: Standing, site: Site) -> int:
    """How many of those who stand at a site are about to be 17 or have just become it."""
    return standing.groups(str(site.uuid)).get(Group.FIRST_TIME, 0)
