from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.cards.blanks.rules import NEXT, BlankState, check_minutes, parse_serial
from rekam.cards.counter.rules import check_hand_over
from rekam.cards.orders.rules import NEXT_JOB, JobState, Priority, Reason, check_printable, priority_of
from rekam.kernel.errors import RuleBroken
from rekam.registry.rules import Nationality, Status

TODAY = date(2026, 11, 21)


def refusal_of(**changed: object) -> str:
    asked: dict[str, object] = {
        "print_ready": True,
        "status": Status.ACTIVE,
        "blocked_for": "",
        "born": date(2000, 1, 1),
        "ever_married": False,
        "nationality": Nationality.WNI,
        "permit_until": None,
        "on": TODAY,
    }
    try:
        check_printable(**(asked | changed))  # type: ignore[arg-type]
    except RuleBroken as broken:
        return broken.code
    return ""


def test_the_tables_know_every_state() -> None:
    assert set(NEXT) == set(BlankState)
    assert set(NEXT_JOB) == set(JobState)


def test_only_what_was_away_unused_comes_back_into_stock() -> None:
    before = {state for state, after in NEXT.items() if BlankState.RECEIVED in after}
    assert before == {BlankState.CARRIED, BlankState.ROAD, BlankState.LOST}


@pytest.mark.parametrize("state", list(BlankState))
def test_every_blank_can_end_with_its_holder_or_in_the_fire(state: BlankState) -> None:
    reached, open_states = {state}, [state]
    while open_states:
        for after in NEXT[open_states.pop()] - reached:
            reached.add(after)
            open_states.append(after)
    assert BlankState.DESTROYED in reached


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, ""),
        ({"print_ready": False}, "record_not_print_ready"),
        ({"status": Status.DEAD}, "holder_not_active"),
        ({"status": Status.MOVED}, "holder_not_active"),
        ({"status": Status.INACTIVE}, "holder_not_active"),
        ({"blocked_for": "not_recorded"}, "holder_not_active"),
        ({"born": date(2009, 11, 21)}, ""),
        ({"born": date(2009, 11, 22)}, "holder_too_young"),
        ({"born": date(2010, 5, 1), "ever_married": True}, ""),
        ({"nationality": Nationality.WNA}, "holder_permit_ended"),
        ({"nationality": Nationality.WNA, "permit_until": TODAY}, ""),
    ],
)
def test_a_card_is_for_the_living_of_17_or_married(changed: dict[str, object], code: str) -> None:
    assert refusal_of(**changed) == code


def test_no_match_no_card_unless_an_officer_said_why() -> None:
    check_hand_over(matched=True, exception_by="")
    check_hand_over(matched=False, exception_by="siti")
    with pytest.raises(RuleBroken, match="holder_not_matched"):
        check_hand_over(matched=False, exception_by="")


def test_destruction_needs_minutes() -> None:
    check_minutes("BA-1")
    with pytest.raises(RuleBroken, match="minutes_missing"):
        check_minutes(" ")


@pytest.mark.parametrize(
    ("reason", "born", "priority"),
    [
        (Reason.NEW, date(2009, 5, 1), Priority.FIRST_TIME),
        (Reason.NEW, date(1990, 5, 1), Priority.WAITING),
        (Reason.DISASTER, date(1990, 5, 1), Priority.DISASTER),
        (Reason.LOST, date(2009, 5, 1), Priority.LOST),
    ],
)
def test_first_time_17_comes_first(reason: Reason, born: date, priority: Priority) -> None:
    assert priority_of(reason=reason, born=born, on=TODAY) is priority


@given(
    st.binary(min_size=4, max_size=4)
    | st.binary(min_size=7, max_size=7)
    | st.binary(min_size=10, max_size=10)
)
def test_a_uid_is_read_however_it_is_written(uid: bytes) -> None:
    wanted = uid.hex().upper()
    assert parse_serial(uid.hex(":")) == wanted
    assert parse_serial(f" {uid.hex('-').upper()} ") == wanted


@given(st.text())
def test_anything_else_is_refused_with_a_code(text: str) -> None:
    try:
        serial = parse_serial(text)
    except RuleBroken as broken:
        if broken.code != "serial_malformed":
            raise
    else:
        assert len(serial) in {8, 14, 20}
