"""How a part stands is the fold of its history; no other way leads there."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.devices.kits import rules
from rekam.devices.kits.rules import Act, State
from rekam.kernel.errors import RuleBroken

TODAY = date(2026, 11, 24)


def test_a_part_that_was_sent_to_jakarta_comes_back_is_mended_and_breaks_again() -> None:
    way = [Act.REGISTERED, Act.REPORTED, Act.LOCAL, Act.SENT, Act.BACK, Act.MENDED, Act.REPORTED]
    states = [rules.folded(way[:n]) for n in range(1, len(way) + 1)]

    assert states == [
        *(State.READY, State.FAULTY, State.LOCAL, State.JAKARTA, State.BACK, State.READY, State.FAULTY)
    ]


@given(st.lists(st.sampled_from(Act), max_size=12))
def test_a_history_ends_in_a_state_or_is_refused_and_moves_change_nothing(acts: list[Act]) -> None:
    try:
        state = rules.folded([Act.REGISTERED, *acts])
    except (RuleBroken, ValueError):
        return
    still = [act for act in acts if act not in {Act.PUT, Act.BORROWED, Act.RETURNED}]

    assert state is rules.folded([Act.REGISTERED, *still])
    assert state is not State.WRITTEN_OFF or acts[-1] is Act.WRITTEN_OFF


def test_nothing_is_done_with_a_part_that_was_written_off() -> None:
    for act in Act:
        with pytest.raises(RuleBroken, match="part_act_not_allowed"):
            rules.after(State.WRITTEN_OFF, act=act)


def test_the_form_offers_the_steps_that_may_come_next() -> None:
    assert rules.steps_from(State.JAKARTA) == (Act.BACK, Act.WRITTEN_OFF)
    assert rules.steps_from(State.READY) == (Act.REPORTED, Act.WRITTEN_OFF)
    assert rules.steps_from(State.WRITTEN_OFF) == ()


@pytest.mark.parametrize("days", [-3, 1])
def test_a_history_is_written_in_the_order_of_its_days(days: int) -> None:
    rules.check_day(TODAY, last=TODAY - timedelta(days=2), today=TODAY)
    with pytest.raises(RuleBroken, match="part_day_wrong"):
        rules.check_day(TODAY + timedelta(days=days), last=TODAY - timedelta(days=2), today=TODAY)


@pytest.mark.parametrize("days", [0, -1, 366])
def test_no_loan_without_a_day_to_come(days: int) -> None:
    rules.check_due(TODAY + timedelta(days=365), on=TODAY)
    with pytest.raises(RuleBroken, match="loan_day_wrong"):
        rules.check_due(TODAY + timedelta(days=days), on=TODAY)


def test_a_laptop_whose_clock_is_years_off_does_not_date_a_fault() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert rules.reported_day(yesterday, received=TODAY) == yesterday
    assert rules.reported_day(date(2001, 1, 1), received=TODAY) == TODAY
    assert rules.reported_day(date(2031, 1, 1), received=TODAY) == TODAY
