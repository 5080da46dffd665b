"""Changing tables that others are at work on: wait for a lock a short while, step back, try again.

Whoever waits for a table's lock makes everybody wait who comes after, even those who only read. So nobody
of ours waits long at a time (LOCK_MILLISECONDS): a long reader is let go first, and pages go on meanwhile.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import psycopg.errors
from django.db import OperationalError, connection

from rekam.kernel.errors import RuleBroken

LOCK_MILLISECONDS: Final = 1_000
TRIES: Final = 60
LONGEST_PAUSE: Final = 10.0
_BUSY = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)


@contextmanager
def short_waits() -> Iterator[None]:
    """Within it no statement of this connection waits longer than LOCK_MILLISECONDS for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [str(LOCK_MILLISECONDS)])
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")


def again_when_locked(
    act: Callable[[], None],
    *,
    told: Callable[[int], None] = lambda _: None,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Do it, and again after a pause while somebody else holds what it needs; it must bear repeating.

    told   hears the number of each try that was in vain
    Raises RuleBroken("migration_locked") after TRIES of them, about eight minutes.
    """
    for number in range(1, TRIES + 1):
        try:
            act()
        except OperationalError as error:
            if not isinstance(error.__cause__, _BUSY):
                raise
            told(number)
            pause(min(0.5 * number, LONGEST_PAUSE))
        else:
            return
    raise RuleBroken("migration_locked", tries=TRIES)
