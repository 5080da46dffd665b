"""Who is let in when more residents come than the server can serve: first come, first served (pure).

Everybody has a number, and each number one place in a ring: free, inside, called or waiting, and when it was
last seen. All else is counted from these, so nothing can drift: who closes the browser is simply not seen any
more. The ring is small and of one size, whatever comes.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Standing(IntEnum):
    """What a number is."""

    FREE = 0
    INSIDE = 1
    CALLED = 2  # may come in, has not come yet
    WAITING = 3


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How many, and how long.

    places           residents inside at once (1 or more), who left a moment ago among them; measured, see
                     docs/explanation/rush.md
    inside_seconds   so long somebody counts as inside after the last page: the longest reading of a page
    called_seconds   so long a place is kept for who was called: longer than a waiting page stands
    away_seconds     who was not seen for so long does not count in line; who comes back has the old place
    visit_seconds    a usual visit, for the estimate until the line itself shows how fast it moves
    """

    places: int = 450
    inside_seconds: float = 120
    called_seconds: float = 90
    away_seconds: float = 150
    visit_seconds: float = 240

    def __post_init__(self) -> None:
        if self.places < 1:
            raise ValueError(f"there must be a place at least, not {self.places}")


SOONEST, LATEST = 10, 60  # seconds that a waiting page stands before it asks again
CALLS = 64  # of so many the pace of the line is reckoned
FULL_SECONDS = 360  # when to come again, where not even the line has room
PACE_SECONDS = 300  # calls older than this say nothing of it


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody is told.

    number    theirs from now on; None = the line is full, so no place in it can be promised
    inside    whether they are let in
    ahead     how many wait before them
    seconds   how long it will take at the pace of the line
    """

    number: int | None
    inside: bool
    ahead: int = 0
    seconds: float = 0

    @property
    def asks_again(self) -> int:
        """Seconds until the waiting page asks again: seldom far behind, often near the door."""
        return int(min(LATEST, max(SOONEST, self.seconds / 6)))


class Memory(Protocol):
    """Where the ring lies.

    Only numbers are given one at a time. All else two requests may do to the same memory at once: each counts
    anew, and both call the same people; at worst somebody more is let in.
    """

    @property
    def given(self) -> int:
        """How many numbers were given; also the next one."""

    def give(self) -> int:
        """The next number, to nobody else."""

    standing: NDArray[np.uint8]
    seen: NDArray[np.float64]
    calls: NDArray[np.float64]


def arrive(
    memory: Memory, *, number: int | None, now: float, limits: Limits, may_call: bool = True
) -> Answer:
    """Somebody asks for a page: with a number that this memory gave, or with none.

    now       seconds, of a clock that all processes share
    may_call  False while the server has more to do than it can: those inside stay, nobody more is let in
    """
    known = _known(memory, number=number, now=now, limits=limits)
    if known is not None and _standing(memory, known) != Standing.WAITING:
        return Answer(number=_moved_on(memory, number=known, now=now, limits=limits), inside=True)
    here = _given(memory, now=now, limits=limits) if known is None else known
    if here is None:
        return Answer(number=None, inside=False, seconds=FULL_SECONDS)
    _mark(memory, here, Standing.WAITING, now)
    if may_call:
        _call(memory, now=now, limits=limits, uncounted=here if known is None else None)
    if _standing(memory, here) == Standing.CALLED:
        _mark(memory, here, Standing.INSIDE, now)
        return Answer(number=here, inside=True)
    ahead = len(_waiting(memory, now=now, limits=limits, before=here))
    seconds = (ahead + 1) / pace(memory, now=now, limits=limits)
    return Answer(number=here, inside=False, ahead=ahead, seconds=seconds)


def enter(memory: Memory, *, number: int | None, now: float, limits: Limits) -> int | None:
    """Let somebody in whatever the line says (who has begun to fill in a form); the number that counts them.

    None where the ring is full: they come in without being counted.
    """
    known = _known(memory, number=number, now=now, limits=limits)
    here = _given(memory, now=now, limits=limits) if known is None else known
    return None if here is None else _moved_on(memory, number=here, now=now, limits=limits)


def inside(memory: Memory, *, now: float, limits: Limits) -> int:
    """How many places are taken: by who is inside, and by who was called and may still come."""
    standing, age = _window(memory, now=now)
    return int(
        np.count_nonzero((standing == Standing.INSIDE) & (age <= limits.inside_seconds))
        + np.count_nonzero((standing == Standing.CALLED) & (age <= limits.called_seconds))
    )


def waiting(memory: Memory, *, now: float, limits: Limits) -> int:
    """How many wait in line and were seen not long ago."""
    return len(_waiting(memory, now=now, limits=limits, before=memory.given))


def pace(memory: Memory, *, now: float, limits: Limits) -> float:
    """People called a second: of late, or what places and a usual visit promise where few were called."""
    recent = memory.calls[memory.calls > now - PACE_SECONDS]
    if len(recent) < CALLS // 4:
        return limits.places / limits.visit_seconds
    return len(recent) / max(1.0, now - float(recent.min()))


def _known(memory: Memory, *, number: int | None, now: float, limits: Limits) -> int | None:
    """The number, if it still stands for somebody: who was away too long is somebody new."""
    if number is None or not _oldest(memory) <= number < memory.given:
        return None
    place = number % len(memory.standing)
    age = now - memory.seen[place]
    match memory.standing[place]:
        case Standing.INSIDE:
            return number if age <= limits.inside_seconds else None
        case Standing.CALLED:
            return number if age <= limits.called_seconds else None
        case Standing.WAITING:
            return number
    return None


def _given(memory: Memory, *, now: float, limits: Limits) -> int | None:
    """A new number, unless the one whose place it would take still stands for somebody."""
    before = memory.given - len(memory.standing)
    is_full = before >= 0 and _stands(memory, before, now=now, limits=limits)
    return None if is_full else memory.give()


def _stands(memory: Memory, number: int, *, now: float, limits: Limits) -> bool:
    place = number % len(memory.standing)
    is_waiting = memory.standing[place] == Standing.WAITING
    if is_waiting and now - memory.seen[place] > limits.away_seconds:
        return False
    return _known(memory, number=number, now=now, limits=limits) is not None


def _moved_on(memory: Memory, *, number: int, now: float, limits: Limits) -> int:
    """Inside, now; with a newer number where the ring has half gone round, so that nobody blocks it."""
    if memory.given - number > len(memory.standing) // 2:
        fresh = _given(memory, now=now, limits=limits)
        if fresh is not None:
            _mark(memory, number, Standing.FREE, now)
            number = fresh
    _mark(memory, number, Standing.INSIDE, now)
    return number


def _call(memory: Memory, *, now: float, limits: Limits, uncounted: int | None) -> None:
    """Give the free places to those who wait, the oldest number first.

    uncounted  who has not waited at all, and says nothing of the pace of the line
    """
    free = limits.places - inside(memory, now=now, limits=limits)
    if free <= 0:
        return
    called = _waiting(memory, now=now, limits=limits, before=memory.given)[:free]
    for number in called:
        _mark(memory, int(number), Standing.CALLED, now)
    counted = np.count_nonzero(called != uncounted) if uncounted is not None else len(called)
    memory.calls[:] = np.concatenate([memory.calls, np.full(counted, now)])[-len(memory.calls) :]


def _waiting(memory: Memory, *, now: float, limits: Limits, before: int) -> NDArray[np.int64]:
    """The numbers that wait, oldest first, below one number."""
    standing, age = _window(memory, now=now)
    found = np.flatnonzero((standing == Standing.WAITING) & (age <= limits.away_seconds)) + _oldest(memory)
    return found[found < before]


def _window(memory: Memory, *, now: float) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Standing and age of all numbers that the ring still knows, oldest first."""
    size = len(memory.standing)
    shift = memory.given % size if memory.given > size else 0
    last = min(memory.given, size)
    standing = np.concatenate([memory.standing[shift:last], memory.standing[:shift]])
    seen = np.concatenate([memory.seen[shift:last], memory.seen[:shift]])
    return standing, now - seen


def _oldest(memory: Memory) -> int:
    return max(0, memory.given - len(memory.standing))


def _standing(memory: Memory, number: int) -> Standing:
    return Standing(memory.standing[number % len(memory.standing)])


def _mark(memory: Memory, number: int, standing: Standing, now: float) -> None:
    memory.standing[number % len(memory.standing)] = standing
    memory.seen[number % len(memory.seen)] = now
