"""Islands and the timetable of their boats, as the planner reckons with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rekam.outreach.planning.islands import Boat, Island
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.problem import Site as Place
from rekam.outreach.planning.trips import trips
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.travel import queries as travel
from rekam.outreach.sites.travel.models import Boat as Row
from rekam.outreach.sites.travel.queries import Ways
from rekam.outreach.sites.travel.rules import whole


@dataclass(frozen=True)
class Ferry:
    """The boats of an island, the office whose harbour is nearest (its place in a list), and where one lands.

    landings  keys of sites
    """

    boats: Sequence[Boat]
    office: int
    landings: frozenset[int]


def ferries(
    sites: Mapping[str, Site], *, days: Sequence[date], ways: Ways, offices: Sequence[int]
) -> Mapping[str, Ferry]:
    """By name of an island its boats; islands without a boat there and one back are left out.

    offices  keys of the sites at which teams begin
    """
    names = {site.pk: site.island for site in sites.values() if site.island}
    by_island: dict[str, list[Row]] = {}
    for row in travel.boats():
        name = names.get(row.end_id) or names.get(row.start_id)
        if name:
            by_island.setdefault(name, []).append(row)
    found = {}
    for name, rows in sorted(by_island.items()):
        landings = frozenset(row.end_id for row in rows if names.get(row.end_id) == name)
        casting_off = frozenset(row.start_id for row in rows if names.get(row.start_id) == name)
        if landings and casting_off:
            office = _nearest(rows, landings=landings, ways=ways, offices=offices)
            boats = [
                _boat(row, landings=landings, days=days, ways=ways, office=offices[office]) for row in rows
            ]
            found[name] = Ferry(boats, office, landings)
    return found


def _nearest(rows: Sequence[Row], *, landings: frozenset[int], ways: Ways, offices: Sequence[int]) -> int:
    harbours = {row.start_id for row in rows if row.end_id in landings}
    return min(range(len(offices)), key=lambda at: min(_way(ways, offices[at], one) for one in harbours))


def _boat(row: Row, *, landings: frozenset[int], days: Sequence[date], ways: Ways, office: int) -> Boat:
    sailing, out = travel.sailing_of(row), row.end_id in landings
    return Boat(
        id=row.pk,
        out=out,
        days=frozenset(number for number, day in enumerate(days) if sailing.goes(day)),
        leaves=sailing.leaves,
        minutes=row.minutes,
        harbour=_way(ways, office, row.start_id if out else row.end_id),
    )


def _way(ways: Ways, office: int, harbour: int) -> int:
    """Minutes between an office and a harbour, by keys of sites; 0 where the harbour is not among them."""
    at = {site.pk: number for number, site in enumerate(ways.sites)}
    return whole(ways.minutes[at[office], at[harbour]]) if harbour in at else 0


def reached_days(frame: Problem, *, ferries: Mapping[str, Ferry]) -> Mapping[str, frozenset[int]]:
    """By name of an island the days on which some team of a problem without sites could be there."""
    names = list(ferries)
    places = tuple(_place(number, office=ferries[name].office) for number, name in enumerate(names))
    islands = tuple(
        Island(number, (number,), tuple(ferries[name].boats)) for number, name in enumerate(names)
    )
    days: dict[str, set[int]] = {name: set() for name in names}
    for trip in trips(replace(frame, sites=places, islands=islands)):
        days[names[trip.expedition.island]].update(trip.expedition.days)
    return {name: frozenset(found) for name, found in days.items()}


def _place(number: int, *, office: int) -> Place:
    return Place(number, office, 0.0, 0.0, 1.0, None, frozenset(), "")


def islands_of(chosen: Sequence[Site], *, ferries: Mapping[str, Ferry]) -> tuple[Island, ...]:
    """The islands of the planned sites, which are numbered in their order; where boats land comes first."""
    return tuple(
        Island(
            number,
            tuple(
                sorted(
                    (at for at, site in enumerate(chosen) if site.island == name),
                    key=lambda at: chosen[at].pk not in ferry.landings,
                )
            ),
            tuple(ferry.boats),
        )
        for number, (name, ferry) in enumerate(ferries.items())
        if any(site.island == name for site in chosen)
    )
