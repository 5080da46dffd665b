"""Why somebody is visited at home, what the visit needs, and what becomes of a request (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

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


class HalfDay(StrEnum):
    """When somebody may be visited, and what the family is told of a planned day."""

    ANY = "any"
    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What a visit needs beside a team.

    health     a health worker has to come along
    urgent     something waits for the card: treatment, aid, an inheritance
    needs      what to bring, in the asker's words
    latitude, longitude  in degrees; None = the middle of the kelurahan has to do
    """

    half_day: HalfDay = HalfDay.ANY
    health: bool = False
    urgent: bool = False
    needs: str = ""
    latitude: float | None = None
    longitude: float | None = None


def read_point(text: str) -> tuple[float, float] | None:
    """Latitude and longitude as map programs write them, "-6.1201, 106.1503"; None for an empty text.

    Raises RuleBroken("point_malformed").
    """
    if not text.strip():
        return None
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError as error:
        raise RuleBroken("point_malformed") from error
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise RuleBroken("point_malformed")
    return latitude, longitude


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


def check_step(*, before: State, after: State) -> None:
    """Raises RuleBroken("home_visit_step") where a request cannot go from one state to the other."""
    if after not in NEXT[before]:
        raise RuleBroken("home_visit_step")
