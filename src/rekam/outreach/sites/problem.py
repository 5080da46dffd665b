"""What the planner reads, made from the sites: each person at one of them, ways, teams, kits, closed days."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

import numpy as np
from django.conf import settings

from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.outreach.planning.problem import Lending, Lock, Minutes, Office, Problem
from rekam.outreach.planning.problem import Site as Place
from rekam.outreach.planning.problem import Team as Crew
from rekam.outreach.sites.calendar import Calendar, calendar, with_boats, work_days
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
        hours = max(team.leaves for team in crews), min(team.back for team in crews)
        found = calendar(before.sites, days=dates, known=shut(since=start))
        road = ways(list(before.sites.values()), on=start, figures=figures)
        found = with_boats(found, sites=before.sites, ways=road, leaves=hours[0], back=hours[1])
    standing = before.without(found.closed)
    made = _Making(standing, found, road, figures, crews, hours, office).made(without_kit=without_kit or {})
    lending = None if lending_minutes is None else Lending(lending_minutes)
    wanted = replace(made.problem, floor=floor, min_gap_days=min_gap_days, lending=lending)
    return replace(made, problem=wanted)


def _inside(area: str, office: str) -> bool:
    return f"{area}.".startswith(f"{office}.")


@dataclass(frozen=True)
class _Making:
    standing: Standing
    calendar: Calendar
    ways: Ways
    figures: PlanFigures
    crews: Sequence[Team]
    hours: tuple[time, time]
    office: str

    def made(self, *, without_kit: Mapping[str, Collection[date]]) -> Prepared:
        at = {site.pk: number for number, site in enumerate(self.ways.sites)}
        offices = sorted({team.office_id for team in self.crews})
        chosen = [site for key, site in self.standing.sites.items() if self._is_planned(key, site)]
        travel = self._travel(offices, chosen, at=at)
        nearest = travel[: len(offices), len(offices) :].argmin(axis=0)
        places = [
            self._place(number, site, office=int(nearest[number])) for number, site in enumerate(chosen)
        ]
        leaves, back = self.hours
        problem = Problem(
            days=len(self.calendar.days),
            weekdays=tuple(day.weekday() for day in self.calendar.days),
            shift_minutes=_minutes(back) - _minutes(leaves),
            setup_minutes=round(self.figures.setup_minutes),
            people_per_minute=1 / self.figures.minutes_each,
            max_session_minutes=round(self.figures.longest_minutes),
            max_turnout=self.figures.most_turnout,
            market_factor=self.figures.market_factor,
            offices=tuple(Office(number) for number in range(len(offices))),
            teams=tuple(
                Crew(number, offices.index(team.office_id), self._absent(team, without=without_kit))
                for number, team in enumerate(self.crews)
            ),
            sites=tuple(places),
            travel_minutes=travel,
            locks=tuple(lock for place in places for lock in self._locks(place, chosen[place.id])),
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
            office=office,
            not_recorded=float(people),
            turnout=turnout_of(site).share,
            weight=worth / people,
            market_weekday=self._market_day(site),
            open_weekdays=frozenset(day for day in site.weekdays if day <= SATURDAY),
            kecamatan=site.kecamatan,
            island=bool(site.island),
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

    def _absent(self, team: Team, *, without: Mapping[str, Collection[date]]) -> frozenset[int]:
        no_kit = without.get(team.name, ())
        return absent_days(team, days=self.calendar.days) | {
            number for number, day in enumerate(self.calendar.days) if day in no_kit
        }

    def _travel(self, offices: Sequence[int], chosen: Sequence[Site], *, at: Mapping[int, int]) -> Minutes:
        """Offices first, then sites; an island is reached from the office alone, when its boats go."""
        order = [*(at[office] for office in offices), *(at[site.pk] for site in chosen)]
        minutes = np.ceil(self.ways.minutes[np.ix_(order, order)]).astype(np.int32)
        too_far = _minutes(self.hours[1]) - _minutes(self.hours[0]) + 1
        for number, site in enumerate(chosen, start=len(offices)):
            if not site.island:
                continue
            boats = self.calendar.crossings[str(site.uuid)].values()
            minutes[number, :] = minutes[:, number] = too_far
            minutes[: len(offices), number] = max(boat.out for boat in boats)
            minutes[number, : len(offices)] = max(boat.back for boat in boats)
            minutes[number, number] = 0
        return minutes


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
