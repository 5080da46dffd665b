"""Outages: causes, states, working hours, and suspecting them from silent stations (pure)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import TypeVar

from rekam.kernel.working_days import is_working_day

_Key = TypeVar("_Key")
# When places are open. Ours: no law says the hours of each counter, and bookings know theirs.
OPENS, CLOSES = time(8), time(16)
DAY_HOURS = 8.0
# A station tells of itself hourly, and every minute once that failed (docs/reference/kits.md).
BEAT = timedelta(hours=1)
# Silence after the missed heartbeat, in open hours, below which nothing is suspected. Ours.
LEAST = timedelta(hours=1)
# A station that was silent for longer is not in use, and no news.
UNUSED = timedelta(days=14)
HOUR = timedelta(hours=1)
LONGEST = timedelta(days=366)
MOST_PEOPLE = 100_000
LONGEST_NOTE = 200


class Cause(StrEnum):
    """Why nothing worked; the field's own causes (docs/explanation/outages.md)."""

    SERVER = "server"
    NETWORK = "network"
    POWER = "power"
    KIT = "kit"
    PRINTER = "printer"
    RIBBON = "ribbon"
    BLANKS = "blanks"
    OTHER = "other"
    UNKNOWN = "unknown"


# Nobody can be printed for, yet everybody can be recorded.
OF_CARDS = frozenset({Cause.PRINTER, Cause.RIBBON, Cause.BLANKS})


class State(StrEnum):
    """Where an outage stands."""

    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class Act(StrEnum):
    """What was done about an outage."""

    SUSPECTED = "suspected"
    LONGER = "longer"
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    ENDED = "ended"
    COUNTED = "counted"
    DISMISSED = "dismissed"


# From which states each act leads where; the two that begin an outage have none before.
MOVES: Mapping[Act, tuple[frozenset[State], State]] = {
    Act.LONGER: (frozenset({State.SUSPECTED}), State.SUSPECTED),
    Act.CONFIRMED: (frozenset({State.SUSPECTED, State.DISMISSED}), State.CONFIRMED),
    Act.CORRECTED: (frozenset({State.CONFIRMED}), State.CONFIRMED),
    Act.ENDED: (frozenset({State.CONFIRMED}), State.CONFIRMED),
    Act.COUNTED: (frozenset({State.CONFIRMED}), State.CONFIRMED),
    Act.DISMISSED: (frozenset({State.SUSPECTED, State.CONFIRMED}), State.DISMISSED),
}


def acts_from(state: State) -> frozenset[Act]:
    """What may be done about an outage in this state."""
    return frozenset(act for act, (before, _after) in MOVES.items() if state in before)


@dataclass(frozen=True)
class Calendar:
    """The office's zone, and its days off that move from year to year."""

    zone: tzinfo
    holidays: Collection[date] = frozenset()

    def open_spans(self, began: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The parts of a while in which places are open, in order; each longer than nothing."""
        day, last = began.astimezone(self.zone).date(), until.astimezone(self.zone).date()
        while day <= last:
            if is_working_day(day, holidays=self.holidays):
                opens = max(began, datetime.combine(day, OPENS, self.zone))
                closes = min(until, datetime.combine(day, CLOSES, self.zone))
                if opens < closes:
                    yield opens, closes
            day += timedelta(days=1)

    def open_hours(self, began: datetime, until: datetime) -> float:
        """Hours of a while in which places are open."""
        return sum(((b - a).total_seconds() for a, b in self.open_spans(began, until)), 0.0) / 3600


@dataclass(frozen=True, kw_only=True)
class Silence:
    """A station that should tell of itself and does not.

    site    where its kit stands
    began   when its first heartbeat was missed
    ended   when it was heard again; None while it is silent
    """

    station: str
    site: str
    began: datetime
    ended: datetime | None


@dataclass(frozen=True, kw_only=True)
class Suspect:
    """An outage as silence tells it.

    share   percent of the sites' kits that stood still, 1 to 100
    ended   None while it lasts
    """

    sites: tuple[str, ...]
    stations: tuple[str, ...]
    share: int
    began: datetime
    ended: datetime | None


def suspects(
    silences: Iterable[Silence],
    *,
    expected: Mapping[str, Collection[str]],
    calendar: Calendar,
    at: datetime,
) -> list[Suspect]:
    """Join silences into outages: all stations of a site, or of several, are one; a station alone is its kit.

    expected   by site, the stations that should be heard there
    Silences are the same outage where each has about half of its while in common with the others. A site
    with one station is told from a kit only by other sites that fall silent with it.
    """
    found: list[Suspect] = []
    clipped = [_clipped(one, calendar=calendar, at=at) for one in silences]
    known = [one for one in clipped if one is not None and one.station in expected.get(one.site, ())]
    for group in _together(known, calendar=calendar, at=at):
        found += _told(group, expected=expected, at=at)
    return sorted(found, key=lambda one: (one.began, one.sites, one.stations))


def _clipped(one: Silence, *, calendar: Calendar, at: datetime) -> Silence | None:
    """A silence from its first open moment to its last; None for too short or far too long a one."""
    until = min(one.ended or at, at)
    if until <= one.began or until - one.began > UNUSED:
        return None
    spans = list(calendar.open_spans(one.began, until))
    if sum((b - a for a, b in spans), timedelta()) < LEAST:
        return None
    return replace(one, began=spans[0][0], ended=None if one.ended is None else spans[-1][1])


def _together(silences: Iterable[Silence], *, calendar: Calendar, at: datetime) -> list[list[Silence]]:
    groups: list[list[Silence]] = []
    for one in sorted(silences, key=lambda s: (s.began, s.ended or at, s.station)):
        home = next((group for group in groups if _belongs(one, group, calendar=calendar, at=at)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _belongs(one: Silence, group: Sequence[Silence], *, calendar: Calendar, at: datetime) -> bool:
    """Whether a silence has enough in common with all others, but for the hour by which beginnings differ."""
    if any(other.station == one.station for other in group):
        return False
    everybody = [*group, one]
    begin, end = _common(everybody, at=at)
    common = calendar.open_hours(begin, end) * HOUR if begin < end else timedelta()
    longest = max(calendar.open_hours(other.began, other.ended or at) for other in everybody) * HOUR
    return common >= LEAST and 2 * common >= longest - BEAT


def _common(group: Sequence[Silence], *, at: datetime) -> tuple[datetime, datetime]:
    return max(one.began for one in group), min(one.ended or at for one in group)


def _told(
    group: Sequence[Silence], *, expected: Mapping[str, Collection[str]], at: datetime
) -> list[Suspect]:
    silent: dict[str, set[str]] = {}
    for one in group:
        silent.setdefault(one.site, set()).add(one.station)
    whole = {site for site, stations in silent.items() if stations >= set(expected[site])}
    is_site = len(whole) > 1 or any(len(expected[site]) > 1 for site in whole)
    joined = [one for one in group if is_site and one.site in whole]
    alone = [[one] for one in group if one not in joined]
    return [_suspect(part, expected=expected, at=at) for part in ([joined] if joined else []) + alone]


def _suspect(part: Sequence[Silence], *, expected: Mapping[str, Collection[str]], at: datetime) -> Suspect:
    begin, end = _common(part, at=at)
    sites = tuple(sorted({one.site for one in part}))
    stations = tuple(sorted(one.station for one in part))
    kits = sum(len(expected[site]) for site in sites)
    lasts = all(one.ended is None for one in part)
    return Suspect(
        sites=sites,
        stations=stations,
        share=max(1, round(100 * len(stations) / kits)),
        began=begin,
        ended=None if lasts else end,
    )


@dataclass(frozen=True, kw_only=True)
class Lasted:
    """An outage for the figures: confirmed, with the parts that count.

    people     turned away, as somebody entered it or queue numbers tell; None where nobody knows
    is_whole   whether all its sites are here; the people of others are counted for the larger area only
    """

    area_code: str
    sites: tuple[str, ...]
    cause: Cause
    share: int
    began: datetime
    ended: datetime | None
    people: int | None = None
    is_whole: bool = True


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What outages cost in a while.

    hours         open hours lost by (site, cause): an outage of one of two kits for an hour is half an hour
    people        turned away by (area, cause), where somebody knows
    unknown       outages of which nobody knows how many people were turned away
    times         outages by cause
    """

    hours: Mapping[tuple[str, Cause], float]
    people: Mapping[tuple[str, Cause], int]
    unknown: int
    times: Mapping[Cause, int]

    @property
    def all_hours(self) -> float:
        """Hours lost in all."""
        return sum(self.hours.values(), 0.0)

    @property
    def all_people(self) -> int:
        """People turned away, as far as known."""
        return sum(self.people.values())

    def by_site(self) -> Mapping[str, float]:
        """Hours lost by site, the most first."""
        return _summed((site, hours) for (site, _cause), hours in self.hours.items())

    def by_cause(self) -> Mapping[Cause, float]:
        """Hours lost by cause, the most first."""
        return _summed((cause, hours) for (_site, cause), hours in self.hours.items())

    def people_by_cause(self) -> Mapping[Cause, int]:
        """People turned away by cause."""
        found: dict[Cause, int] = {}
        for (_area, cause), people in self.people.items():
            found[cause] = found.get(cause, 0) + people
        return found


def _summed(parts: Iterable[tuple[_Key, float]]) -> Mapping[_Key, float]:
    found: dict[_Key, float] = {}
    for key, hours in parts:
        found[key] = found.get(key, 0.0) + hours
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def figures(outages: Iterable[Lasted], *, since: datetime, until: datetime, calendar: Calendar) -> Figures:
    """What the outages cost between two moments; people count in the while in which their outage began.

    Two outages of a site at the same time count twice; the log shows both, and one of them is dismissed.
    """
    hours: dict[tuple[str, Cause], float] = {}
    people: dict[tuple[str, Cause], int] = {}
    times: dict[Cause, int] = {}
    unknown = 0
    for one in outages:
        lost = _lost(one, since=since, until=until, calendar=calendar)
        began_here = since <= one.began < until
        if not lost and not began_here:
            continue
        times[one.cause] = times.get(one.cause, 0) + 1
        for site in one.sites:
            hours[site, one.cause] = hours.get((site, one.cause), 0.0) + lost
        if not began_here or not one.is_whole:
            continue
        if one.people is None:
            unknown += 1
        else:
            key = (one.area_code, one.cause)
            people[key] = people.get(key, 0) + one.people
    return Figures(hours=hours, people=people, unknown=unknown, times=times)


def _lost(one: Lasted, *, since: datetime, until: datetime, calendar: Calendar) -> float:
    begin, end = max(one.began, since), min(one.ended or until, until)
    return calendar.open_hours(begin, end) * one.share / 100 if begin < end else 0.0


def lost_share(
    outages: Iterable[Lasted], *, sites: int, since: datetime, until: datetime, calendar: Calendar
) -> float:
    """Share (0 to 1) of the sites' open hours in which nobody could be recorded; cards do not count.

    sites   how many places have kits, at least 1
    Raises ValueError for less.
    """
    if sites < 1:
        raise ValueError(f"there must be at least one site, not {sites}")
    stopping = [one for one in outages if one.cause not in OF_CARDS]
    lost = figures(stopping, since=since, until=until, calendar=calendar).all_hours
    open_hours = sites * calendar.open_hours(since, until)
    return min(1.0, lost / open_hours) if open_hours else 0.0


def area_of(sites: Sequence[str]) -> str:
    """The smallest area in which all sites lie. Raises ValueError for none."""
    if not sites:
        raise ValueError("an outage has at least one site")
    split = [site.split(".") for site in sites]
    common: list[str] = []
    for parts in zip(*split, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    return ".".join(common)
