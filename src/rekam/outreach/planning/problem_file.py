"""Problems as files of rekam-outreach/1 (docs/reference/planning.md)."""

import json
from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from rekam.kernel.errors import RuleBroken
from rekam.outreach.planning.fields import Fields, read_object
from rekam.outreach.planning.islands import (
    DAY_MINUTES,
    MOST_NIGHTS,
    check_islands,
    read_island,
    written_island,
)
from rekam.outreach.planning.problem import (
    SHIFT_START,
    WEEKDAYS,
    Lending,
    Lock,
    Minutes,
    Office,
    Problem,
    Site,
    Team,
)

FORMAT = "rekam-outreach/1"
MOST_DAYS, MOST_TEAMS, MOST_SITES = 400, 1_000, 5_000
_ID = 2**31


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
        shift_start=given.whole("shift_start", low=0, high=DAY_MINUTES - 1, default=SHIFT_START),
        islands=given.each("islands", lambda row: read_island(row, days=days), most=MOST_SITES, default=()),
        night_cost=given.number("night_cost", low=0, high=1e6, default=0.0),
        most_nights=given.whole("most_nights", low=0, high=MOST_NIGHTS, default=MOST_NIGHTS),
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
        "sites": [_written_site(site) for site in problem.sites],
        "travel_minutes": problem.travel_minutes.tolist(),
    }
    optional = {
        "floor": problem.floor,
        "locks": [vars(lock) for lock in problem.locks] or None,
        "min_gap_days": problem.min_gap_days or None,
        "lending": vars(problem.lending) if problem.lending else None,
        "shift_start": problem.shift_start if problem.shift_start != SHIFT_START else None,
        "islands": [written_island(island) for island in problem.islands] or None,
        "night_cost": problem.night_cost or None,
        "most_nights": problem.most_nights if problem.most_nights != MOST_NIGHTS else None,
    }
    written |= {name: value for name, value in optional.items() if value is not None}
    return json.dumps(written, separators=(",", ":")).encode()


_PLAIN = (
    *("days", "shift_minutes", "setup_minutes", "people_per_minute", "max_session_minutes"),
    *("max_turnout", "market_factor"),
)


def _written_team(team: Team) -> dict[str, object]:
    own = {
        "absent_days": sorted(team.absent_days),
        "hours": team.hours,
        "saturday_hours": team.saturday_hours,
    }
    return {"id": team.id, "office": team.office, **{name: value for name, value in own.items() if value}}


def _written_site(site: Site) -> dict[str, object]:
    written = {**vars(site), "open_weekdays": sorted(site.open_weekdays)}
    return written if site.hours else {name: value for name, value in written.items() if name != "hours"}


def _team(row: Fields, *, days: int) -> Team:
    return Team(
        id=row.whole("id", low=0, high=_ID),
        office=row.whole("office", low=0, high=_ID),
        absent_days=frozenset(row.wholes("absent_days", low=0, high=days - 1, default=())),
        hours=row.span_or_none("hours", high=DAY_MINUTES),
        saturday_hours=row.span_or_none("saturday_hours", high=DAY_MINUTES),
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
        hours=row.span_or_none("hours", high=DAY_MINUTES),
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
    check_islands(problem.islands, office_of={site.id: site.office for site in problem.sites})
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
