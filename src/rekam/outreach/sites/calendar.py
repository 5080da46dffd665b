"""On which of a plan's days each site can be visited: its weekdays, closures, and the boats to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from rekam.outreach.sites.closures import Shut, days_from, open_days
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.queries import shut
from rekam.outreach.sites.rules import Kind
from rekam.outreach.sites.travel import queries as travel
from rekam.outreach.sites.travel.queries import Ways
from rekam.outreach.sites.travel.rules import Crossing, crossing


@dataclass(frozen=True)
class Calendar:
    """The days of a plan and, by site, the numbers of those on which it can be visited.

    crossings  by site on an island: the boats of each open day
    """

    days: Sequence[date]
    open: Mapping[str, frozenset[int]]
    crossings: Mapping[str, Mapping[int, Crossing]] = field(default_factory=dict)

    @property
    def closed(self) -> frozenset[str]:
        """Ids of sites that nobody can be visited at on any of these days."""
        return frozenset(key for key, days in self.open.items() if not days)


def work_days(*, office: str, start: date, count: int) -> Sequence[date]:
    """The next days on which the office's teams go out: no Sundays, no days on which everything is closed."""
    return days_from(start, count=count, shut=[one for one in shut(since=start) if one.closes_office(office)])


def calendar(sites: Mapping[str, Site], *, days: Sequence[date], known: Sequence[Shut]) -> Calendar:
    """When each site can be visited; islands once more through `with_boats`, which needs the ways.

    known  the closures to go by
    """
    return Calendar(
        days,
        {
            key: open_days(days, area_code=site.area_code, kind=site.kind, weekdays=site.weekdays, shut=known)
            for key, site in sites.items()
            if site.kind != Kind.OFFICE
        },
    )


def with_boats(
    found: Calendar, *, sites: Mapping[str, Site], ways: Ways, leaves: time, back: time
) -> Calendar:
    """The same calendar, with islands open only on days on which boats leave time to record there."""
    islands = {key: site for key, site in sites.items() if site.island and key in found.open}
    if not islands:
        return found
    crossings = {
        key: _crossings(site, days=found, open_=found.open[key], ways=ways, leaves=leaves, back=back)
        for key, site in islands.items()
    }
    opened = dict(found.open) | {key: frozenset(by_day) for key, by_day in crossings.items()}
    return Calendar(found.days, opened, crossings)


def _crossings(
    site: Site, *, days: Calendar, open_: frozenset[int], ways: Ways, leaves: time, back: time
) -> Mapping[int, Crossing]:
    timetable = travel.boats()
    out = [boat for boat in timetable if boat.end_id == site.pk]
    again = [boat for boat in timetable if boat.start_id == site.pk]
    if not out or not again:
        return {}
    to_harbour = _from_office(ways, harbour=out[0].start_id)
    found = {
        day: crossing(
            out=[travel.sailing_of(boat) for boat in out],
            back=[travel.sailing_of(boat) for boat in again],
            on=days.days[day],
            leaves=_minutes(leaves),
            home=_minutes(back),
            to_harbour=to_harbour,
        )
        for day in open_
    }
    return {day: one for day, one in found.items() if one is not None}


def _from_office(ways: Ways, *, harbour: int) -> int:
    """Minutes from the nearest office to a harbour; 0 where the harbour is the office itself."""
    at = next((number for number, site in enumerate(ways.sites) if site.pk == harbour), None)
    offices = [number for number, site in enumerate(ways.sites) if site.kind == Kind.OFFICE]
    if at is None or not offices:
        return 0
    return int(min(ways.minutes[office, at] for office in offices) + 0.999)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
