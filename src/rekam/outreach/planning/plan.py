"""Who goes where: a file of rekam-outreach-plan/1 (docs/reference/planning.md)."""

import json
from dataclasses import dataclass

from rekam.outreach.planning.fields import Fields, read_object
from rekam.outreach.planning.problem import DAY_MINUTES, MOST_DAYS, MOST_TEAMS

FORMAT = "rekam-outreach-plan/1"
MOST_STOPS = 100
_ID = 2**31


@dataclass(frozen=True)
class Stop:
    """A session at a site, in whole minutes of recording (set-up and travel come on top)."""

    site: int
    minutes: int


@dataclass(frozen=True)
class Visit:
    """A team's day: it leaves its office, makes the stops in this order, and comes back."""

    day: int
    team: int
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Plan:
    """The visits, what they are worth, and what no plan can exceed.

    value                   weighted people, as `evaluate` counts them
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
        value=given.number("value", low=0, high=1e15),
        people=given.number("people", low=0, high=1e15),
        upper_bound=given.number("upper_bound", low=0, high=1e15),
        gap_percent=given.number("gap_percent", low=-1e9, high=100),
        worst_kecamatan_share=given.number("worst_kecamatan_share", low=0, high=1),
        seconds=given.number("seconds", low=0, high=1e9),
    )


def write_plan(plan: Plan) -> bytes:
    """The file of a plan; figures rounded to a millionth."""
    visits = [
        {"day": visit.day, "team": visit.team, "stops": [vars(stop) for stop in visit.stops]}
        for visit in plan.visits
    ]
    figures = {name: round(value, 6) for name, value in vars(plan).items() if name != "visits"}
    return json.dumps({"format": FORMAT, "visits": visits, **figures}, separators=(",", ":")).encode()


def _visit(row: Fields) -> Visit:
    return Visit(
        day=row.whole("day", low=0, high=MOST_DAYS),
        team=row.whole("team", low=0, high=_ID),
        stops=row.each("stops", _stop, most=MOST_STOPS),
    )


def _stop(row: Fields) -> Stop:
    site, minutes = row.whole("site", low=0, high=_ID), row.whole("minutes", low=0, high=DAY_MINUTES)
    return Stop(site=site, minutes=minutes)
