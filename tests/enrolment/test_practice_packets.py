"""What is recorded in practice never becomes a recording, whoever signed it."""

import hashlib
from pathlib import Path

import pytest

from rekam.enrolment import intake, practice
from rekam.enrolment.models import PacketState, Record
from rekam.enrolment.opening import open_stage
from rekam.kernel.database import EVERYWHERE, scope
from tests.enrolment.scene import NOON, Session, make_resident, person_of

pytestmark = pytest.mark.usefixtures("server")


def test_a_registered_stations_practice_packet_is_refused_and_never_becomes_a_record(server: Path) -> None:
    with scope(EVERYWHERE):
        person = person_of(make_resident(nik="3673020101900001"))
    session = Session(person=person, records={"right_thumb": b"FIR" * 100})
    sent = session.send(to=practice.SEAL.public)

    kept = intake.receive(sent.data, packet=sent.id, at=NOON)

    assert (kept.state, kept.code) == (PacketState.REFUSED, "packet_practice")
    assert not open_stage(sent.id, at=NOON)
    with scope(EVERYWHERE):
        assert not Record.objects.exists()


def test_an_honest_packet_of_that_station_is_taken(server: Path) -> None:
    with scope(EVERYWHERE):
        person = person_of(make_resident(nik="3673020101900001"))
    sent = Session(person=person, records={"right_thumb": b"FIR" * 100}).send()

    assert intake.receive(sent.data, packet=sent.id, at=NOON).code == ""


def test_the_key_is_a_hash_so_that_nobody_holds_its_private_half() -> None:
    told = hashlib.sha256(b"rekam practice seal key 1: nobody is recorded with this").digest()

    assert practice.SEAL.public == told
