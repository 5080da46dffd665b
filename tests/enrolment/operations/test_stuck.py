"""Nothing stays at SENT_FOR_ENROLLMENT for ever: each cause really happens, and is mended or shown."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from rekam.abis.engine.positions import Position
from rekam.abis.models import Case, SearchRun, Template
from rekam.enrolment import intake, pipeline, queries
from rekam.enrolment.models import Record
from rekam.enrolment.operations import checking, stuck
from rekam.enrolment.operations.rules import Cause
from rekam.enrolment.operations.services import Became, run_again
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from tests.enrolment import bodies
from tests.enrolment.scene import NOON, Session, make_resident, person_of

pytestmark = pytest.mark.usefixtures("server")
LATER = NOON + timedelta(days=2)
WOMAN = "3673024101900001"
FINGERS = (Position.RIGHT_INDEX, Position.LEFT_INDEX)  # as tests beside read them: once a run


def take_in() -> uuid.UUID:
    with scope(EVERYWHERE):
        known = Resident.objects.filter(nik=WOMAN).first() or make_resident(nik=WOMAN)
        sent = Session(person=person_of(known), records=bodies.records(1, parts=FINGERS)).send()
        intake.receive(sent.data, packet=sent.id, at=NOON)
    pipeline.run("open", sent.id, at=NOON)
    return sent.id


def put(packet: uuid.UUID, state: Status) -> None:
    with scope(EVERYWHERE):
        Record.objects.filter(packet__uuid=packet).update(state=state, state_since=NOON)


def record_of(packet: uuid.UUID) -> Record:
    with scope(EVERYWHERE):
        return Record.objects.get(packet__uuid=packet)


def causes() -> list[Cause]:
    with scope(EVERYWHERE):
        return [one.cause for one in stuck.find_stuck(at=LATER)]


def test_a_recording_brought_back_at_sfe_is_read_again_or_only_searched(monkeypatch: Any) -> None:
    packet = take_in()
    put(packet, Status.SENT_FOR_ENROLLMENT)
    assert causes() == [Cause.BODY_NOT_READ]
    assert checking.check(at=LATER) == {Cause.BODY_NOT_READ: 1}
    assert record_of(packet).state == Status.SENT_FOR_DEDUP
    put(packet, Status.SENT_FOR_ENROLLMENT)
    assert causes() == [Cause.SEARCH_NEVER_RAN]

    def away(*_: Any, **__: Any) -> bool:
        raise RuleBroken("gallery_corrupt", why="short")

    with monkeypatch.context() as broken:
        broken.setattr("rekam.enrolment.comparing.read_again", away)
        assert checking.check(at=LATER) == {}
    assert causes() == [Cause.GALLERY_REFUSES]

    with scope(EVERYWHERE):
        record_of(packet).packet.attempts.all().delete()
    assert checking.check(at=LATER) == {Cause.SEARCH_NEVER_RAN: 1}
    pipeline.run_waiting()
    assert record_of(packet).state == Status.PRINT_READY_RECORD
    put(packet, Status.SENT_FOR_DEDUP)
    assert causes() == [Cause.RESULT_NOT_TAKEN]
    checking.check(at=LATER)
    assert record_of(packet).state == Status.PRINT_READY_RECORD
    for stage in ("open", "extract", "search"):
        assert run_again(stage, packet, actor="ops", at=LATER).became is Became.NOTHING_TO_DO
    with scope(EVERYWHERE):
        assert (Record.objects.count(), Template.objects.count(), SearchRun.objects.count()) == (1, 1, 1)
        assert not Case.objects.exists()


def test_a_nik_that_is_at_the_centre_goes_to_the_office() -> None:
    first, second = take_in(), take_in()
    put(first, Status.PRINT_READY_RECORD)
    put(second, Status.SENT_FOR_ENROLLMENT)
    assert causes() == [Cause.NIK_AT_CENTRE]
    assert checking.check(at=LATER) == {Cause.NIK_AT_CENTRE: 1}
    found = record_of(second)
    with scope(EVERYWHERE):
        assert queries.events(found)[-1].facts["code"] == "nik_at_centre"
    assert found.state == Status.REQUEST_VALIDATION
    assert checking.check(at=LATER) == {}


def test_a_recording_without_images_becomes_a_failure_that_an_office_sees() -> None:
    packet = take_in()
    put(packet, Status.SENT_FOR_ENROLLMENT)
    with scope(EVERYWHERE):
        Record.objects.update(subject=uuid.uuid4())
    assert causes() == [Cause.SAMPLES_LOST]
    checking.check(at=LATER)
    assert record_of(packet).state == Status.ENROLL_FAILURE_AT_CENTRAL


def test_a_job_of_a_killed_worker_stops_its_packet_no_longer() -> None:
    packet = take_in()
    put(packet, Status.PROCESSING)
    named = "WHERE lock = %s AND task_name"
    with scope(EVERYWHERE), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM procrastinate_jobs {named} <> 'enrolment.extract'", [str(packet)])
        cursor.execute(f"UPDATE procrastinate_jobs SET status = 'doing' {named} IS NOT NULL", [str(packet)])
    assert causes() == [Cause.TASK_LOST]
    checking.check(at=LATER)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text, task_name FROM procrastinate_jobs WHERE lock = %s", [str(packet)]
        )
        assert cursor.fetchall() == [("todo", "enrolment.extract")]
    assert causes() == [Cause.WORKER_BEHIND]
