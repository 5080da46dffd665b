"""Which buttons a recording has: the office's moves of the table, and setting it aside."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.enrolment.rules import ATTENTION, IN_WORK, MOVES, Mover, Status
from rekam.enrolment.waiting import disagreements, limits, rules, words
from rekam.enrolment.waiting.disagreements import Disagreement
from rekam.enrolment.waiting.rules import MAKES, MOST_SENDS, Reason, Remedy, Standing
from rekam.kernel.errors import RuleBroken

OFFICES = {(state, to) for state, moves in MOVES.items() for to, by in moves.items() if by is Mover.OFFICE}


def refused(remedy: Remedy, of: Standing) -> str:
    with pytest.raises(RuleBroken) as broken:
        rules.check_remedy(remedy, of=of)
    return broken.value.code


def test_every_move_of_the_office_has_one_button_and_no_button_moves_elsewhere() -> None:
    made = {
        (state, MAKES[remedy])
        for state in Status
        for remedy in rules.remedies(Standing(status=state))
        if remedy in MAKES
    }
    assert made == OFFICES
    assert len(set(MAKES.values())) == len(MAKES)


@given(status=st.sampled_from(Status), remedy=st.sampled_from(Remedy), sends=st.integers(0, 5))
def test_what_is_not_offered_is_refused(status: Status, remedy: Remedy, sends: int) -> None:
    one = Standing(status=status, sends=sends)
    if remedy in rules.remedies(one):
        rules.check_remedy(remedy, of=one)
        return
    assert refused(remedy, one) in {"remedy_not_offered", "sent_too_often"}


@pytest.mark.parametrize("status", ATTENTION)
def test_nothing_that_waits_for_an_office_is_a_dead_end(status: Status) -> None:
    judged_by_others = status is Status.ADJUDICATE_RECORD
    assert bool(rules.remedies(Standing(status=status))) is not judged_by_others


def test_after_three_sends_only_a_new_recording_helps() -> None:
    tired = Standing(status=Status.ENROLL_FAILURE_AT_CENTRAL, sends=MOST_SENDS)
    assert rules.remedies(tired) == (Remedy.SET_ASIDE,)
    assert refused(Remedy.RESEND, tired) == "sent_too_often"


def test_nothing_is_offered_while_a_second_person_is_asked_or_after_setting_aside() -> None:
    for closed, code in (({"has_open": True}, "submission_open"), ({"set_aside": True}, "record_set_aside")):
        one = Standing(status=Status.DUPLICATE_RECORD, **closed)
        assert rules.remedies(one) == ()
        assert refused(Remedy.KEEP, one) == code


def test_whose_recording_counts_is_never_decided_by_one_person() -> None:
    assert {Remedy.KEEP, Remedy.SET_ASIDE} == rules.FOUR_EYES


@pytest.mark.parametrize("why", ["", "   ", "singkat", "x" * 201])
def test_a_submission_says_what_was_looked_at(why: str) -> None:
    with pytest.raises(RuleBroken, match="submission_why_missing"):
        rules.check_why(why)


def test_setting_aside_has_a_reason_of_the_list_and_nothing_else_has() -> None:
    assert rules.check_reason(Reason.WRONG_PERSON, remedy=Remedy.SET_ASIDE) == Reason.WRONG_PERSON
    assert rules.check_reason(Reason.WRONG_PERSON, remedy=Remedy.RESEND) == ""
    with pytest.raises(RuleBroken, match="submission_reason_missing"):
        rules.check_reason("lain", remedy=Remedy.SET_ASIDE)


def test_the_worker_gets_a_day_siaks_way_twenty_and_an_office_a_week() -> None:
    usual = limits.read_limits("")
    assert {limits.patience(one, limits=usual) for one in IN_WORK} == {timedelta(days=1)}
    assert {limits.patience(one, limits=usual) for one in ATTENTION} == {timedelta(days=7)}
    assert rules.patience_in_siak(Status.SENT_FOR_ENROLLMENT) == timedelta(days=20)
    assert limits.patience(Status.PRINT_READY_RECORD, limits=usual) is None


def test_an_installation_sets_its_own_limits_within_their_range() -> None:
    own = limits.read_limits("SENT_FOR_ENROLLMENT=30m, ADJUDICATE_RECORD=14d")
    assert own[Status.SENT_FOR_ENROLLMENT] == timedelta(minutes=30)
    assert limits.patience(Status.ADJUDICATE_RECORD, limits=own) == timedelta(days=14)
    assert own[Status.PROCESSING] == limits.LIMITS[Status.PROCESSING].usual
    for wrong in (
        "SENT_FOR_ENROLLMENT=5m",
        "PROCESSING=8d",
        "CARD_ISSUED=1d",
        "PROCESSING=",
        "PROCESSING=xh",
    ):
        with pytest.raises(RuleBroken, match="stuck_after_invalid"):
            limits.read_limits(wrong)


def test_everything_is_told_in_words() -> None:
    assert set(words.ACTS) == set(Remedy)
    assert set(words.REASONS) == set(Reason)
    assert set(words.TOLD) == set(Disagreement)
    assert set(words.MOVERS) == set(Mover)
    assert set(words.IN_SIAK) == set(disagreements.IN_SIAK)
