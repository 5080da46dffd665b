"""The worker's jobs, as far as they stand in somebody's way. A job is a wake-up: to lose one is harmless."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

SILENT_AFTER: Final = timedelta(minutes=2)
"""A worker says every ten seconds that it lives; after this it is taken for gone."""
QUEUE: Final = "enrolment"
_FREE: Final = (
    "DELETE FROM procrastinate_jobs WHERE queue_name = %s AND lock IS NOT NULL AND status = 'doing' "
    "AND (worker_id IS NULL OR worker_id IN (SELECT id FROM procrastinate_workers WHERE last_heartbeat < %s))"
)


def free_lost(*, at: datetime) -> int:
    """Let go of jobs whose worker is gone; how many. What waits gets a new one from `pipeline.wake_waiting`.

    Such a job runs for ever as far as the queue knows, and no other one of its packet may begin meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FREE, [QUEUE, at - SILENT_AFTER])
        return int(cursor.rowcount)


def held(packets: Collection[uuid.UUID], *, at: datetime) -> set[uuid.UUID]:
    """Those of these packets for which a job waits or runs that a living worker can take or has."""
    named = [str(packet) for packet in packets]
    rows = ProcrastinateJob.objects.filter(lock__in=named, status__in=("todo", "doing"))
    living = set(_living(at).values_list("pk", flat=True))
    jobs = list(rows.values_list("lock", "status", "worker_id"))
    lost = {lock for lock, status, worker in jobs if status == "doing" and worker not in living}
    return {uuid.UUID(lock) for lock, _, _ in jobs if lock and lock not in lost}


def workers(*, at: datetime) -> int:
    """How many workers live."""
    return _living(at).count()


def _living(at: datetime) -> QuerySet[ProcrastinateWorker]:
    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=at - SILENT_AFTER)


def failed(*, since: datetime) -> int:
    """How many jobs failed for good after a moment; they stay in the table until somebody removes them."""
    ended = ProcrastinateEvent.objects.filter(job=OuterRef("pk"), type="failed", at__gte=since)
    return ProcrastinateJob.objects.filter(Exists(ended), status="failed").count()
