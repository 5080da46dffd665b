"""The day that the search is asked, out of the requests that wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.conf import settings

from rekam.outreach.rounds.models import HomeDay, Route
from rekam.outreach.rounds.queries import routes_of, waiting_within, words_of
from rekam.outreach.rounds.routing.day import Crew, Day, Home, Minutes
from rekam.outreach.rounds.rules import LEAST_WAY, MOST_HOMES, Word, hours, minutes_of, worth
from rekam.outreach.sites.homes.models import HomeVisit
from rekam.outreach.sites.homes.rules import BETWEEN_MINUTES, MINUTES, HalfDay, Reason
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.queries import figures_on
from rekam.outreach.sites.rules import Kind
from rekam.outreach.sites.travel.queries import positions, ways
from rekam.outreach.sites.travel.rules import Origin, straight_minutes

LATER, OUT = "later", "out"
# Such that two homes somewhere in one kelurahan are as far apart as its doors are taken to be.
_OFF_CENTRE = BETWEEN_MINUTES / 2**0.5


@dataclass(frozen=True)
class Built:
    """A day, and what its numbers stand for: crews and homes are numbered in the order of these.

    worth   by key of each request that was looked at
    words   by key of a request, what the planner has said
    set_aside  requests that are not asked for that day, with why (words.LEFT)
    beyond  how many requests were not looked at
    """

    day: Day
    routes: Sequence[Route]
    requests: Sequence[HomeVisit]
    worth: Mapping[int, float]
    words: Mapping[int, Word]
    set_aside: Sequence[tuple[HomeVisit, str]]
    beyond: int


def build(home_day: HomeDay) -> Built:
    """The day of a home_day, as of the requests of this moment.

    Raises RuleBroken("site_position_missing").
    """
    routes, words = routes_of(home_day), words_of(home_day)
    waiting = waiting_within(home_day.area_code)
    value = {row.pk: _worth(row, home_day=home_day) for row in waiting}
    first = sorted(waiting, key=lambda row: (not words.get(row.pk), -value[row.pk], row.pk))[:MOST_HOMES]
    aside = [(row, why) for row in first if (why := _aside(row, on=home_day.on, word=words.get(row.pk)))]
    kept_out = {row.pk for row, _ in aside}
    asked = [row for row in first if row.pk not in kept_out]
    homes = [_home(row, worth=value[row.pk], locked=row.pk in words) for row in asked]
    crews = [Crew(minutes_of(route.leaves), minutes_of(route.back), route.health) for route in routes]
    found = _ways(routes, asked, home_day=home_day)
    return Built(Day(crews, homes, found), routes, asked, value, words, aside, len(waiting) - len(first))


def _worth(row: HomeVisit, *, home_day: HomeDay) -> float:
    return worth(
        waited=max(0, (home_day.on - row.asked_on).days),
        urgent=row.urgent,
        asked_for=row.wanted_on == home_day.on,
        planned_here=bool(home_day.village) and row.area_code == home_day.village,
    )


def _aside(row: HomeVisit, *, on: date, word: Word | None) -> str:
    """Why a request is not asked for that day; "" where it is."""
    if word == Word.OUT:
        return OUT
    return LATER if row.wanted_on is not None and row.wanted_on > on and word is None else ""


def _home(row: HomeVisit, *, worth: float, locked: bool) -> Home:
    opens, closes = hours(HalfDay(row.half_day))
    return Home(
        minutes=MINUTES[Reason(row.reason)],
        worth=worth,
        opens=opens,
        closes=closes,
        health=row.health,
        locked=locked,
    )


def _ways(routes: Sequence[Route], asked: Sequence[HomeVisit], *, home_day: HomeDay) -> Minutes:
    """Minutes between offices and homes. What the office or a road map knows of two kelurahan holds between
    their homes; else the straight line made longer. A home whose own place is not known lies somewhere around
    the middle of its kelurahan: on average that adds to a way as the sides of a right angle do.
    """
    figures = figures_on(office=str(settings.REKAM_OFFICE_AREA), on=home_day.on)
    clusters = {site.area_code: site for site in Site.objects.filter(kind=Kind.HOMES)}
    sites = [*(route.team.office for route in routes), *(clusters[row.area_code] for row in asked)]
    known = ways(list(dict.fromkeys(sites)), on=home_day.on, figures=figures)
    at = [known.sites.index(site) for site in sites]
    places = list(positions(sites))
    for number, row in enumerate(asked, start=len(routes)):
        if row.latitude is not None and row.longitude is not None:
            places[number] = row.latitude, row.longitude
    minutes = straight_minutes(places, detour=figures.detour, kmh=figures.road_kmh)
    told = known.origins[np.ix_(at, at)] != Origin.ESTIMATE
    minutes[told] = known.minutes[np.ix_(at, at)][told]
    aside = np.array([0.0] * len(routes) + [_OFF_CENTRE * (row.latitude is None) for row in asked])
    minutes = np.sqrt(minutes**2 + aside[:, None] ** 2 + aside**2)
    found: Minutes = np.ceil(np.maximum(minutes, LEAST_WAY)).astype(np.int64)
    np.fill_diagonal(found, 0)
    return found
