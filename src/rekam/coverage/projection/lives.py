"""Who waits for a recording or a card, as of a day: the material of a projection (pure).

Days are ordinals (date.toordinal), NEVER for what has not happened.
"""

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

NEVER = 10**7
WINDOW_DAYS = 39 * 28  # three years less three days: whole blocks of four weeks (tempo)


class Channel(IntEnum):
    """The way by which a recording came; UNKNOWN where only its date was imported."""

    UNKNOWN = 0
    COUNTER = 1
    OUTREACH = 2
    ELSEWHERE = 3


@dataclass(frozen=True)
class Spells:
    """Waits that end with an event, arrays of one length.

    since    day the clock starts: the day the person became wajib, or the card could be made
    enter    first day on which an event could have been seen (left truncation)
    event    day of the recording or hand-over, NEVER while it is still awaited (right censoring)
    left     day the person died, moved away or became inactive, NEVER for those still here
    unit     index of the kelurahan
    channel  Channel of the event
    """

    since: Ints
    enter: Ints
    event: Ints
    left: Ints
    unit: Ints
    channel: Ints

    def __len__(self) -> int:
        return len(self.since)

    def only(self, rows: Bools) -> "Spells":
        """The spells of these rows."""
        return Spells(*(column[rows] for column in self._columns()))

    def _columns(self) -> tuple[Ints, ...]:
        return (self.since, self.enter, self.event, self.left, self.unit, self.channel)

    def waiting_on(self, day: int) -> Bools:
        """Who is here and still waits at the end of that day."""
        rows: Bools = (self.enter <= day) & (self.event > day) & (self.left > day)
        return rows


@dataclass(frozen=True)
class Clock:
    """Time that does not pass on days on which nobody's wait could end, as in months without blanks.

    first    ordinal of the first day of the window
    stopped  whether the clock stood still, on each day from `first`
    """

    first: int
    stopped: Bools

    def read(self, days: Ints | int) -> Ints:
        """Days by this clock; those before the window are as in the calendar, NEVER stays NEVER."""
        lost = np.concatenate([[0], np.cumsum(self.stopped)])
        passed = days - lost[np.clip(np.asarray(days) - self.first + 1, 0, len(self.stopped))]
        return np.where(np.asarray(days) < NEVER, passed, NEVER)

    def of(self, spells: Spells) -> Spells:
        """The same waits by this clock."""
        return replace(
            spells,
            since=self.read(spells.since),
            enter=self.read(spells.enter),
            event=self.read(spells.event),
            left=self.read(spells.left),
        )


@dataclass(frozen=True)
class Flows:
    """People of each kelurahan, and how many of them came and went in the window (arrays by unit).

    settled         recorded wajib on the day
    settled_left    recorded wajib who died, moved away or became inactive
    settled_came    recorded wajib who moved in
    children        younger than 16 on the day
    children_left, children_came   likewise
    missing_came    wajib who moved in without a recording
    teens           aged 16 on the day; teens_married: of them, married
    """

    settled: Ints
    settled_left: Ints
    settled_came: Ints
    children: Ints
    children_left: Ints
    children_came: Ints
    missing_came: Ints
    teens: Ints
    teens_married: Ints


@dataclass(frozen=True)
class Register:
    """What the register says on a day about an area and the areas it is compared with.

    day            ordinal of the last day that is known
    inside         which units belong to the area that is projected; the others only lend experience
    recordings     waits for a recording, from the 16th birthday: of all not recorded at the window's start
    cards          waits of recorded wajib for a card; empty where it is not asked for
    children_due   17th birthdays of the area's children younger than 16
    held           wajib of the area who hold a card
    arrivals_known whether the register notes who moved in; if not, as many come as go
    """

    day: int
    inside: Bools
    recordings: Spells
    cards: Spells
    children_due: Ints
    held: int
    flows: Flows
    arrivals_known: bool

    @property
    def first(self) -> int:
        """First day of the window that rates are learnt from."""
        return self.day + 1 - WINDOW_DAYS

    @property
    def is_empty(self) -> bool:
        """Whether nobody of the area is wajib."""
        here = self.recordings.only(self.inside[self.recordings.unit])
        missing = here.waiting_on(self.day) & (here.since <= self.day)
        return not (self.flows.settled[self.inside].any() or missing.any())
