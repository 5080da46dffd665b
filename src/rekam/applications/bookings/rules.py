"""Which half hours of a place can be booked, and how many people each holds (pure).

Nothing of this is stored: capacity comes from hours, kits and people of the day, so that a kit that breaks
lowers it at once. What was booked stays booked and is named where it no longer fits.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from math import floor

from rekam.applications.bookings.hours import clock, minute
from rekam.kernel.errors import RuleBroken

SLOT = 30  # minutes; finer times promise what no counter keeps
DAYS_AHEAD = 30  # further ahead nobody knows which kits work
PRIORITY_DAYS = 7  # so long whoever was hit by an outage may take what is kept for walk-ins
ENOUGH = 20  # people served, below which no pace of a desk is measured. Ours
# Kept free for people without a telephone or a booking; each place may say otherwise. Ours: half would send
# bookers home, a tenth would make the line as long as before.
WALK_INS = 30
MOST_STATIONS, MOST_MINUTES, MOST_WALK_INS = 30, 120, 90
LONGEST_CAUSE = 120
EPSILON = 1e-9


class Purpose(StrEnum):
    """What somebody comes for. APPLY is whatever the catalogue offers, filled in at the counter."""

    RECORDING = "perekaman"
    COLLECTION = "pengambilan"
    ORIGINALS = "berkas-asli"
    APPLY = "pengajuan"
    IKD = "ikd"


class Line(StrEnum):
    """Where one waits: at the kits, or at the desk."""

    RECORDING = "recording"
    DESK = "desk"


LINE_OF: Mapping[Purpose, Line] = {
    one: Line.RECORDING if one is Purpose.RECORDING else Line.DESK for one in Purpose
}


class State(StrEnum):
    """What became of a booking."""

    BOOKED = "booked"
    ARRIVED = "arrived"  # has a queue number
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Closed:
    """A while in which a place does not work, in the office's zone; without an end it is not known."""

    begins: datetime
    ends: datetime | None

    def hits(self, *, begins: datetime, ends: datetime, now: datetime) -> bool:
        """Whether it meets a time; what has no end is taken to last for the rest of the day that it is."""
        if self.ends is not None:
            return self.begins < ends and begins < self.ends
        return self.begins < ends and begins.date() <= max(now, self.begins).date()


@dataclass(frozen=True, kw_only=True)
class Session:
    """What a place offers to one line on a day.

    spans         times of day in which people are served
    stations      who can be served at once: the smaller of kits and people
    minutes_each  a person at one station
    walk_ins      percent that is kept free of bookings
    taken         people who come at no particular time and have their place: called, or registered by number
    closed        minutes of the day (begin, end) in which it does not work
    """

    on: date
    spans: Sequence[tuple[time, time]]
    stations: int
    minutes_each: float
    walk_ins: int = WALK_INS
    taken: int = 0
    closed: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, kw_only=True)
class Slot:
    """Half an hour of a session.

    capacity  whom the stations can serve in it
    bookable  how many of them may be booked
    booked    how many are
    """

    starts: time
    minutes: int
    capacity: int
    bookable: int
    booked: int = 0

    @property
    def free(self) -> int:
        """How many more may book."""
        return max(0, self.bookable - self.booked)

    @property
    def free_first(self) -> int:
        """How many more may come who were hit by an outage: the share of walk-ins is open to them."""
        return max(0, self.capacity - self.booked)

    @property
    def over(self) -> int:
        """Booked people whom the stations cannot serve in it any more."""
        return max(0, self.booked - self.capacity)


def slots(session: Session, *, booked: Mapping[time, int] | None = None) -> list[Slot]:
    """The half hours of a session, in order, with what is booked; booked times that it no longer has too.

    All of them together hold as many people as the stations can serve in their minutes, cut down; each gets
    what the minutes up to its end hold more than those up to its beginning.
    """
    told = dict(booked or {})
    found, minutes, held, may = [], 0, 0, 0
    cut = _pieces(session)
    whole = _people(sum(length for _starts, length in cut), session)
    share = (1 - session.walk_ins / 100) * (max(0.0, 1 - session.taken / whole) if whole else 0.0)
    for starts, length in cut:
        minutes += length
        upto, may_upto = floor(_people(minutes, session)), floor(_people(minutes, session) * share)
        capacity = upto - held
        bookable = min(may_upto - may, capacity)
        held, may = upto, may_upto
        found.append(
            Slot(
                starts=starts,
                minutes=length,
                capacity=capacity,
                bookable=bookable,
                booked=told.pop(starts, 0),
            )
        )
    lost = [
        Slot(starts=starts, minutes=0, capacity=0, bookable=0, booked=n) for starts, n in told.items() if n
    ]
    return sorted([*found, *lost], key=lambda slot: slot.starts)


def _people(minutes: float, session: Session) -> float:
    return minutes * session.stations / session.minutes_each + EPSILON


def _pieces(session: Session) -> list[tuple[time, int]]:
    """Beginning and working minutes of each half hour; one that meets a closed while has none."""
    found = []
    for opens, closes in session.spans:
        begins, end = minute(opens), minute(closes)
        for starts in range(begins, end, SLOT):
            ends = min(starts + SLOT, end)
            hit = any(since < ends and starts < until for since, until in session.closed)
            found.append((clock(starts), 0 if hit else ends - starts))
    return found


def check_room(found: Sequence[Slot], *, starts: time, first: bool = False) -> None:
    """Whether one more may come at a time. Raises RuleBroken("booking_slot_unknown" | "booking_slot_full").

    first  whether it is somebody who was hit by an outage
    """
    slot = next((one for one in found if one.starts == starts and one.minutes), None)
    if slot is None:
        raise RuleBroken("booking_slot_unknown")
    if not (slot.free_first if first else slot.free):
        raise RuleBroken("booking_slot_full")


def check_when(*, on: date, starts: time, now: datetime) -> None:
    """Whether a time lies ahead and not too far. Raises RuleBroken("booking_too_late" | "booking_too_early").

    now  in the office's zone
    """
    if datetime.combine(on, starts, now.tzinfo) <= now:
        raise RuleBroken("booking_too_late")
    if on > now.date() + timedelta(days=DAYS_AHEAD):
        raise RuleBroken("booking_too_early", days=DAYS_AHEAD)


def closed_minutes(whiles: Collection[Closed], *, on: date, now: datetime) -> list[tuple[int, int]]:
    """The minutes of a day, begin and end, that outages take."""
    midnight = datetime.combine(on, time(), now.tzinfo)
    after = midnight + timedelta(days=1)
    found = []
    for one in whiles:
        if one.hits(begins=midnight, ends=after, now=now):
            since, until = max(one.begins, midnight), min(one.ends or after, after)
            found.append((_minutes(since - midnight), _minutes(until - midnight)))
    return found


def _minutes(lapse: timedelta) -> int:
    return int(lapse.total_seconds() // 60)


@dataclass(frozen=True)
class DaySum:
    """A day of a place as its calendar draws it."""

    on: date
    capacity: int
    bookable: int
    free: int
    over: int = 0

    @property
    def word(self) -> str:
        """closed, full, few (a fifth or less is left) or free."""
        if not self.capacity:
            return "closed"
        if not self.free:
            return "full"
        return "few" if self.free * 5 <= self.bookable else "free"


def day_sum(on: date, found: Collection[Slot], *, after: time | None = None) -> DaySum:
    """A day's slots together.

    after  what began by then can no longer be booked: today's hour
    """
    ahead = [slot for slot in found if after is None or slot.starts > after]
    return DaySum(
        on=on,
        capacity=sum(slot.capacity for slot in found),
        bookable=sum(slot.bookable for slot in found),
        free=sum(slot.free for slot in ahead),
        over=sum(slot.over for slot in found),
    )
