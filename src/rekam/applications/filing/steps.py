"""What can happen to an application, and what may follow (pure): the one table of moves."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from rekam.kernel.errors import RuleBroken


class State(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    WAITING = "waiting"  # sent, and nobody has looked at all of it
    INCOMPLETE = "incomplete"  # the applicant was asked for more
    CHECKED = "checked"  # one officer proposes to approve
    APPROVED = "approved"  # the originals are to be brought
    IN_WORK = "in_work"
    READY = "ready"
    COLLECTED = "collected"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Step(StrEnum):
    """What happened."""

    SENT = "sent"
    ASKED = "asked"
    CHECKED = "checked"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    REJECTED = "rejected"
    ORIGINALS = "originals"
    READY = "ready"
    REOPENED = "reopened"  # it lay ready, and is not: a card was found to be spoiled
    COLLECTED = "collected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    PAUSED = "paused"
    RESUMED = "resumed"


NEXT: Mapping[State, Mapping[Step, State]] = {
    State.DRAFT: {
        Step.SENT: State.WAITING,
        Step.WITHDRAWN: State.WITHDRAWN,
        Step.LAPSED: State.LAPSED,
    },
    State.WAITING: {
        Step.ASKED: State.INCOMPLETE,
        Step.CHECKED: State.CHECKED,
        Step.REJECTED: State.REJECTED,
        Step.WITHDRAWN: State.WITHDRAWN,
        Step.PAUSED: State.WAITING,
        Step.RESUMED: State.WAITING,
    },
    State.INCOMPLETE: {
        Step.SENT: State.WAITING,
        Step.REJECTED: State.REJECTED,
        Step.WITHDRAWN: State.WITHDRAWN,
        Step.LAPSED: State.LAPSED,
    },
    State.CHECKED: {
        Step.APPROVED: State.APPROVED,
        Step.SENT_BACK: State.WAITING,
        Step.REJECTED: State.REJECTED,
        Step.PAUSED: State.CHECKED,
        Step.RESUMED: State.CHECKED,
    },
    State.APPROVED: {
        Step.ORIGINALS: State.IN_WORK,
        Step.REJECTED: State.REJECTED,
        Step.WITHDRAWN: State.WITHDRAWN,
        Step.LAPSED: State.LAPSED,
    },
    State.IN_WORK: {
        Step.READY: State.READY,
        Step.REJECTED: State.REJECTED,
        Step.PAUSED: State.IN_WORK,
        Step.RESUMED: State.IN_WORK,
    },
    State.READY: {Step.COLLECTED: State.COLLECTED, Step.REOPENED: State.IN_WORK},
}
CLOSED = frozenset({State.COLLECTED, State.REJECTED, State.WITHDRAWN, State.LAPSED})
# Where somebody waits for the office or for the applicant; a draft is nobody's work yet.
OPEN = frozenset(State) - CLOSED - {State.DRAFT}
# Where the applicant may still change what was filled in.
EDITABLE = frozenset({State.DRAFT, State.INCOMPLETE})


def after(state: State, step: Step) -> State:
    """Where a step leads. Raises RuleBroken("application_step_not_allowed")."""
    to = NEXT.get(state, {}).get(step)
    if to is None:
        raise RuleBroken("application_step_not_allowed", state=state.value, step=step.value)
    return to


def fold(steps: Iterable[Step]) -> State:
    """Where an application stands after these steps; before the first it is a draft.

    Raises RuleBroken("application_step_not_allowed").
    """
    state = State.DRAFT
    for step in steps:
        state = after(state, step)
    return state
