"""Travel times between sites: what the office wrote down wins, then a road map, then an estimate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from django.conf import settings

from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, centroids
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.reckoning import PlanFigures
from rekam.outreach.sites.travel.models import Boat, Link
from rekam.outreach.sites.travel.roads import known_roads
from rekam.outreach.sites.travel.rules import (
    Minutes,
    Mode,
    Origin,
    Sailing,
    Season,
    straight_minutes,
)

Position = tuple[float, float]


@dataclass(frozen=True)
class Ways:
    """Minutes between sites, in the order they were asked for, and where each figure is from.

    minutes  door to door; on the diagonal 0
    origins  of the same shape, an Origin in each cell
    """

    sites: Sequence[Site]
    minutes: Minutes
    origins: npt.NDArray[np.str_]

    @property
    def estimated(self) -> float:
        """The share (0 to 1) of ways that are a straight line made longer, and nobody's knowledge."""
        ways = len(self.sites) * (len(self.sites) - 1)
        return float((self.origins == Origin.ESTIMATE).sum() - len(self.sites)) / ways if ways else 0.0


def positions(sites: Sequence[Site]) -> Sequence[Position]:
    """Where each site is: its own position, else the middle of its kelurahan, kecamatan or office.

    Raises RuleBroken("site_position_missing") where the table of middles does not know the province either.
    """
    return [_position(site) for site in sites]


def _position(site: Site) -> Position:
    if site.latitude is not None and site.longitude is not None:
        return site.latitude, site.longitude
    place: AreaCode | None = AreaCode.parse(site.area_code)
    assert place is not None
    table = centroids(place.at(Level.PROVINSI).text)
    while place is not None:
        inside = _inside(table, place.text)
        if inside:
            return sum(x for x, _ in inside) / len(inside), sum(y for _, y in inside) / len(inside)
        place = place.parent
    raise RuleBroken("site_position_missing", site=site.name)


def _inside(table: Mapping[str, Position], area: str) -> Sequence[Position]:
    if area in table:
        return [table[area]]
    return [middle for code, middle in table.items() if code.startswith(f"{area}.")]


def ways(sites: Sequence[Site], *, on: date, figures: PlanFigures) -> Ways:
    """How long the way is between these sites on a day.

    Raises RuleBroken("site_position_missing").
    """
    minutes = straight_minutes(positions(sites), detour=figures.detour, kmh=figures.road_kmh)
    origins = np.full(minutes.shape, Origin.ESTIMATE, dtype="<U8")
    known = known_roads([site.code for site in sites])
    if known is not None:
        there = np.isfinite(known)
        minutes[there], origins[there] = known[there], Origin.ROADS
    places = {site.pk: number for number, site in enumerate(sites)}
    for (start, end), link in links_on(on).items():
        if start in places and end in places:
            at = places[start], places[end]
            minutes[at], origins[at] = link, Origin.LINK
    np.fill_diagonal(minutes, 0)
    return Ways(sites, minutes, origins)


def links_on(on: date) -> Mapping[tuple[int, int], int]:
    """Minutes of the office's links that hold on a day, by the keys of both sites; the quickest of several.

    A link holds both ways, unless the way back is written down by itself. Boats are not among them: they go
    at their times only.
    """
    there: dict[tuple[int, int], int] = {}
    for link in links():
        if link.mode == Mode.BOAT or not Season(link.first_month, link.last_month).holds(on):
            continue
        at = (link.start_id, link.end_id)
        there[at] = min(link.minutes, there.get(at, link.minutes))
    back = {(end, start): minutes for (start, end), minutes in there.items()}
    return back | there


def all_sites() -> Sequence[Site]:
    """Every site of the scope that has not ended, by code."""
    return list(Site.objects.filter(ended_on=None).order_by("code"))


def links() -> Sequence[Link]:
    """The office's links, by the names of both sites."""
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        rows = Link.objects.select_related("start", "end")
        return list(rows.order_by("start__name", "end__name", "first_month", "pk"))


def boats() -> Sequence[Boat]:
    """The timetable, by both places and hour."""
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        rows = Boat.objects.select_related("start", "end")
        return list(rows.order_by("start__name", "end__name", "departs", "pk"))


def sailing_of(boat: Boat) -> Sailing:
    """A line of the timetable as the rules see it."""
    return Sailing(
        departs=boat.departs,
        minutes=boat.minutes,
        weekdays=frozenset(boat.weekdays),
        season=Season(boat.first_month, boat.last_month),
    )
