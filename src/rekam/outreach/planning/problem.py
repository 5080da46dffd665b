"""Where teams could go: days, offices, teams, sites, travel between them (docs/reference/planning.md)."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from rekam.outreach.planning.fields import Span
from rekam.outreach.planning.islands import MOST_NIGHTS, Island

WEEKDAYS, SATURDAY = 6, 5
SHIFT_START = 480

Minutes: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.int32]]


@dataclass(frozen=True)
class Office:
    """Where teams start and come back to."""

    id: int


@dataclass(frozen=True)
class Team:
    """A team of an office, the days (from 0) on which it cannot go out, and its own hours where it has some.

    hours           minutes of the day at which it leaves its office and is back; None = the problem's shift
    saturday_hours  the same on Saturdays; None = as on the other days
    """

    id: int
    office: int
    absent_days: frozenset[int] = frozenset()
    hours: Span | None = None
    saturday_hours: Span | None = None


@dataclass(frozen=True)
class Site:
    """A place to visit.

    not_recorded      people left to record, each counted at one site only
    turnout           share (0 to 1) of those left who come to an ordinary visit
    weight            what one of them counts, 1 = an ordinary person
    market_weekday    0 = Monday to 5 = Saturday, on which more of them come; None = none
    open_weekdays     those on which it may be visited
    hours             minutes of the day within which set-up and session must lie; None = any
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
    hours: Span | None = None


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

    travel_minutes[a, b]  over offices first, then sites, in the order of their lists
    shift_start           minute of the day at which a shift begins
    islands               whose sites are reached by their boats alone, and not by travel_minutes
    night_cost            what a night away costs, in value
    most_nights           of one expedition
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
    shift_start: int = SHIFT_START
    islands: tuple[Island, ...] = ()
    night_cost: float = 0.0
    most_nights: int = MOST_NIGHTS

    def shift(self, team: Team, *, day: int) -> Span:
        """Minutes of the day at which a team leaves its office and must be back."""
        own = team.saturday_hours if self.weekdays[day] == SATURDAY else None
        return own or team.hours or (self.shift_start, self.shift_start + self.shift_minutes)

    def turnout(self, site: Site, *, day: int) -> float:
        """The share (0 to 1) of those left who come to a visit on that day."""
        factor = self.market_factor if self.weekdays[day] == site.market_weekday else 1.0
        return min(self.max_turnout, site.turnout * factor)

    def lift(self, site: Site, *, day: int) -> float:
        """How many times more come on that day than on an ordinary one."""
        return self.turnout(site, day=day) / site.turnout if site.turnout else 1.0
