"""One process at a time does what other systems ask, so that a search finds all that came before it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

WORK_LOCK = 0x52656B616D11


@contextmanager
def alone() -> Iterator[bool]:
    """Whether no other process works now; the lock ends with the connection, whatever ends that."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [WORK_LOCK])
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [WORK_LOCK])
