"""Queueing work by (packet, stage), in the transaction of the data it is about."""

import json
import uuid

from django.db import connection

from rekam.kernel.database import Statement

STAGES = ("open", "extract", "search")
# By hand, since procrastinate's own raises where such a job waits, which would undo what it is sent with.
_INSERT = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args) "
    "VALUES ('enrolment', %s, 0, %s, %s, %s::jsonb) ON CONFLICT DO NOTHING"
)


def wake(stage: str, packet: uuid.UUID) -> None:
    """Queue a stage of a packet; a repeat while it waits is a no-op.

    A job only wakes a worker up: what is to be done is read from the packet's state, so a lost or a
    second job does no harm. Arguments are opaque ids.
    """
    with connection.cursor() as cursor:
        cursor.execute(*job(stage, packet))


def job(stage: str, packet: uuid.UUID) -> Statement:
    """The statement that does what `wake` does, for who sends it together with the packet."""
    args = json.dumps({"packet": str(packet)})
    return _INSERT, [f"enrolment.{stage}", str(packet), f"{packet}:{stage}", args]
