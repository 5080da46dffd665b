"""A worker may die at any moment: nothing is lost, nothing is done twice, and the next one goes on."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import connection

from rekam.abis.models import SearchRun, Subject, Template
from rekam.audit.models import Leaf
from rekam.enrolment import intake, pipeline, queries
from rekam.enrolment.models import Packet, Record
from rekam.enrolment.operations import attempts
from rekam.enrolment.rules import Status
from rekam.enrolment.worker import GIVES_WAY
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault
from tests.enrolment import bodies
from tests.enrolment.scene import NOON, Sending, Session, make_resident, person_of
from tests.faults import server_mutants
from tests.faults.conftest import Seeds, Told
from tests.faults.counting import Counted

KILLED = Path(__file__).with_name("killed_worker.py")
ROOT = Path(__file__).resolve().parents[2]
ENDS = ([Status.PRINT_READY_RECORD], [Status.ENROLL_FAILURE_AT_CENTRAL])


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


def killed(folder: Path, *, seed: int, without: str = "") -> tuple[Counted, int]:
    """A packet that is sent and worked on by processes that die; then by one that does not. How many died."""
    with scope(EVERYWHERE):
        person = person_of(make_resident(nik=f"36730241019{seed:05}"))
    sent = Session(person=person, records={} if without else bodies.records(seed)).send()
    path = folder / str(sent.id)
    path.write_bytes(sent.data)
    words = [str(path), str(seed), *([without] if without else [])]
    died = subprocess.run(
        [sys.executable, KILLED, *words], env=environment(), capture_output=True, check=False, timeout=600
    )
    assert died.returncode == 0, died.stderr.decode()[-2000:]
    pipeline.run_waiting()
    return counted(sent), int(died.stdout.split()[-1])


def counted(sent: Sending) -> Counted:
    """A packet that was receipted, and what became of it."""
    with scope(EVERYWHERE):
        packets = list(Packet.objects.filter(uuid=sent.id))
        records = list(Record.objects.filter(packet__in=packets))
        steps = Counter(event.status for record in records for event in queries.events(record))
        bodies_kept = [record.subject for record in records]
    whole = sum(is_there(packet, data=sent.data) for packet in packets)
    kept = (
        kind.objects.filter(**{name: bodies_kept}).count()
        for kind, name in (
            (Subject, "uuid__in"),
            (Template, "subject__uuid__in"),
            (SearchRun, "subject__uuid__in"),
        )
    )
    return Counted(
        attempted=1,
        landed=whole,
        acknowledged=1,
        lost=1 - min(whole, 1),
        doubled=sum(max(0, many - 1) for many in (len(packets), len(records), *steps.values(), *kept)),
        stuck=int([record.state for record in records] not in ENDS),
    )


def is_there(packet: Packet, *, data: bytes) -> bool:
    try:
        return vault.read(packet.address) == data
    except RuleBroken:
        return False


def test_kill_9_at_every_moment_loses_nothing_and_does_nothing_twice(
    server: Path, tmp_path: Path, seeds: Seeds, told: Told
) -> None:
    runs = [killed(tmp_path, seed=seed) for seed in seeds(1)]
    total, kills = sum((one for one, _ in runs), start=Counted()), sum(kills for _, kills in runs)
    told({**asdict(total), "kills": kills})
    assert total.harm == 0
    assert kills >= len(runs)


@pytest.mark.parametrize("without", ["the file before its name", "a try that is tried again"])
def test_without_a_defence_a_kill_does_harm(without: str, server: Path, tmp_path: Path, told: Told) -> None:
    begin = server_mutants.once if without.startswith("a try") else attempts.begin
    with patch.object(attempts, "begin", begin):
        total, kills = killed(tmp_path, seed=1, without=without)
    told({**asdict(total), "kills": kills})
    assert kills == 1
    assert total.harm > 0


def test_the_worker_does_what_is_queued_sequences_the_audit_and_stops_when_told(server: Path) -> None:
    taken_in()
    worker = subprocess.Popen(
        [sys.executable, "-m", "rekam", "work"], env=environment(), stderr=subprocess.PIPE
    )
    try:
        assert until(lambda: state() == Status.PRINT_READY_RECORD, seconds=240), state()
        assert until(lambda: Leaf.objects.exists(), seconds=60)
        pages = os.getpriority(os.PRIO_PROCESS, 0)
        assert os.getpriority(os.PRIO_PROCESS, worker.pid) == min(19, pages + GIVES_WAY)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_workers")
            assert cursor.fetchone() == (1,)
    finally:
        worker.send_signal(signal.SIGTERM)
        told = worker.communicate(timeout=60)[1].decode()
    assert worker.returncode == 0, told[-2000:]
    assert "Traceback" not in told
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE lock IS NOT NULL")
        assert cursor.fetchone() == (0,)


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
