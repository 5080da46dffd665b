"""On which of a plan's days each site can be visited: its weekdays, closures, and the boats to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rekam.outreach.sites.closures import Shut, days_from, open_days
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.queries import shut
from rekam.outreach.sites.rules import Kind


@dataclass(frozen=True)
class Calendar:
    """The days of a plan and, by site, the numbers of those on which it can be visited."""

    days: Sequence[date]
    open: Mapping[str, frozenset[int]]

    @property
    def closed(self) -> frozenset[str]:
        """Ids of sites that nobody can be visited at on any of these days."""
        return frozenset(key for key, days in self.open.items() if not days)


def work_days(*, office: str, start: date, count: int) -> Sequence[date]:
    """The next days on which the office's teams go out: no Sundays, no days on which everything is closed."""
    return days_from(start, count=count, shut=[one for one in shut(since=start) if one.closes_office(office)])


def calendar(sites: Mapping[str, Site], *, days: Sequence[date], known: Sequence[Shut]) -> Calendar:
    """When each site can be visited; islands once more through `with_boats`, which needs their timetable.

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
    found: Calendar, *, sites: Mapping[str, Site], reached: Mapping[str, frozenset[int]]
) -> Calendar:
    """The same calendar, with islands open only on days on which a team can be there.

    reached  by name of an island its days; an island that is left out cannot be reached at all
    """
    islands = {
        key: found.open[key] & reached.get(site.island, frozenset())
        for key, site in sites.items()
        if site.island and key in found.open
    }
    return Calendar(found.days, dict(found.open) | islands)
