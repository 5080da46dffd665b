"""The table of moves."""

import pytest

from rekam.applications.filing.steps import CLOSED, NEXT, State, Step, after, fold
from rekam.kernel.errors import RuleBroken


def test_the_whole_way() -> None:
    way = (Step.SENT, Step.CHECKED, Step.APPROVED, Step.ORIGINALS, Step.READY, Step.COLLECTED)

    assert fold(way) is State.COLLECTED


def test_a_question_and_its_answer() -> None:
    assert fold((Step.SENT, Step.ASKED)) is State.INCOMPLETE
    assert fold((Step.SENT, Step.ASKED, Step.SENT, Step.PAUSED, Step.RESUMED)) is State.WAITING


@pytest.mark.parametrize("state", list(State))
def test_nothing_follows_what_is_closed_and_something_all_else(state: State) -> None:
    assert bool(NEXT.get(state)) is (state not in CLOSED)


def test_nothing_is_approved_that_nobody_checked() -> None:
    with pytest.raises(RuleBroken) as refused:
        after(State.WAITING, Step.APPROVED)

    assert refused.value.code == "application_step_not_allowed"


def test_every_state_can_be_reached() -> None:
    assert {to for moves in NEXT.values() for to in moves.values()} | {State.DRAFT} == set(State)
