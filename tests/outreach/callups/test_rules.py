"""Keys, deadlines, children, weeks: the rules of call-ups."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.errors import RuleBroken
from rekam.outreach.callups.lot import draw
from rekam.outreach.callups.rules import (
    AWAY_FROM_DEADLINES,
    KEY_OF,
    Outcome,
    Told,
    call_weeks,
    is_urgent,
    read_keys,
)

TODAY = date(2026, 11, 23)
PEOPLE = 25
SECONDS_A_KEY, SECONDS_TO_LOOK = (
    0.28,
    1.35,
)  # an average typist; to find the line and decide (Card, Moran, Newell 1980)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1 0212", Told(Outcome.WILL_COME, date(2026, 12, 2))),
        ("10212", Told(Outcome.WILL_COME, date(2026, 12, 2))),
        ("1 0201", Told(Outcome.WILL_COME, date(2027, 1, 2))),
        ("2 3112 Jakarta", Told(Outcome.AWAY, date(2026, 12, 31), "Jakarta")),
        ("2 Jakarta", Told(Outcome.AWAY, None, "Jakarta")),
        ("5", Told(Outcome.SAID_DEAD)),
        ("9", Told(Outcome.ILL)),
        ("0", Told(Outcome.REFUSES)),
        ("-", Told(Outcome.WORKS)),
        ("  ", None),
    ],
)
def test_an_answer_is_a_key_a_day_and_a_place(typed: str, told: Told | None) -> None:
    assert read_keys(typed, today=TODAY) == told


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("x", "call_keys_wrong"),
        ("1 9999", "call_keys_wrong"),
        ("1", "call_day_missing"),
        ("1 0105", "call_day_wrong"),
        ("2", "call_place_missing"),
        ("2 3112", "call_place_missing"),
    ],
)
def test_what_is_not_whole_is_refused(typed: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_keys(typed, today=TODAY)
    assert refused.value.code == code


def test_a_person_is_keyed_in_under_five_seconds() -> None:
    """Keys counted with the Enter that leads on, by the keystroke-level model; the longest is away."""
    seconds = {
        text: SECONDS_TO_LOOK + SECONDS_A_KEY * (len(text) + 1) for text in ("8", "10212", "23112Jakarta")
    }
    assert all(read_keys(text, today=TODAY) for text in seconds)
    assert max(seconds.values()) < 5
    usual = [seconds["8"]] * 15 + [seconds["10212"]] * 8 + [seconds["23112Jakarta"]] * 2
    assert sum(usual) / PEOPLE < 3


def test_each_outcome_has_one_key() -> None:
    assert set(KEY_OF) == set(Outcome)
    assert len(set(KEY_OF.values())) == len(Outcome) == 11


@given(st.integers(0, 400), st.lists(st.integers(0, 700), max_size=4), st.integers(2, 12))
def test_no_week_is_near_a_deadline(first: int, deadlines: list[int], weeks: int) -> None:
    days = [TODAY + timedelta(days=day) for day in deadlines]
    begin = TODAY + timedelta(days=first)
    found = call_weeks(first=begin, weeks=weeks, deadlines=days)
    assert len(found) == weeks == len(set(found))
    assert all(day.weekday() == 0 and day >= begin for day in found)
    every = [day + timedelta(days=more) for day in found for more in range(7)]
    assert all(abs(day - deadline) > AWAY_FROM_DEADLINES for day in every for deadline in days)


def test_a_round_of_one_week_draws_nothing() -> None:
    with pytest.raises(RuleBroken, match="call_round_weeks"):
        call_weeks(first=TODAY, weeks=1, deadlines=[])


def test_whose_nik_may_be_taken_out_of_use_near_the_round_does_not_wait_for_the_lot() -> None:
    weeks = call_weeks(first=TODAY, weeks=4, deadlines=[])
    assert is_urgent(ends_on=weeks[-1] + timedelta(days=66), weeks=weeks)
    assert is_urgent(ends_on=weeks[0] - AWAY_FROM_DEADLINES, weeks=weeks)
    assert not is_urgent(ends_on=weeks[-1] + timedelta(days=67), weeks=weeks)
    assert not is_urgent(ends_on=weeks[0] - timedelta(days=61), weeks=weeks)


@given(st.integers(0, 2**32), st.integers(2, 8), st.integers(1, 30))
def test_the_lot_gives_each_week_its_share_of_every_kelurahan(seed: int, weeks: int, rts: int) -> None:
    units = {f"{area}/{rt}": area for area in ("A", "B") for rt in range(rts)}
    drawn = draw(units, weeks=weeks, seed=seed)
    assert drawn == draw(dict(reversed(units.items())), weeks=weeks, seed=seed)
    for area in ("A", "B"):
        shares = [sum(drawn[unit] == week for unit in units if units[unit] == area) for week in range(weeks)]
        assert max(shares) - min(shares) <= 1
