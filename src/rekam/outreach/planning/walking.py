"""A team's day hour by hour: when it is at each stop, waiting where a place opens later (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rekam.outreach.planning.fields import Span
from rekam.outreach.planning.plan import Stop
from rekam.outreach.planning.problem import Problem


@dataclass(frozen=True)
class There:
    """At a stop: minutes of the day from setting up to the last person, and whether it is open so long."""

    begins: int
    ends: int
    open: bool


class Walk:
    """The ways of a problem by its ids."""

    def __init__(self, problem: Problem) -> None:
        offices = len(problem.offices)
        self._problem = problem
        self._hours = {site.id: site.hours for site in problem.sites}
        self.row_of_office = {office.id: row for row, office in enumerate(problem.offices)}
        self.row_of_site = {site.id: offices + row for row, site in enumerate(problem.sites)}

    def day(self, stops: Sequence[Stop], *, base: int, begins: int) -> tuple[tuple[There, ...], int]:
        """The stops of a day that leaves the place in row `base` at a minute, and when it is back there."""
        found = tuple(self._stops(stops, base=base, begins=begins))
        if not found:
            return found, begins
        way = self._problem.travel_minutes[self.row_of_site[stops[-1].site], base]
        return found, found[-1].ends + int(way)

    def _stops(self, stops: Sequence[Stop], *, base: int, begins: int) -> Iterator[There]:
        at, now = base, begins
        for stop in stops:
            to, hours = self.row_of_site[stop.site], self._hours[stop.site]
            now = max(now + int(self._problem.travel_minutes[at, to]), hours[0] if hours else 0)
            ends = now + self._problem.setup_minutes + stop.minutes
            yield There(now, ends, open=hours is None or ends <= hours[1])
            at, now = to, ends


def length(span: Span) -> int:
    """Minutes of a span."""
    return span[1] - span[0]
