"""What is written about, when somebody grows up, which nights are made up for, how long a breach may wait."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.applications.filing.steps import Step
from rekam.applications.notices.rules import (
    CATCH_UP,
    COLLECT_AFTER,
    MOVES,
    OF_THE_CARD,
    STEPS,
    Birthday,
    address_of,
    births_on,
    breach_due,
    check_known,
    check_reach,
    check_wishes,
    collect_due,
    move_of,
    nights,
    of_birthday,
    of_wedding,
)
from rekam.enrolment.rules import Status
from rekam.kernel.dates import age_on, birthday
from rekam.kernel.errors import RuleBroken
from rekam.messages.rules import Channel, Kind
from rekam.messages.texts import Template
from rekam.messages.wording import WORDINGS

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


def test_an_applicant_hears_of_every_step_that_asks_or_ends_something() -> None:
    silent = {Step.CHECKED, Step.SENT_BACK, Step.ORIGINALS, Step.COLLECTED, Step.PAUSED, Step.RESUMED}
    assert set(STEPS) == set(Step) - silent


def test_no_notice_says_why_something_was_refused_or_that_somebody_is_double() -> None:
    for template in (*STEPS.values(), *MOVES.values()):
        for text in WORDINGS[template].texts.values():
            told = f"{text.short} {text.long}".casefold()
            assert not any(word in told for word in ("ganda", "double", "nik", "{why}", "{name}")), template


def test_a_notice_of_a_move_is_asked_for_and_a_breach_is_owed() -> None:
    assert {WORDINGS[one].kind for one in (*STEPS.values(), *MOVES.values())} == {Kind.ASKED}
    assert WORDINGS[Template.BREACH].kind is Kind.OWED
    assert WORDINGS[Template.BREACH].law


def test_an_order_that_a_printer_gives_back_is_no_news() -> None:
    ready = Status.PRINT_READY_RECORD
    assert move_of(Status.SENT_FOR_DEDUP, ready) is Template.RECORDING_CHECKED
    assert move_of(Status.SENT_FOR_CARD_PRINTING, ready) is None
    assert move_of(None, Status.BIO_CAPTURED) is None
    assert OF_THE_CARD.isdisjoint({Template.RECORDING_CHECKED})


@pytest.mark.parametrize(
    ("typed", "channel"), [("0812 3456 7890", Channel.SMS), (" siti@example.id ", Channel.EMAIL)]
)
def test_a_contact_is_an_email_where_it_looks_like_one(typed: str, channel: Channel) -> None:
    assert address_of(typed).channel is channel


@settings(max_examples=60)
@given(born=DAYS, age=st.sampled_from([16, 17]))
def test_everybody_grows_up_on_one_day_leap_years_included(born: date, age: int) -> None:
    day = birthday(born=born, age=age)
    assert born in births_on(day, age=age)
    assert all(age_on(born=one, on=day) == age for one in births_on(day, age=age))
    assert born not in births_on(day + timedelta(days=1), age=age)


def test_the_twenty_ninth_of_february_has_its_birthday_in_march() -> None:
    assert births_on(date(2025, 3, 1), age=17) == [date(2008, 3, 1), date(2008, 2, 29)]
    assert births_on(date(2028, 2, 29), age=17) == []


@pytest.mark.parametrize(
    ("age", "recorded", "told"),
    [
        (16, False, Birthday.MAY_BE_RECORDED),
        (16, True, None),
        (17, True, Birthday.CARD_NOW),
        (17, False, Birthday.RECORD_NOW),
    ],
)
def test_a_birthday_tells_what_begins_on_it(age: int, recorded: bool, told: Birthday | None) -> None:
    assert of_birthday(age, ever_married=False, recorded=recorded, has_card=False) is told
    assert of_birthday(age, ever_married=True, recorded=recorded, has_card=False) is None
    assert of_birthday(age, ever_married=False, recorded=recorded, has_card=True) is None


def test_a_wedding_before_seventeen_begins_the_duty() -> None:
    young, grown = date(2010, 5, 1), date(2009, 11, 24)
    assert of_wedding(born=young, on=TODAY, recorded=False, has_card=False) is Birthday.RECORD_NOW
    assert of_wedding(born=young, on=TODAY, recorded=True, has_card=False) is Birthday.CARD_NOW
    assert of_wedding(born=grown, on=TODAY, recorded=False, has_card=False) is None


@given(missed=st.integers(-3, 60))
@settings(max_examples=40)
def test_missed_nights_are_made_up_for_up_to_two_weeks(missed: int) -> None:
    found = nights(last=TODAY - timedelta(days=missed), today=TODAY)
    assert len(found.days) == max(0, min(missed, CATCH_UP))
    assert len(found.days) + found.left_out == max(0, missed)
    assert list(found.days) == sorted(set(found.days))
    assert not found.days or found.days[-1] == TODAY


def test_the_first_night_is_today_alone() -> None:
    assert nights(last=None, today=TODAY).days == [TODAY]


def test_what_lies_ready_is_told_twice_and_then_no_more() -> None:
    sent: list[int] = []
    for after in range(100):
        due = collect_due(ready=TODAY, on=TODAY + timedelta(days=after), sent=sent)
        if due is not None:
            assert due == after
            sent.append(due)
    assert tuple(sent) == COLLECT_AFTER
    assert collect_due(ready=TODAY, on=TODAY + timedelta(days=40), sent=[]) == COLLECT_AFTER[-1]


def test_a_breach_is_told_within_three_days() -> None:
    noon = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
    assert breach_due(noon) == datetime(2026, 11, 27, 5, 0, tzinfo=UTC)
    check_known(noon, at=noon)
    for refused in (
        lambda: check_known(noon, at=noon - timedelta(seconds=1)),
        lambda: check_reach(officer="yayan", since=TODAY, until=TODAY - timedelta(days=1), area=""),
        lambda: check_reach(officer="yayan", since=TODAY - timedelta(days=367), until=TODAY, area=""),
        lambda: check_wishes(3),
    ):
        with pytest.raises(RuleBroken):
            refused()
