"""The same with real packets and bodies: sent again, recorded again, mended after a restored database."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from rekam.abis.engine.positions import Position
from rekam.abis.models import Case, Template
from rekam.enrolment import comparing, intake, pipeline
from rekam.enrolment.models import Packet, Record
from rekam.enrolment.rules import Status
from rekam.enrolment.waiting import checking, mending, queries, services
from rekam.enrolment.waiting.disagreements import Disagreement
from rekam.enrolment.waiting.rules import Reason, Remedy
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.models import Resident
from tests.enrolment import bodies
from tests.enrolment.scene import NOON, Session, make_resident, person_of

pytestmark = pytest.mark.usefixtures("server")
WHY = "Gambarnya sudah dilihat."
FINGERS = (Position.RIGHT_INDEX, Position.LEFT_INDEX)
LATER = NOON + timedelta(days=2)


def take_in(nik: str, **parts: Any) -> uuid.UUID:
    with scope(EVERYWHERE):
        known = Resident.objects.filter(nik=nik).first() or make_resident(nik=nik)
        sent = Session(person=person_of(known), records=bodies.records(1, **parts)).send()
        intake.receive(sent.data, packet=sent.id, at=NOON)
    return sent.id


def record_of(packet: uuid.UUID) -> Record:
    with scope(EVERYWHERE):
        return Record.objects.get(packet__uuid=packet)


def ask(of: Record, remedy: Remedy, **more: Any) -> None:
    with scope(EVERYWHERE):
        asked = services.ask(record=of.uuid, remedy=remedy, why=WHY, actor="bakri", at=NOON, **more)
        if asked.agreed is None:
            services.decide(submission=asked.uuid, agreed=True, actor="vera", at=NOON)


def kinds() -> set[Disagreement]:
    with scope(EVERYWHERE):
        return {one.kind for one in checking.findings(at=LATER)}


def test_a_face_alone_fails_again_when_sent_again_and_the_next_recording_counts() -> None:
    nik = "3673024101900001"
    packet = take_in(nik, parts=(Position.FACE,))
    pipeline.run_waiting()
    ask(record_of(packet), Remedy.RESEND)
    pipeline.run_waiting()
    failed = record_of(packet)
    with scope(EVERYWHERE):
        assert (failed.state, queries.sends(failed)) == (Status.ENROLL_FAILURE_AT_CENTRAL, 2)
    ask(failed, Remedy.SET_ASIDE, reason=Reason.RECORD_AGAIN)
    with scope(EVERYWHERE):
        assert Resident.objects.get().recorded_on is None

    again = take_in(nik)
    pipeline.run_waiting()
    assert record_of(again).state == Status.PRINT_READY_RECORD
    with scope(EVERYWHERE):
        assert Resident.objects.get().ektp_status == Status.PRINT_READY_RECORD


def test_a_body_that_a_restored_database_does_not_know_is_read_again_and_searched() -> None:
    packet = take_in("3673024101900001")
    pipeline.run("open", packet)
    with scope(EVERYWHERE):
        Record.objects.update(state=Status.SENT_FOR_ENROLLMENT, state_since=NOON)
    assert kinds() >= {Disagreement.NOT_TAKEN_ON}
    mending.mend(at=LATER)
    assert kinds() == set()
    with scope(EVERYWHERE):
        assert Template.objects.count() == 1
    pipeline.run_waiting()
    assert record_of(packet).state == Status.PRINT_READY_RECORD


def test_a_lost_case_is_opened_again_from_the_search_that_was_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    take_in("3673024101900001", parts=FINGERS)
    pipeline.run_waiting()
    with monkeypatch.context() as lost:
        lost.setattr(comparing, "_open_cases", lambda *_, **__: None)
        take_in("3673024101900002", parts=FINGERS, impression=1)
        pipeline.run_waiting()
    assert kinds() == {Disagreement.CASE_MISSING}
    assert mending.mend(at=LATER) == {Disagreement.CASE_MISSING: 1}
    assert kinds() == set()
    with scope(EVERYWHERE):
        assert Case.objects.count() == 1
        assert not Packet.objects.filter(state="received").exists()


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        (Reason.WRONG_PERSON, Status.PRINT_READY_RECORD),
        (Reason.OPERATORS_BODY, Status.PRINT_READY_RECORD),
        (Reason.FIRST_COUNTS, Status.ADJUDICATE_RECORD),
    ],
)
def test_a_body_that_lay_under_anothers_nik_is_no_double_under_its_own(reason: Reason, state: Status) -> None:
    wrong = take_in("3673024101900001", parts=FINGERS)
    pipeline.run_waiting()
    ask(record_of(wrong), Remedy.SET_ASIDE, reason=reason)
    own = take_in("3673024101900002", parts=FINGERS, impression=1)
    pipeline.run_waiting()
    assert record_of(own).state == state
