"""What one resident adds to the counts: a mark of bits, and what is counted from marks (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, IntFlag, StrEnum

from rekam.coverage.rules import ELDERLY_AGE
from rekam.registry.rules import CARD_AGE

# Of whom nobody said until when: a school year or a contract of work, then somebody asks again (assumption).
USUALLY_AWAY = timedelta(days=365)
OLDEST = 120  # who is said to be older is counted with them; the register's date stays as it is


class Mark(IntFlag):
    """What a resident is on a day; bits 9 to 13 hold a Reach and a Channel.

    RECORDED and what follows from it are set only for who is wajib, as coverage counts them; AHEAD is
    somebody recorded who is not wajib yet. DISABLED and FOREIGN are set for the wajib, a reach for the gap.
    LOST is somebody handed a card who has reported it lost and has no other yet.
    """

    POPULATION = 1
    WAJIB = 2
    RECORDED = 4
    PRINT_READY = 8
    PRINTED = 16
    HANDED_OVER = 32
    AHEAD = 64
    DISABLED = 128
    FOREIGN = 256
    LOST = 1 << 14


REACH_BIT, REACH_MASK = 9, 3 << 9
CHANNEL_BIT, CHANNEL_MASK = 11, 7 << 11


class Reach(IntEnum):
    """Whether somebody who is not recorded could be recorded here, as far as the newest evidence says."""

    UNKNOWN = 0
    REACHABLE = 1
    AWAY = 2
    PROBABLY_GONE = 3


class Channel(IntEnum):
    """By which way somebody was recorded; UNKNOWN for recordings that came with a list."""

    UNKNOWN = 0
    OFFICE = 1
    MOBILE = 2  # at a planned visit of a team
    OUTSIDE = 3  # in another kabupaten/kota than that of the domicile


class Reason(StrEnum):
    """Why somebody was not recorded, as a call-up found it."""

    WILLING = "willing"
    UNABLE_TO_COME = "unable_to_come"
    REFUSES = "refuses"
    BOARDING = "boarding"
    WORKS_ELSEWHERE = "works_elsewhere"
    ABROAD = "abroad"
    SAID_DEAD = "said_dead"
    SAID_MOVED = "said_moved"
    NOT_KNOWN_THERE = "not_known_there"


REACH_OF: Mapping[Reason, Reach] = {
    Reason.WILLING: Reach.REACHABLE,
    Reason.UNABLE_TO_COME: Reach.REACHABLE,
    Reason.REFUSES: Reach.REACHABLE,
    Reason.BOARDING: Reach.AWAY,
    Reason.WORKS_ELSEWHERE: Reach.AWAY,
    Reason.ABROAD: Reach.AWAY,
    Reason.SAID_DEAD: Reach.PROBABLY_GONE,
    Reason.SAID_MOVED: Reach.PROBABLY_GONE,
    Reason.NOT_KNOWN_THERE: Reach.PROBABLY_GONE,
}


@dataclass(frozen=True)
class Measure:
    """Whom a count takes: marks that are `value` under `mask`, of an age from `first` to `last`."""

    mask: int
    value: int
    first: int = 0
    last: int = OLDEST

    def takes(self, *, mark: int, age: int) -> bool:
        """Whether somebody of this mark and age is counted."""
        return mark & self.mask == self.value and self.first <= age <= self.last


def _has(mark: Mark) -> Measure:
    return Measure(mask=mark, value=mark)


GAP = Mark.WAJIB | Mark.RECORDED  # mask; a gap is WAJIB under it


def _gap_with(mark: Mark) -> Measure:
    return Measure(mask=GAP | mark, value=Mark.WAJIB | mark)


def _gap_of(reach: Reach) -> Measure:
    return Measure(mask=GAP | REACH_MASK, value=Mark.WAJIB | reach << REACH_BIT)


# The columns of a total, in the order of the fields of coverage.rules.Counts and then of Groups.
MEASURES: Mapping[str, Measure] = {
    "population": _has(Mark.POPULATION),
    "wajib": _has(Mark.WAJIB),
    "recorded": _has(Mark.RECORDED),
    "print_ready": _has(Mark.PRINT_READY),
    "printed": _has(Mark.PRINTED),
    "handed_over": _has(Mark.HANDED_OVER),
    "youngest": Measure(mask=GAP, value=Mark.WAJIB, last=CARD_AGE),
    "ahead": _has(Mark.AHEAD),
    "reachable": _gap_of(Reach.REACHABLE),
    "away": _gap_of(Reach.AWAY),
    "probably_gone": _gap_of(Reach.PROBABLY_GONE),
    "lost": _has(Mark.LOST),
    "elderly": Measure(mask=GAP, value=Mark.WAJIB, first=ELDERLY_AGE),
    "disabled": _gap_with(Mark.DISABLED),
    "foreign": _gap_with(Mark.FOREIGN),
}


PROFILED = Mark.WAJIB | Mark.AHEAD | Mark.RECORDED | REACH_MASK | CHANNEL_MASK


class Cause(StrEnum):
    """Why the number of the not recorded of an area moved; the causes add up to the difference."""

    RECORDED = "recorded"
    TURNED_17 = "turned_17"
    BECAME_WAJIB = "became_wajib"  # by marriage, or by a permit
    CAME = "came"
    MOVED = "moved"  # inside the office: one kelurahan's loss is another one's gain
    LEFT = "left"
    ENDED = "ended"  # no longer wajib: a permit ran out, a date was corrected
    UNDONE = "undone"  # a recording that does not count any more


@dataclass(frozen=True, order=True)
class Cell:
    """Persons of one kelurahan, sex, age (years, 120 = 120 or older) and mark (bits of Mark)."""

    area_code: str
    sex: str
    age: int
    mark: int
    people: int


def is_gap(mark: int) -> bool:
    """Whether a mark is of somebody wajib and not recorded."""
    return mark & GAP == Mark.WAJIB


def channel_of(mark: int) -> Channel:
    """The channel that a mark holds; UNKNOWN for who is not recorded."""
    return Channel((mark & CHANNEL_MASK) >> CHANNEL_BIT)
