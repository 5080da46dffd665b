"""Migrating: one at a time, with short waits for locks, each step safe to repeat."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, migrations
from django.db.migrations.executor import MigrationExecutor

from rekam.config.migrating.mark import leave_mark
from rekam.kernel.errors import RuleBroken
from rekam.kernel.lock_waits import again_when_locked, short_waits
from rekam.kernel.row_security import secure

LOCK = 0x52656B616D06
PATIENCE = 5.0  # seconds: PostgreSQL ends the statement of a session that was killed, then lets its lock go

Told = Callable[[str], None]


@contextmanager
def alone(*, patience: float = PATIENCE) -> Iterator[None]:
    """Nobody else migrates this database meanwhile; a process that dies lets go by dying.

    Raises RuleBroken("migration_runs").
    """
    end = time.monotonic() + patience
    while not _asked("SELECT pg_try_advisory_lock(%s)"):
        if time.monotonic() > end:
            raise RuleBroken("migration_runs")
        time.sleep(0.2)
    try:
        yield
    finally:
        if connection.is_usable():
            _asked("SELECT pg_advisory_unlock(%s)")


def _asked(statement: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [LOCK])
        return bool((cursor.fetchone() or (False,))[0])


def apply(*, told: Told) -> None:
    """Apply what is not applied yet, and then what follows from the models; call it within `alone`.

    Each step is a transaction: killed at any moment the database stands before it or after it, and the next
    call goes on. Raises RuleBroken("migration_locked").
    """
    with short_waits():
        again_when_locked(leave_mark, told=_busy(told))
        again_when_locked(lambda: _apply(told), told=_busy(told))
        again_when_locked(_tell_apps, told=_busy(told))
        secure()


def _tell_apps() -> None:
    """Django's own permissions and types of content are made by signals of its command."""
    call_command("migrate", verbosity=0, interactive=False)


def _apply(told: Told) -> None:
    progress = _Progress(told)
    executor = MigrationExecutor(connection, progress.heard)
    targets = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(targets)
    progress.steps = len(plan)
    if plan:
        executor.migrate(targets, plan=plan)


def _busy(told: Told) -> Callable[[int], None]:
    return lambda number: told(f"  a table is in use by others; trying again ({number})")


class _Progress:
    """Hears what Django's executor does and tells it by number and seconds."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._done, self._begun = 0, 0.0
        self.steps = 0

    def heard(
        self,
        what: str,
        migration: migrations.Migration | None = None,
        fake: bool | None = None,  # noqa: ARG002 - as Django calls it
        /,
    ) -> None:
        if what == "apply_start":
            self._begun = time.monotonic()
        elif what == "apply_success" and migration is not None:
            self._done += 1
            seconds = time.monotonic() - self._begun
            self._told(f"  {self._done}/{self.steps} {migration.app_label}.{migration.name} {seconds:.1f} s")
