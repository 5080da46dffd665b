"""How long a recording may stand at each rung before it counts as stuck: range and reason of each. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from rekam.enrolment.rules import ATTENTION, Status
from rekam.kernel.errors import RuleBroken

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Limit:
    """How long is too long at one rung: the usual, and between which an installation may set its own."""

    usual: timedelta
    least: timedelta
    most: timedelta
    why: str


_BETWEEN = Limit(
    usual=HOUR,
    least=timedelta(minutes=10),
    most=DAY,
    why="one transaction goes through it; the check runs every ten minutes",
)
_WORKER = Limit(
    usual=DAY,
    least=HOUR,
    most=7 * DAY,
    why="the worker takes minutes; after a day of mass recording the queue may take a night",
)
_OFFICE = Limit(
    usual=7 * DAY,
    least=DAY,
    most=60 * DAY,
    why="our own measure for what an office looks into; no rule sets one",
)
LIMITS: Final[Mapping[Status, Limit]] = {
    Status.BIO_CAPTURED: _BETWEEN,
    Status.PROCESSING: _WORKER,
    Status.SENT_FOR_ENROLLMENT: _BETWEEN,
    Status.RECEIVED_AT_CENTRAL: _BETWEEN,
    Status.SENT_FOR_DEDUP: _WORKER,
    **dict.fromkeys(ATTENTION, _OFFICE),
}
_UNITS: Final = {"m": timedelta(minutes=1), "h": HOUR, "d": DAY}


def read_limits(text: str) -> Mapping[Status, timedelta]:
    """The limits of an installation: the usual ones, but for those that it names.

    text   "SENT_FOR_ENROLLMENT=30m ADJUDICATE_RECORD=14d", with minutes, hours or days; "" = the usual ones
    Raises RuleBroken("stuck_after_invalid") for a rung without a limit, no number, or one out of its range.
    """
    limits = {status: limit.usual for status, limit in LIMITS.items()}
    for part in text.replace(",", " ").split():
        name, _, told = part.partition("=")
        number, unit = told[:-1], _UNITS.get(told[-1:])
        if name not in LIMITS or unit is None or not (number.isascii() and number.isdigit()):
            raise RuleBroken("stuck_after_invalid", part=part)
        status = Status(name)
        after = int(number) * unit if len(number) < 6 else timedelta.max
        if not LIMITS[status].least <= after <= LIMITS[status].most:
            raise RuleBroken("stuck_after_invalid", part=part)
        limits[status] = after
    return limits


def patience(status: Status, *, limits: Mapping[Status, timedelta]) -> timedelta | None:
    """How long a recording may stand at a status before a list calls it late, in whole days, at least one.

    limits   as `read_limits` gave them
    None where standing there is no fault: a card waits for blanks and for its holder, and the room of cards
    tells of that.
    """
    after = limits.get(status)
    return None if after is None else max(1, -(-after // DAY)) * DAY
