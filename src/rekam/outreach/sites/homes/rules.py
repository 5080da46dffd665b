"""Why somebody is visited at home, what becomes of a request, and how requests make days (pure)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from rekam.kernel.errors import RuleBroken


class Reason(StrEnum):
    """Why somebody cannot come, as the form of Kota Bogor asks it (dukcapil-kota-bogor-dev/jempol)."""

    ELDERLY = "lansia"
    ILL = "sakit"
    MENTAL = "odgj"
    DISABLED = "disabilitas"
    OTHER = "lainnya"


class Asker(StrEnum):
    """Who asked: Bogor's form asks whether the kelurahan did, Sukoharjo's "rekam jemput" takes citizens'."""

    VILLAGE = "kelurahan"
    FAMILY = "keluarga"
    CLINIC = "puskesmas"
    OFFICE = "dinas"


class State(StrEnum):
    """Where a request stands; recorded elsewhere is told by the register, not by a state."""

    WAITING = "waiting"
    PLANNED = "planned"
    DONE = "done"
    ENDED = "ended"  # not needed any more, not found, refused: the note says why


NEXT: Mapping[State, frozenset[State]] = {
    State.WAITING: frozenset({State.PLANNED, State.DONE, State.ENDED}),
    State.PLANNED: frozenset({State.WAITING, State.PLANNED, State.DONE, State.ENDED}),
    State.DONE: frozenset(),
    State.ENDED: frozenset(),
}
OPEN = (State.WAITING, State.PLANNED)
# Solo records somebody lying down in 15 minutes (dispendukcapil.surakarta.go.id), OKU somebody disabled in 25
# (sumsel.antaranews.com/berita/749235); the rest we put between the two.
MINUTES: Mapping[Reason, int] = {
    Reason.ELDERLY: 15,
    Reason.ILL: 15,
    Reason.MENTAL: 25,
    Reason.DISABLED: 25,
    Reason.OTHER: 20,
}
BETWEEN_MINUTES = 15  # from one door to the next inside a kelurahan: an assumption
DAY_MINUTES = 300


def check_step(*, before: State, after: State) -> None:
    """Raises RuleBroken("home_visit_step") where a request cannot go from one state to the other."""
    if after not in NEXT[before]:
        raise RuleBroken("home_visit_step")


@dataclass(frozen=True)
class Asked:
    """An open request: its id, kelurahan, why, since when, and the day wished for, if one was."""

    uuid: UUID
    village: str
    reason: Reason
    asked_on: date
    wanted_on: date | None = None

    @property
    def minutes(self) -> int:
        """The visit and the way to the next door."""
        return MINUTES[self.reason] + BETWEEN_MINUTES


@dataclass(frozen=True)
class HomeDay:
    """Requests of one kelurahan that fit into one day, the oldest first."""

    village: str
    asked: tuple[Asked, ...]

    @property
    def minutes(self) -> int:
        """All visits and the ways between them."""
        return sum(one.minutes for one in self.asked)


def home_days(asked: Iterable[Asked], *, minutes: int = DAY_MINUTES) -> Sequence[HomeDay]:
    """Days of visits at home, one kelurahan each, whoever waits longest first.

    minutes  that a team has for visits on a day, at least one visit
    """
    days: dict[str, list[list[Asked]]] = defaultdict(lambda: [[]])
    for one in sorted(asked, key=lambda one: (one.wanted_on or one.asked_on, one.asked_on, str(one.uuid))):
        last = days[one.village][-1]
        if last and sum(other.minutes for other in last) + one.minutes > minutes:
            days[one.village].append(last := [])
        last.append(one)
    found = [HomeDay(village, tuple(day)) for village, some in days.items() for day in some]
    return sorted(found, key=lambda day: (day.asked[0].asked_on, day.village))
