"""A worker may die at any moment: nothing is lost, nothing is done twice, and the next one goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django.db
import pytest
from django.db import connection

from rekam.abis.models import SearchRun, Subject, Template
from rekam.audit.models import Leaf
from rekam.enrolment import intake, pipeline, queries
from rekam.enrolment.models import Packet, Record
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.roles import Server
from rekam.vault import services as vault
from tests.enrolment import bodies
from tests.enrolment.scene import NOON, Sending, Session, make_resident, person_of

KILLED = Path(__file__).with_name("killed_worker.py")
ROOT = Path(__file__).resolve().parents[2]


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}


def taken_in() -> Sending:
    with scope(EVERYWHERE):
        person = person_of(make_resident(nik="3673024101900001"))
        sent = Session(person=person, records=bodies.records(1)).send()
        intake.receive(sent.data, packet=sent.id, at=NOON)
    return sent


def state() -> str:
    with scope(EVERYWHERE):
        record = Record.objects.first()
        return record.state if record else ""


def until(true: Callable[[], bool], *, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.2)
    return False


def test_kill_9_at_every_moment_loses_nothing_and_does_nothing_twice(server: Path) -> None:
    sent = taken_in()
    died = subprocess.run(
        [sys.executable, KILLED], env=environment(), capture_output=True, check=False, timeout=600
    )
    assert died.returncode == 0, died.stderr.decode()[-2000:]

    pipeline.run_waiting()

    assert state() == Status.PRINT_READY_RECORD
    with scope(EVERYWHERE):
        [packet], [record] = Packet.objects.all(), Record.objects.all()
        steps = [event.status for event in queries.events(record)]
        assert vault.read(packet.address) == sent.data
    assert steps.count(Status.SENT_FOR_DEDUP) == steps.count(Status.BIO_CAPTURED) == 1
    assert Subject.objects.count() == Template.objects.count() == SearchRun.objects.count() == 1


def test_the_worker_does_what_is_queued_sequences_the_audit_and_stops_when_told(server: Path) -> None:
    taken_in()
    worker = subprocess.Popen(
        [sys.executable, "-m", "rekam", "work"], env=environment(), stderr=subprocess.PIPE
    )
    try:
        assert until(lambda: state() == Status.PRINT_READY_RECORD, seconds=60), state()
        assert until(lambda: Leaf.objects.exists(), seconds=20)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_workers")
            assert cursor.fetchone() == (1,)
    finally:
        worker.send_signal(signal.SIGTERM)
        told = worker.communicate(timeout=60)[1].decode()
    assert worker.returncode == 0, told[-2000:]
    assert "Traceback" not in told
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'enrolment'")
        assert cursor.fetchone() == (0,)


def test_the_worker_goes_on_after_the_database_cut_all_its_connections(
    server: Path, postgres: Server
) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "rekam", "work"], env=environment(), stderr=subprocess.DEVNULL
    )
    try:
        assert until(lambda: Leaf.objects.exists(), seconds=60)
        name = connection.settings_dict["NAME"]
        django.db.connections.close_all()
        with postgres.connect("postgres") as admin:
            for _ in range(3):
                admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
                )
                time.sleep(0.5)
        taken_in()
        assert until(lambda: state() == Status.PRINT_READY_RECORD, seconds=90), state()
        assert worker.poll() is None
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(60)


def test_what_waits_without_a_job_is_queued_again(server: Path) -> None:
    taken_in()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert pipeline.wake_waiting() == 1
    assert pipeline.wake_waiting() == 1  # a repeat is a no-op
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (1,)


@pytest.mark.usefixtures("server")
def test_one_packet_that_fails_blocks_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    poisoned = taken_in()
    with scope(EVERYWHERE):
        person = person_of(make_resident(nik="3673024101900002"))
        sound = Session(person=person, records=bodies.records(2)).send()
        intake.receive(sound.data, packet=sound.id, at=NOON)
    whole = pipeline.STAGES["open"]

    def fails(packet: object, **named: object) -> bool:
        if packet == poisoned.id:
            raise ZeroDivisionError
        return whole(packet, **named)

    monkeypatch.setattr(pipeline, "STAGES", {**pipeline.STAGES, "open": fails})
    pipeline.run_waiting()
    assert state() == Status.PRINT_READY_RECORD
    assert pipeline.waiting("open", limit=5) == [poisoned.id]
