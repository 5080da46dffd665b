"""Where teams could go: days, offices, teams, sites, travel between them (docs/reference/planning.md)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from rekam.kernel.errors import RuleBroken
from rekam.outreach.planning.fields import Fields, read_object

FORMAT = "rekam-outreach/1"
WEEKDAYS = 6
MOST_DAYS, MOST_TEAMS, MOST_SITES = 400, 1_000, 5_000
DAY_MINUTES = 1_440
_ID = 2**31

Minutes: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.int32]]


@dataclass(frozen=True)
class Office:
    """Where teams start and come back to."""

    id: int


@dataclass(frozen=True)
class Team:
    """A team of an office and the days (from 0) on which it cannot go out."""

    id: int
    office: int
    absent_days: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Site:
    """A place to visit.

    not_recorded      people left to record, each counted at one site only
    turnout           share (0 to 1) of those left who come to an ordinary visit
    weight            what one of them counts, 1 = an ordinary person
    market_weekday    0 = Monday to 5 = Saturday, on which more of them come; None = none
    open_weekdays     those on which it may be visited
    """

    id: int
    office: int
    not_recorded: float
    turnout: float
    weight: float
    market_weekday: int | None
    open_weekdays: frozenset[int]
    kecamatan: str
    island: bool = False


@dataclass(frozen=True)
class Lock:
    """The planner's word: that site is visited on that day (allowed), or is not."""

    site: int
    day: int
    allowed: bool


@dataclass(frozen=True)
class Lending:
    """A team may work a whole day for another office: it starts and ends there, this much shorter."""

    minutes_per_move: int


@dataclass(frozen=True, eq=False)
class Problem:
    """A file of rekam-outreach/1; minutes are whole, days count from 0.

    travel_minutes[a, b] runs over offices first, then sites, in the order of their lists.
    """

    days: int
    weekdays: tuple[int, ...]
    shift_minutes: int
    setup_minutes: int
    people_per_minute: float
    max_session_minutes: int
    max_turnout: float
    market_factor: float
    offices: tuple[Office, ...]
    teams: tuple[Team, ...]
    sites: tuple[Site, ...]
    travel_minutes: Minutes
    floor: float | None = None
    locks: tuple[Lock, ...] = ()
    min_gap_days: int = 0
    lending: Lending | None = None

    def turnout(self, site: Site, *, day: int) -> float:
        """The share (0 to 1) of those left who come to a visit on that day."""
        factor = self.market_factor if self.weekdays[day] == site.market_weekday else 1.0
        return min(self.max_turnout, site.turnout * factor)

    def lift(self, site: Site, *, day: int) -> float:
        """How many times more come on that day than on an ordinary one."""
        return self.turnout(site, day=day) / site.turnout if site.turnout else 1.0


def read_problem(content: bytes) -> Problem:
    """The problem of a file, gzipped or not.

    Raises RuleBroken: plan_file_unreadable, plan_field_wrong, plan_locks_contradict.
    """
    given = read_object(content, form=FORMAT)
    days = given.whole("days", low=1, high=MOST_DAYS)
    offices = given.each("offices", lambda row: Office(row.whole("id", low=0, high=_ID)), most=MOST_SITES)
    sites = given.each("sites", _site, most=MOST_SITES)
    problem = Problem(
        days=days,
        weekdays=given.wholes("weekdays", low=0, high=WEEKDAYS - 1),
        shift_minutes=given.whole("shift_minutes", low=1, high=DAY_MINUTES),
        setup_minutes=given.whole("setup_minutes", low=0, high=DAY_MINUTES),
        people_per_minute=given.number("people_per_minute", low=1e-6, high=1e3),
        max_session_minutes=given.whole("max_session_minutes", low=1, high=DAY_MINUTES),
        max_turnout=given.number("max_turnout", low=0, high=1),
        market_factor=given.number("market_factor", low=0, high=100),
        offices=offices,
        teams=given.each("teams", lambda row: _team(row, days=days), most=MOST_TEAMS),
        sites=sites,
        travel_minutes=_travel(given, places=len(offices) + len(sites)),
        floor=given.number("floor", low=0, high=1) if given.has("floor") else None,
        locks=given.each("locks", lambda row: _lock(row, days=days), most=days * MOST_SITES, default=()),
        min_gap_days=given.whole("min_gap_days", low=0, high=MOST_DAYS, default=0),
        lending=_lending(given),
    )
    _check(problem)
    return problem


def write_problem(problem: Problem) -> bytes:
    """The file of a problem; optional parts only where they say something."""
    written: dict[str, object] = {
        "format": FORMAT,
        **{name: getattr(problem, name) for name in _PLAIN},
        "weekdays": list(problem.weekdays),
        "offices": [{"id": office.id} for office in problem.offices],
        "teams": [_written_team(team) for team in problem.teams],
        "sites": [{**vars(site), "open_weekdays": sorted(site.open_weekdays)} for site in problem.sites],
        "travel_minutes": problem.travel_minutes.tolist(),
    }
    optional = {
        "floor": problem.floor,
        "locks": [vars(lock) for lock in problem.locks] or None,
        "min_gap_days": problem.min_gap_days or None,
        "lending": vars(problem.lending) if problem.lending else None,
    }
    written |= {name: value for name, value in optional.items() if value is not None}
    return json.dumps(written, separators=(",", ":")).encode()


_PLAIN = (
    *("days", "shift_minutes", "setup_minutes", "people_per_minute", "max_session_minutes"),
    *("max_turnout", "market_factor"),
)


def _written_team(team: Team) -> dict[str, object]:
    absent = {"absent_days": sorted(team.absent_days)} if team.absent_days else {}
    return {"id": team.id, "office": team.office, **absent}


def _team(row: Fields, *, days: int) -> Team:
    return Team(
        id=row.whole("id", low=0, high=_ID),
        office=row.whole("office", low=0, high=_ID),
        absent_days=frozenset(row.wholes("absent_days", low=0, high=days - 1, default=())),
    )


def _site(row: Fields) -> Site:
    return Site(
        id=row.whole("id", low=0, high=_ID),
        office=row.whole("office", low=0, high=_ID),
        not_recorded=row.number("not_recorded", low=0, high=1e7),
        turnout=row.number("turnout", low=0, high=1),
        weight=row.number("weight", low=0, high=1e6),
        market_weekday=row.whole_or_none("market_weekday", low=0, high=WEEKDAYS - 1),
        open_weekdays=frozenset(row.wholes("open_weekdays", low=0, high=WEEKDAYS - 1)),
        kecamatan=row.text("kecamatan"),
        island=row.flag("island", default=False),
    )


def _lock(row: Fields, *, days: int) -> Lock:
    site, day = row.whole("site", low=0, high=_ID), row.whole("day", low=0, high=days - 1)
    return Lock(site=site, day=day, allowed=row.flag("allowed"))


def _lending(given: Fields) -> Lending | None:
    if not given.has("lending"):
        return None
    return Lending(given.inside("lending").whole("minutes_per_move", low=0, high=DAY_MINUTES))


def _travel(given: Fields, *, places: int) -> Minutes:
    rows = given.rows("travel_minutes")
    try:
        table = np.array(rows, dtype=np.float64)
    except (ValueError, TypeError) as broken:
        raise given.wrong("travel_minutes", "a square of whole numbers is expected") from broken
    if table.shape != (places, places):
        raise given.wrong("travel_minutes", f"{places} rows of {places} numbers are expected")
    if not ((table >= 0) & (table < 2**15) & (table == np.floor(table))).all():
        raise given.wrong("travel_minutes", "whole minutes of at least 0 are expected")
    return table.astype(np.int32)


def _check(problem: Problem) -> None:
    """Whether the parts of a problem fit together; the fields by themselves are in range.

    Raises RuleBroken: plan_field_wrong, plan_locks_contradict.
    """
    offices = _ids(problem.offices, name="offices")
    _ids(problem.teams, name="teams")
    sites = {site.id: site for site in problem.sites}
    _ids(problem.sites, name="sites")
    if len(problem.weekdays) != problem.days:
        raise RuleBroken("plan_field_wrong", field="weekdays", why=f"{problem.days} are expected")
    for name, homes in (("teams", problem.teams), ("sites", problem.sites)):
        if not {home.office for home in homes} <= offices:
            raise RuleBroken("plan_field_wrong", field=name, why="an office that is not listed")
    if not {lock.site for lock in problem.locks} <= set(sites):
        raise RuleBroken("plan_field_wrong", field="locks", why="a site that is not listed")
    _check_locks(problem, sites=sites)


def _check_locks(problem: Problem, *, sites: Mapping[int, Site]) -> None:
    forbidden = {(lock.site, lock.day) for lock in problem.locks if not lock.allowed}
    fixed = sorted({(lock.site, lock.day) for lock in problem.locks if lock.allowed})
    for site, day in fixed:
        if (site, day) in forbidden or problem.weekdays[day] not in sites[site].open_weekdays:
            raise RuleBroken("plan_locks_contradict", site=site, day=day)
    for (site, day), (other, later) in pairwise(fixed):
        if site == other and later - day < problem.min_gap_days:
            raise RuleBroken("plan_locks_contradict", site=site, day=later)


def _ids(rows: tuple[Office, ...] | tuple[Team, ...] | tuple[Site, ...], *, name: str) -> set[int]:
    ids = {row.id for row in rows}
    if len(ids) != len(rows):
        raise RuleBroken("plan_field_wrong", field=name, why="an id that occurs twice")
    return ids
