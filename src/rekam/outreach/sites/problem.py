"""What the planner reads, made from the sites: each person at one of them, ways, teams, kits, closed days."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from django.conf import settings

from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach.planning.problem import Lending, Lock, Minutes, Office, Problem
from rekam.outreach.planning.problem import Site as Place
from rekam.outreach.planning.problem import Team as Crew
from rekam.outreach.sites.calendar import Calendar, calendar, with_boats, work_days
from rekam.outreach.sites.hours import binding_hours, hours_of, saturday_hours_of, usual_hours
from rekam.outreach.sites.islands import Ferry, ferries, islands_of, reached_days
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.people import Standing, stand
from rekam.outreach.sites.queries import figures_on, shut, turnout_of
from rekam.outreach.sites.reckoning import PlanFigures
from rekam.outreach.sites.rules import Kind
from rekam.outreach.sites.teams.models import Team
from rekam.outreach.sites.teams.queries import absent_days, teams
from rekam.outreach.sites.travel.queries import Ways, ways

SATURDAY = 5


@dataclass(frozen=True)
class Prepared:
    """A problem with what its numbers mean: the dates, the sites and the teams in its order.

    standing     who stands where, closed sites left out
    unreachable  people whom no open site of these days has
    estimated    the share (0 to 1) of ways that are an estimate
    """

    problem: Problem
    days: Sequence[date]
    sites: Sequence[Site]
    teams: Sequence[Team]
    standing: Standing
    unreachable: int
    estimated: float


def problem_for(
    *,
    office: str,
    start: date,
    days: int,
    without_kit: Mapping[str, Collection[date]] | None = None,
    floor: float | None = None,
    min_gap_days: int = 0,
    lending_minutes: int | None = None,
) -> Prepared:
    """The problem of an office for the next so many days of work.

    office       area code of the office
    without_kit  names of teams and the days on which they have no kit that works
    floor        share (0 to 1) to reach in every kecamatan; None = none
    lending_minutes  that a day of a team is shorter at another office; None = no lending

    A site that is closed on all of these days gives its people to their next one; on some of them, those
    days are forbidden and its people stay.
    Raises RuleBroken("no_teams" | "site_position_missing" | "closed_too_long").
    """
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        crews = [team for team in teams(on=start) if _inside(team.area_code, office)]
        if not crews:
            raise RuleBroken("no_teams")
        dates = work_days(office=office, start=start, count=days)
        figures, before = figures_on(office=office, on=start), stand(on=start)
        offices = sorted({team.office_id for team in crews})
        found = calendar(before.sites, days=dates, known=shut(since=start))
        road = ways(list(before.sites.values()), on=start, figures=figures)
        boats = ferries(before.sites, days=dates, ways=road, offices=offices)
    frame = _frame(crews, offices=offices, days=dates, figures=figures, without_kit=without_kit or {})
    found = with_boats(found, sites=before.sites, reached=reached_days(frame, ferries=boats))
    standing = before.without(found.closed)
    made = _Making(standing, found, road, figures, crews, offices, boats, office).made(frame)
    lending = None if lending_minutes is None else Lending(lending_minutes)
    wanted = replace(made.problem, floor=floor, min_gap_days=min_gap_days, lending=lending)
    return replace(made, problem=wanted)


def _frame(
    crews: Sequence[Team],
    *,
    offices: Sequence[int],
    days: Sequence[date],
    figures: PlanFigures,
    without_kit: Mapping[str, Collection[date]],
) -> Problem:
    """The problem without its sites: days, offices, teams and figures."""
    begins, ends = usual_hours(crews)
    return Problem(
        days=len(days),
        weekdays=tuple(day.weekday() for day in days),
        shift_start=begins,
        shift_minutes=ends - begins,
        setup_minutes=round(figures.setup_minutes),
        people_per_minute=1 / figures.minutes_each,
        max_session_minutes=round(figures.longest_minutes),
        max_turnout=figures.most_turnout,
        market_factor=figures.market_factor,
        offices=tuple(Office(number) for number in range(len(offices))),
        teams=tuple(
            Crew(
                id=number,
                office=offices.index(team.office_id),
                absent_days=_absent(team, days=days, no_kit=without_kit.get(team.name, ())),
                hours=None if hours_of(team) == (begins, ends) else hours_of(team),
                saturday_hours=saturday_hours_of(team),
            )
            for number, team in enumerate(crews)
        ),
        sites=(),
        travel_minutes=np.zeros((len(offices), len(offices)), np.int32),
        night_cost=figures.night_cost,
        most_nights=round(figures.most_nights),
    )


def _absent(team: Team, *, days: Sequence[date], no_kit: Collection[date]) -> frozenset[int]:
    return absent_days(team, days=days) | {number for number, day in enumerate(days) if day in no_kit}


def _inside(area: str, office: str) -> bool:
    return f"{area}.".startswith(f"{office}.")


@dataclass(frozen=True)
class _Making:
    standing: Standing
    calendar: Calendar
    ways: Ways
    figures: PlanFigures
    crews: Sequence[Team]
    offices: Sequence[int]
    ferries: Mapping[str, Ferry]
    office: str

    def made(self, frame: Problem) -> Prepared:
        at = {site.pk: number for number, site in enumerate(self.ways.sites)}
        chosen = [site for key, site in self.standing.sites.items() if self._is_planned(key, site)]
        order = [*(at[office] for office in self.offices), *(at[site.pk] for site in chosen)]
        travel: Minutes = np.ceil(self.ways.minutes[np.ix_(order, order)]).astype(np.int32)
        nearest = travel[: len(self.offices), len(self.offices) :].argmin(axis=0)
        places = [
            self._place(number, site, office=int(nearest[number])) for number, site in enumerate(chosen)
        ]
        problem = replace(
            frame,
            sites=tuple(places),
            travel_minutes=travel,
            locks=tuple(lock for place in places for lock in self._locks(place, chosen[place.id])),
            islands=islands_of(chosen, ferries=self.ferries),
        )
        return Prepared(
            problem=problem,
            days=self.calendar.days,
            sites=chosen,
            teams=self.crews,
            standing=self.standing,
            unreachable=self._unreachable(chosen),
            estimated=self.ways.estimated,
        )

    def _unreachable(self, chosen: Sequence[Site]) -> int:
        """People of the office's area at none of these sites, nor at a site of another office."""
        planned = {str(site.uuid) for site in chosen}
        sites, at = self.standing.sites, self.standing.split.at
        return sum(
            _inside(person.village, self.office)
            and at.get(key) not in planned
            and (key not in at or _inside(sites[at[key]].area_code, self.office))
            for key, person in self.standing.people.items()
        )

    def _is_planned(self, key: str, site: Site) -> bool:
        """Sites of the office with somebody left, open on a day of the week on which teams go out."""
        return (
            self.standing.counts.get(key, 0) > 0
            and _inside(site.area_code, self.office)
            and bool(self.calendar.open.get(key))
            and min(site.weekdays) <= SATURDAY
        )

    def _place(self, number: int, site: Site, *, office: int) -> Place:
        key = str(site.uuid)
        groups = self.standing.groups(key)
        people = sum(groups.values())
        worth = sum(self.figures.weight(group) * count for group, count in groups.items())
        return Place(
            id=number,
            office=self.ferries[site.island].office if site.island else office,
            not_recorded=float(people),
            turnout=turnout_of(site).share,
            weight=worth / people,
            market_weekday=self._market_day(site),
            open_weekdays=frozenset(day for day in site.weekdays if day <= SATURDAY),
            kecamatan=site.kecamatan,
            island=bool(site.island),
            hours=binding_hours(site, teams=self.crews),
        )

    def _market_day(self, site: Site) -> int | None:
        """The weekday of the kelurahan's weekly market; a market of more days draws nobody specially."""
        if site.kind != Kind.VILLAGE:
            return None
        markets = [
            other.weekdays[0]
            for other in self.standing.sites.values()
            if other.kind == Kind.MARKET and other.area_code == site.area_code and len(other.weekdays) == 1
        ]
        return next((day for day in markets if day <= SATURDAY), None)

    def _locks(self, place: Place, site: Site) -> Sequence[Lock]:
        """Days of the site's own weekdays on which it is closed, or no boat goes."""
        opened = self.calendar.open[str(site.uuid)]
        return [
            Lock(site=place.id, day=number, allowed=False)
            for number, day in enumerate(self.calendar.days)
            if day.weekday() in place.open_weekdays and number not in opened
        ]
