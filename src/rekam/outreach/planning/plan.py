"""Who goes where: a file of rekam-outreach-plan/1 (docs/reference/planning.md)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rekam.outreach.planning.fields import Fields, read_object
from rekam.outreach.planning.islands import DAY_MINUTES
from rekam.outreach.planning.problem_file import MOST_DAYS, MOST_TEAMS

FORMAT = "rekam-outreach-plan/1"
MOST_STOPS = 100
_ID = 2**31


@dataclass(frozen=True)
class Stop:
    """A session at a site, in whole minutes of recording (set-up and travel come on top)."""

    site: int
    minutes: int


@dataclass(frozen=True, order=True)
class Expedition:
    """Days on an island, from boat to boat: the team sleeps there and does nothing else from first to last.

    island, out, back   by their ids in the problem: where to, and the boats there and back
    first, last         days; the same = back in the evening
    """

    island: int
    first: int
    last: int
    out: int
    back: int

    @property
    def nights(self) -> int:
        """Spent away."""
        return self.last - self.first

    @property
    def days(self) -> range:
        """On which it holds its team."""
        return range(self.first, self.last + 1)

    def later(self, by: int) -> "Expedition":
        """The same so many days later."""
        return replace(self, first=self.first + by, last=self.last + by)


@dataclass(frozen=True)
class Visit:
    """A team's day: it leaves its office, or where it sleeps, makes the stops in this order, and comes back.

    expedition  of which this is a day; None = from the office and back
    """

    day: int
    team: int
    stops: tuple[Stop, ...]
    expedition: Expedition | None = None

    def later(self, by: int) -> "Visit":
        """The same so many days later."""
        moved = self.expedition.later(by) if self.expedition else None
        return replace(self, day=self.day + by, expedition=moved)


def expeditions(visits: Iterable[Visit]) -> tuple[tuple[int, Expedition], ...]:
    """The expeditions of which the visits are days, each once, with the id of the team that goes."""
    found = ((visit.team, visit.expedition) for visit in visits if visit.expedition)
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Plan:
    """The visits, what they are worth, and what no plan can exceed.

    value                   weighted people less the cost of nights away, as `evaluate` counts them
    people                  people recorded
    upper_bound             proven: the value of any plan is at most this
    gap_percent             100 (upper_bound - value) / upper_bound
    worst_kecamatan_share   the least share (0 to 1) of a kecamatan's not recorded that is reached
    seconds                 taken to find it
    """

    visits: tuple[Visit, ...]
    value: float
    people: float
    upper_bound: float
    gap_percent: float
    worst_kecamatan_share: float
    seconds: float


def gap_percent(*, value: float, upper_bound: float) -> float:
    """How far a value may at most lie below the best possible one, in percent of the bound."""
    return 100 * (upper_bound - value) / upper_bound if upper_bound > 0 else 0.0


def read_plan(content: bytes) -> Plan:
    """The plan of a file, gzipped or not; what it says of itself is not checked here (`evaluate` does).

    Raises RuleBroken: plan_file_unreadable, plan_field_wrong.
    """
    given = read_object(content, form=FORMAT)
    return Plan(
        visits=given.each("visits", _visit, most=MOST_DAYS * MOST_TEAMS),
        value=given.number("value", low=-1e15, high=1e15),
        people=given.number("people", low=0, high=1e15),
        upper_bound=given.number("upper_bound", low=0, high=1e15),
        gap_percent=given.number("gap_percent", low=-1e9, high=100),
        worst_kecamatan_share=given.number("worst_kecamatan_share", low=0, high=1),
        seconds=given.number("seconds", low=0, high=1e9),
    )


def write_plan(plan: Plan) -> bytes:
    """The file of a plan; figures rounded to a millionth."""
    visits = [_written_visit(visit) for visit in plan.visits]
    figures = {name: round(value, 6) for name, value in vars(plan).items() if name != "visits"}
    return json.dumps({"format": FORMAT, "visits": visits, **figures}, separators=(",", ":")).encode()


def _written_visit(visit: Visit) -> dict[str, object]:
    away = {"expedition": vars(visit.expedition)} if visit.expedition else {}
    return {"day": visit.day, "team": visit.team, **away, "stops": [vars(stop) for stop in visit.stops]}


def _visit(row: Fields) -> Visit:
    return Visit(
        day=row.whole("day", low=0, high=MOST_DAYS),
        team=row.whole("team", low=0, high=_ID),
        stops=row.each("stops", _stop, most=MOST_STOPS),
        expedition=_expedition(row.inside("expedition")) if row.has("expedition") else None,
    )


def _expedition(row: Fields) -> Expedition:
    """Raises RuleBroken("plan_field_wrong"), for one that ends before it begins too."""
    first = row.whole("first", low=0, high=MOST_DAYS)
    return Expedition(
        island=row.whole("island", low=0, high=_ID),
        first=first,
        last=row.whole("last", low=first, high=MOST_DAYS),
        out=row.whole("out", low=0, high=_ID),
        back=row.whole("back", low=0, high=_ID),
    )


def _stop(row: Fields) -> Stop:
    site, minutes = row.whole("site", low=0, high=_ID), row.whole("minutes", low=0, high=DAY_MINUTES)
    return Stop(site=site, minutes=minutes)
