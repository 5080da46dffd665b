"""A station's clock that is wrong by years changes nothing but a flag."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.enrolment import clocks, intake, pipeline
from rekam.enrolment.models import Packet, Record
from rekam.kernel.database import EVERYWHERE, scope
from tests.enrolment.scene import NOON, Session, make_resident, person_of

WRONG = (-400, -200, 1, 400)


@given(days=st.integers(-400, 400))
def test_a_time_is_flagged_when_it_cannot_be(days: int) -> None:
    told = (NOON + timedelta(days=days)).isoformat()
    expected = "ahead" if days > 0 else "behind" if days < -180 else None
    assert clocks.flag(told, received=NOON) == expected
    assert clocks.believed_time(told, received=NOON) <= NOON


@pytest.mark.parametrize("told", ["", "yesterday", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_what_is_no_time_is_flagged(told: str) -> None:
    assert clocks.flag(told, received=NOON) == "unreadable"
    assert clocks.believed_time(told, received=NOON) == NOON


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("days", WRONG)
def test_a_recording_goes_the_same_way_under_any_clock(days: int) -> None:
    told = (NOON + timedelta(days=days)).isoformat()
    with scope(EVERYWHERE):
        # Sixteen and a few months: by a clock that is behind, too young.
        person = make_resident(nik="3673024101900001", birth_date=datetime(2010, 8, 1).date())  # noqa: DTZ001
        sent = Session(person=person_of(person), captured_at=told).send()
    intake.receive(sent.data, packet=sent.id, at=NOON)
    pipeline.run("open", sent.id)
    with scope(EVERYWHERE):
        packet, record = Packet.objects.get(), Record.objects.get()
    assert record.state == "PROCESSING"
    assert (packet.captured_at, packet.received_at) == (told, NOON)
    assert packet.clock == ("ahead" if days > 0 else "behind")
    assert record.captured_on == NOON.date()
