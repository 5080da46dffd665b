"""Waking the worker for a message that somebody waits for, in the transaction of that message."""

import json
from datetime import datetime

from django.db import connection

# By hand, since procrastinate's own raises where such a job waits, which would undo the message.
_INSERT = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args) "
    "VALUES ('messages', 'messages.deliver', 0, NULL, 'messages.deliver', %s::jsonb) ON CONFLICT DO NOTHING"
)


def wake(*, at: datetime) -> None:
    """Let what is due leave now and not at the next full minute; a repeat while it waits is a no-op."""
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [json.dumps({"timestamp": int(at.timestamp())})])
