"""The worker's tasks. Each is named by (packet, stage); a repeat is a no-op; arguments are opaque ids."""

import uuid
from contextlib import suppress
from datetime import UTC, datetime

import procrastinate
from django.db import close_old_connections
from procrastinate.contrib.django import app

from rekam.audit import services as audit
from rekam.enrolment import pipeline, receipts
from rekam.enrolment.operations import checking
from rekam.enrolment.operations import jobs as queue
from rekam.enrolment.waiting import mending
from rekam.kernel.errors import RuleBroken
from rekam.vault.queries import checkpoint_keys

# A stage that fails waits longer each time: a medium or a database that is away comes back by itself.
RETRY = procrastinate.RetryStrategy(max_attempts=8, exponential_wait=3)


@app.task(name="enrolment.open", queue="enrolment", retry=RETRY)
def open_packet(packet: str) -> None:
    _run("open", uuid.UUID(packet))


@app.task(name="enrolment.extract", queue="enrolment", retry=RETRY)
def extract(packet: str) -> None:
    _run("extract", uuid.UUID(packet))


@app.task(name="enrolment.search", queue="enrolment", retry=RETRY)
def search(packet: str) -> None:
    _run("search", uuid.UUID(packet))


@app.periodic(cron="* * * * * */30")
@app.task(name="enrolment.wake", queue="watch", queueing_lock="enrolment.wake")
def wake(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Whatever waits without a job, or with one of a worker that was killed, gets one."""
    close_old_connections()
    queue.free_lost(at=datetime.now(UTC))
    pipeline.wake_waiting()


@app.periodic(cron="*/5 * * * *")
@app.task(name="enrolment.note", queue="watch", queueing_lock="enrolment.note")
def note(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """How many wait for each stage is written down, so that the page of operations sees queues grow."""
    close_old_connections()
    checking.note_queues(at=datetime.now(UTC))


@app.periodic(cron="*/10 * * * *")
@app.task(name="enrolment.check", queue="enrolment", queueing_lock="enrolment.check", priority=5)
def check(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """What stands too long at a rung is sent again, or shown to an office with its cause."""
    close_old_connections()
    checking.check(at=datetime.now(UTC))


@app.periodic(cron="* * * * * */5")
@app.task(name="enrolment.settle", queue="watch", queueing_lock="enrolment.settle")
def settle(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Decisions of adjudicators reach the recordings."""
    close_old_connections()
    pipeline.settle_adjudicated()


@app.periodic(cron="30 18 * * *")  # half past one at night in Serang
@app.task(name="enrolment.mend", queue="enrolment", queueing_lock="enrolment.mend")
def mend(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """What was passed over is taken up again, and the register's copy follows; so do receipts."""
    close_old_connections()
    mending.mend(at=datetime.now(UTC))
    receipts.bring_owed(at=datetime.now(UTC))


@app.periodic(cron="* * * * * *")
@app.task(name="audit.sequence", queue="watch", queueing_lock="audit.sequence")
def sequence(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """Entries of the audit get their numbers and hashes."""
    close_old_connections()
    audit.sequence_all()


@app.periodic(cron="0 * * * *")
@app.task(name="audit.checkpoint", queue="watch", queueing_lock="audit.checkpoint")
def checkpoint(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when
    """The audit's length and root are signed, and kept outside the database."""
    close_old_connections()
    with suppress(RuleBroken):  # told by an alarm that the pages show; a retry changes nothing
        audit.sign_checkpoint(seeds=checkpoint_keys(), at=datetime.now(UTC))


def _run(stage: str, packet: uuid.UUID) -> None:
    close_old_connections()  # a worker's thread has no request that would do it
    pipeline.run(stage, packet)
