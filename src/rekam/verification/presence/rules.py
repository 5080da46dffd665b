"""Where a presentation stands, and whether it counts for a question (pure)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rekam.credentials.presenting.rules import State as Asked
from rekam.credentials.verdict import Standing
from rekam.kernel.errors import RuleBroken


class State(StrEnum):
    """Where a presentation stands. INVALID, SUSPENDED and UNKNOWN are the verdict on what was shown."""

    WAITING = "waiting"
    SHOWN = "shown"
    INVALID = "invalid"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"
    DECLINED = "declined"
    USED = "used"
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class Presentation:
    """What is known of one.

    fields    which the holder read on the phone before showing
    standing  None before something was shown
    """

    fields: frozenset[str]
    asked: Asked
    standing: Standing | None
    used: bool


_VERDICTS: Mapping[Standing, State] = {
    Standing.VALID: State.SHOWN,
    Standing.INVALID: State.INVALID,
    Standing.SUSPENDED: State.SUSPENDED,
    Standing.UNKNOWN: State.UNKNOWN,
}
_WAITING = frozenset({Asked.WAITING, Asked.FETCHED})


def state_of(one: Presentation) -> State:
    """Where a presentation stands."""
    if one.used:
        return State.USED
    if one.asked is Asked.OVER:
        return State.OVER
    if one.asked is Asked.DECLINED:
        return State.DECLINED
    if one.asked in _WAITING or one.standing is None:
        return State.WAITING
    return _VERDICTS[one.standing]


def check_use(one: Presentation, *, fields: Collection[str]) -> None:
    """Whether a presentation covers a question about these fields; whose NIK it is, is not looked at here.

    Raises RuleBroken("presence_not_shown" | "presence_invalid" | "presence_suspended" | "presence_unknown").
    """
    match state_of(one):
        case State.INVALID:
            raise RuleBroken("presence_invalid")
        case State.SUSPENDED:
            raise RuleBroken("presence_suspended")
        case State.UNKNOWN:
            raise RuleBroken("presence_unknown")
        case State.SHOWN if one.fields.issuperset(fields):
            return
    raise RuleBroken("presence_not_shown")
