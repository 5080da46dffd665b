"""Children are written to through a parent: a letter first, then only an address that a parent gave."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.database import Scope, scope
from rekam.kernel.dates import birthday
from rekam.kernel.errors import RuleBroken
from rekam.messages.addressee import About, Reader, check_message, is_child, needs_slip, reader_of
from rekam.messages.models import Message
from rekam.messages.services import Channel, Template, send, to

TODAY = date(2026, 11, 24)
BORN = date(2009, 3, 1)
GROWN = date(1990, 5, 1)
YESTERDAY = TODAY - timedelta(days=1)


@given(st.dates(date(1930, 1, 1), TODAY))
def test_somebody_is_a_child_until_the_eighteenth_birthday(born: date) -> None:
    day = birthday(born=born, age=18)
    assert is_child(born=born, on=day - timedelta(days=1))
    assert not is_child(born=born, on=day)


def test_one_child_among_several_makes_it_the_parents() -> None:
    assert reader_of([GROWN, BORN], on=TODAY) is Reader.PARENT
    assert reader_of([GROWN], on=TODAY) is Reader.SELF


@pytest.mark.parametrize(
    ("given_by", "letter_on", "code"),
    [
        (None, None, "message_child_letter_first"),
        (Reader.PARENT, None, "message_child_letter_first"),
        (Reader.PARENT, TODAY + timedelta(days=1), "message_child_letter_first"),
        (None, YESTERDAY, "message_child_parent_only"),
        (Reader.SELF, YESTERDAY, "message_child_parent_only"),
    ],
)
def test_a_child_is_not_written_to_by_telephone(
    given_by: Reader | None, letter_on: date | None, code: str
) -> None:
    about = About(births=(GROWN, BORN), given_by=given_by, letter_on=letter_on)
    with pytest.raises(RuleBroken, match=code):
        check_message(about, on=TODAY)


def test_a_parent_may_be_written_to_after_the_letter_and_an_adult_at_any_time() -> None:
    check_message(About(births=(BORN,), given_by=Reader.PARENT, letter_on=TODAY), on=TODAY)
    check_message(About(births=(GROWN,)), on=TODAY)


def test_a_slip_goes_home_with_whoever_is_a_child_on_the_day_of_recording() -> None:
    day = birthday(born=BORN, age=18)
    assert needs_slip(born=BORN, recorded_on=day - timedelta(days=1))
    assert not needs_slip(born=BORN, recorded_on=day)


@pytest.mark.django_db
def test_no_call_leaves_without_saying_whom_it_is_about() -> None:
    def sent(about: About | None) -> Message:
        facts = {"office": "Disdukcapil", "day": "Kamis", "place": "Bendung"}
        whom, at = to(Channel.SMS, "081234567890"), datetime(2026, 11, 24, 5, tzinfo=UTC)
        with scope(Scope.of("36.73")):
            return send(
                to=whom,
                template=Template.COME_TOMORROW,
                facts=facts,
                key="k",
                area_code="36.73",
                at=at,
                about=about,
            )

    with pytest.raises(ValueError, match="whom it is about"):
        sent(None)
    with pytest.raises(RuleBroken, match="message_child_letter_first"):
        sent(About(births=(BORN,), given_by=Reader.PARENT))
    with scope(Scope.of("36.73")):
        assert not Message.objects.exists()
    sent(About(births=(GROWN,)))
