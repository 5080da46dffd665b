"""Parts of a kit, how a part may stand, and what may be done with it (pure).

UPDATE ME: the table of states stands in docs/reference/kits.md too.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from rekam.kernel.errors import RuleBroken


class PartKind(StrEnum):
    """What a kit is made of.

    Source: the certified devices of Permendagri 72/2022, annex. In force from 2022-04-21.
    """

    LAPTOP = "laptop"
    CAMERA = "camera"
    FINGER = "finger"
    IRIS = "iris"
    SIGNATURE = "signature"
    PRINTER = "printer"


# Without one of these nobody can be recorded; a printer is for cards only.
NEEDED = (PartKind.LAPTOP, PartKind.CAMERA, PartKind.FINGER, PartKind.IRIS, PartKind.SIGNATURE)


class State(StrEnum):
    """How a part stands."""

    READY = "ready"
    FAULTY = "faulty"
    LOCAL = "local"
    JAKARTA = "jakarta"
    BACK = "back"
    WRITTEN_OFF = "written_off"


class Act(StrEnum):
    """What is done with a part; each is one row of its history."""

    REGISTERED = "registered"
    PUT = "put"
    BORROWED = "borrowed"
    RETURNED = "returned"
    REPORTED = "reported"
    REPORTED_AGAIN = "reported_again"
    SOUND = "sound"
    LOCAL = "local"
    SENT = "sent"
    BACK = "back"
    MENDED = "mended"
    WRITTEN_OFF = "written_off"


_MOVES = frozenset({Act.PUT, Act.BORROWED, Act.RETURNED})
# What leads where; moving a part changes no state, and a repeated report is only written down.
NEXT: Mapping[State, Mapping[Act, State]] = {
    State.READY: {Act.REPORTED: State.FAULTY, Act.WRITTEN_OFF: State.WRITTEN_OFF},
    State.FAULTY: {
        Act.SOUND: State.READY,
        Act.LOCAL: State.LOCAL,
        Act.SENT: State.JAKARTA,
        Act.WRITTEN_OFF: State.WRITTEN_OFF,
        Act.REPORTED_AGAIN: State.FAULTY,
    },
    State.LOCAL: {
        Act.MENDED: State.READY,
        Act.SENT: State.JAKARTA,
        Act.WRITTEN_OFF: State.WRITTEN_OFF,
        Act.REPORTED_AGAIN: State.LOCAL,
    },
    State.JAKARTA: {
        Act.BACK: State.BACK,
        Act.WRITTEN_OFF: State.WRITTEN_OFF,
        Act.REPORTED_AGAIN: State.JAKARTA,
    },
    State.BACK: {
        Act.MENDED: State.READY,
        Act.LOCAL: State.LOCAL,
        Act.SENT: State.JAKARTA,
        Act.WRITTEN_OFF: State.WRITTEN_OFF,
        Act.REPORTED_AGAIN: State.BACK,
    },
    State.WRITTEN_OFF: {},
}
BROKEN = frozenset({State.FAULTY, State.LOCAL, State.JAKARTA, State.BACK})
# What an officer writes down on a part's page, in the order of the form.
STEPS = (Act.REPORTED, Act.SOUND, Act.LOCAL, Act.SENT, Act.BACK, Act.MENDED, Act.WRITTEN_OFF)
LONGEST_LOAN = timedelta(days=365)


def after(state: State, *, act: Act) -> State:
    """How a part stands after an act. Raises RuleBroken("part_act_not_allowed")."""
    if act in _MOVES and state is not State.WRITTEN_OFF:
        return state
    if act not in NEXT[state]:
        raise RuleBroken("part_act_not_allowed", state=state, act=act)
    return NEXT[state][act]


def folded(acts: Iterable[Act]) -> State:
    """How a part stands after its whole history, whose first act registered it.

    Raises RuleBroken("part_act_not_allowed"), and ValueError for a history that begins otherwise.
    """
    state: State | None = None
    for act in acts:
        if (state is None) != (act is Act.REGISTERED):
            raise ValueError(f"{act} at the wrong place of a history")
        state = State.READY if state is None else after(state, act=act)
    if state is None:
        raise ValueError("a part without a history")
    return state


def steps_from(state: State) -> tuple[Act, ...]:
    """The steps that may come next, in the order of the form."""
    return tuple(act for act in STEPS if act in NEXT[state])


def check_day(on: date, *, last: date, today: date) -> None:
    """What happened to a part is written in the order of its days.

    last   the day of its last act
    Raises RuleBroken("part_day_wrong").
    """
    if not last <= on <= today:
        raise RuleBroken("part_day_wrong", last=last.isoformat())


def check_due(due_on: date, *, on: date) -> None:
    """A borrowed part comes back on a day to come, within a year; for longer it is given over.

    In Surabaya parts were lent between kecamatan and did not come back (JPNN, 28 September 2013): no loan
    without its day. Raises RuleBroken("loan_day_wrong").
    """
    if not on < due_on <= on + LONGEST_LOAN:
        raise RuleBroken("loan_day_wrong", most=LONGEST_LOAN.days)


def reported_day(told: date, *, received: date) -> date:
    """The day of a fault: as the laptop says it, unless its clock cannot be right (future, or a year ago)."""
    return told if received - timedelta(days=365) <= told <= received else received
