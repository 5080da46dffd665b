"""Who is served and who is told to come again, when more is asked than can be done (pure).

Every kind of request has a room of its own: so many threads, and so many places to wait for one. What finds
no place is answered at once, before a thread or the database is touched, so that refusing stays cheap and
nobody waits for an answer that comes too late to be of use.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

PACKETS = "/api/v1/packets"


class Kind(StrEnum):
    """What is asked, the most urgent first: a packet that is not taken lies on one laptop alone."""

    INTAKE = "intake"
    QUESTIONS = "questions"
    PAGES = "pages"


@dataclass(frozen=True, kw_only=True)
class Room:
    """How much of one kind a process works on.

    threads   at once
    waiting   more that may wait for a thread; 0 = none
    lines     large bodies that come in at once; each holds memory or disk, but no thread
    again     seconds after which whoever found no place may come again
    """

    threads: int
    waiting: int
    lines: int
    again: int

    def __post_init__(self) -> None:
        if self.threads < 1 or self.waiting < 0 or self.lines < 1 or self.again < 1:
            raise ValueError(f"a room has a thread, a line and a time: {self}")


def rooms(*, questions_waiting: int = 40) -> Mapping[Kind, Room]:
    """The rooms of a web process.

    questions_waiting   at some 190 questions a second 40 of them are worked on within 250 ms

    Two threads answer questions: more of them only wait for each other in one process, and made the slowest
    answers slower (benchmarks/README.md). 51 of the pages' threads are residents' (web.crowd.middleware).
    """
    return {
        Kind.INTAKE: Room(threads=8, waiting=64, lines=200, again=5),
        Kind.QUESTIONS: Room(threads=2, waiting=questions_waiting, lines=50, again=1),
        Kind.PAGES: Room(threads=80, waiting=160, lines=300, again=5),
    }


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How slow a line may be.

    small    bytes up to which a body must come at once, within `silent` seconds
    silent   seconds without a byte after which a line is given up
    grace    seconds in which any pace will do
    slowest  bytes a second over all the time after that: a photograph of 2 MB in 8 minutes
    """

    small: int = 64 * 1024
    silent: float = 30  # a line in the hills may be away for so long, and comes back
    grace: float = 20
    slowest: int = 4 * 1024

    def is_out(self, *, there: int, seconds: float) -> bool:
        """Whether a line that brought so many bytes in so many seconds is given up."""
        return (seconds - self.grace) * self.slowest > there


@dataclass(kw_only=True)
class Taken:
    """What a process has taken on now: requests with a place, and large bodies on their way, by kind."""

    places: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(Kind, 0))
    lines: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(Kind, 0))


def kind_of(path: str) -> Kind:
    """What a request to this address is."""
    if path.startswith((PACKETS, "/api/v1/station/")):
        return Kind.INTAKE
    return Kind.QUESTIONS if path == "/api/v1/verification/questions" else Kind.PAGES


def has_place(kind: Kind, *, taken: Taken, among: Mapping[Kind, Room]) -> bool:
    """Whether a request of this kind gets a thread, or may wait for one.

    While something more urgent waits for its own thread, the less urgent have a quarter of their places to
    wait: processors are shared by all rooms, and their queues are what is let go first.
    """
    room = among[kind]
    waiting = room.waiting // 4 if _is_held_up(kind, taken=taken, among=among) else room.waiting
    return taken.places[kind] < room.threads + waiting


def has_line(kind: Kind, *, taken: Taken, among: Mapping[Kind, Room]) -> bool:
    """Whether one more large body of this kind may come in."""
    return taken.lines[kind] < among[kind].lines


def _is_held_up(kind: Kind, *, taken: Taken, among: Mapping[Kind, Room]) -> bool:
    order = list(Kind)
    return any(taken.places[one] > among[one].threads for one in order[: order.index(kind)])
