"""What can happen to a complaint, and what may follow (pure): the one table of moves."""

from collections.abc import Mapping
from enum import StrEnum

from rekam.kernel.errors import RuleBroken


class State(StrEnum):
    """Where a complaint stands. There is none for "withdrawn": nobody is to be talked out of one."""

    OPEN = "open"
    ASKED = "asked"  # the owner has a question; the days run on
    ANSWERED = "answered"


class Step(StrEnum):
    """What happened."""

    FILED = "filed"
    GIVEN = "given"  # it got an owner
    NAMED = "named"  # the head said who is accused
    LINKED = "linked"  # an application or a resident was found
    ASKED = "asked"
    REPLIED = "replied"
    ANSWERED = "answered"
    REOPENED = "reopened"
    WARNED = "warned"
    RAISED = "raised"


_STAYS = (Step.GIVEN, Step.NAMED, Step.LINKED, Step.WARNED, Step.RAISED)
WAITING = (State.OPEN, State.ASKED)

NEXT: Mapping[State, Mapping[Step, State]] = {
    State.OPEN: {
        **dict.fromkeys(_STAYS, State.OPEN),
        Step.ASKED: State.ASKED,
        Step.REPLIED: State.OPEN,
        Step.ANSWERED: State.ANSWERED,
    },
    State.ASKED: {
        **dict.fromkeys(_STAYS, State.ASKED),
        Step.ASKED: State.ASKED,
        Step.REPLIED: State.OPEN,
        Step.ANSWERED: State.ANSWERED,
    },
    State.ANSWERED: {Step.REOPENED: State.OPEN},
}


def after(state: State, step: Step) -> State:
    """The state after a step. Raises RuleBroken("complaint_step_not_allowed")."""
    found = NEXT[state].get(step)
    if found is None:
        raise RuleBroken("complaint_step_not_allowed", state=state.value, step=step.value)
    return found
