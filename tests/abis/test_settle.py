"""How verdicts become an answer, and what a search needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.abis.rules import (
    HEAD_STARTS,
    Answer,
    Consequence,
    Outcome,
    can_be_searched,
    check_reason,
    consequence,
    head_start,
    is_mixed,
    is_unambiguous,
    needs_third,
    settle,
)
from rekam.kernel.errors import RuleBroken

SAME, DIFFERENT, UNDECIDED = Answer.SAME, Answer.DIFFERENT, Answer.UNDECIDED


@pytest.mark.parametrize(
    ("answers", "settled"),
    [
        ([], None),
        ([SAME], None),
        ([SAME, SAME], SAME),
        ([DIFFERENT, DIFFERENT], DIFFERENT),
        ([SAME, DIFFERENT], None),
        ([SAME, DIFFERENT, SAME], SAME),
        ([UNDECIDED, SAME], None),
        ([UNDECIDED, SAME, SAME], SAME),
        ([UNDECIDED, UNDECIDED], None),
        ([SAME, UNDECIDED, DIFFERENT, DIFFERENT], DIFFERENT),
    ],
)
def test_two_people_who_agree_decide_and_a_third_breaks_the_tie(
    answers: list[Answer], settled: Answer | None
) -> None:
    assert settle(answers) is settled


@given(answers=st.lists(st.sampled_from(Answer), max_size=8), more=st.sampled_from(Answer))
def test_an_answer_needs_two_people_and_never_turns(answers: list[Answer], more: Answer) -> None:
    settled = settle(answers)
    if settled is not None:
        assert answers.count(settled) >= 2
        assert settle([*answers, more]) is settled


@pytest.mark.parametrize("reason", ["", "pendek", " " * 30, "x" * 1001])
def test_a_verdict_needs_a_reason_in_words(reason: str) -> None:
    with pytest.raises(RuleBroken, match="verdict_reason_short"):
        check_reason(reason)


def test_a_face_alone_neither_searches_nor_decides() -> None:
    assert not can_be_searched({"face"})
    assert not can_be_searched({"face", "right_index"})
    assert can_be_searched({"right_index", "left_index"})
    assert can_be_searched({"iris_left"})
    assert not is_unambiguous({"face": 1.0, "right_index": 1.0, "left_index": 1.0})
    assert is_unambiguous({"iris_left": 0.1, "right_index": 1.0})


@given(answers=st.lists(st.sampled_from(Answer), min_size=2, max_size=2))
def test_a_third_is_asked_for_exactly_where_two_do_not_say_the_same(answers: list[Answer]) -> None:
    agreed = answers[0] is answers[1] is not Answer.UNDECIDED
    assert (settle(answers) is None) is not agreed
    assert needs_third(len(answers))
    assert not needs_third(1)


def test_several_doubles_weigh_more_than_a_likely_one_and_a_tie_more_than_none() -> None:
    assert consequence(outcome=Outcome.UNCLEAR, found=1) is Consequence.DOUBT
    assert consequence(outcome=Outcome.HIT, found=1) is Consequence.LIKELY
    assert consequence(outcome=Outcome.UNCLEAR, found=2) is Consequence.MANY
    with pytest.raises(ValueError, match="not 0"):
        consequence(outcome=Outcome.HIT, found=0)
    assert list(HEAD_STARTS.values()) == sorted(HEAD_STARTS.values(), reverse=True)
    assert all(head_start(one, given=2) > head_start(one, given=1) for one in Consequence)


def test_fingers_and_irises_that_contradict_each_other_are_told() -> None:
    assert is_mixed({"right_index": "good", "left_index": "good", "iris_left": "bad"})
    assert is_mixed({"right_index": "bad", "iris_left": "good"})
    assert not is_mixed({"right_index": "good", "iris_left": "good", "iris_right": "bad"})
    assert not is_mixed({"right_index": "good", "iris_left": "wait"})
    assert not is_mixed({"right_index": "good", "left_index": "bad"})
