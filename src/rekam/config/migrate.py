"""`rekam migrate`: bring the database to this version, then its grants and row security.

Safe to repeat, and to be killed at any moment: call it again. --plan says what would be done.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rekam.kernel.commands import set_up
from rekam.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from rekam.config.migrating.steps import Step


def main(arguments: list[str]) -> int:
    """Migrate as rekam_owner; 0 = the database is of this version, 1 = refused, and why."""
    words = argparse.ArgumentParser(prog="rekam migrate", description=__doc__)
    words.add_argument("--plan", action="store_true", help="say what would be done, and change nothing")
    words.add_argument("--without-backup", action="store_true", help="though there is no fresh backup")
    chosen = words.parse_args(arguments)
    set_up(role="rekam_migrate")
    from rekam.config.migrating import words as sentences

    try:
        return _plan() if chosen.plan else _migrate(wants_backup=not chosen.without_backup)
    except RuleBroken as broken:
        print(f"rekam migrate: {sentences.told(broken)}", file=sys.stderr)
        return 1


def before_serving(*, wants_backup: bool = True) -> int:
    """As `main`, for who starts pages: a database of a later version is served where that one allows it."""
    set_up(role="rekam_migrate")
    from rekam.config.migrating import words as sentences

    try:
        if not _is_newer():
            return _migrate(wants_backup=wants_backup)
        from rekam.config.migrating.mark import check_may_work

        check_may_work()
    except RuleBroken as broken:
        print(f"rekam serve: {sentences.told(broken)}", file=sys.stderr)
        return 1
    print(
        "The database is of a later version, which this one gets along with. It is served as it is.",
        flush=True,
    )
    return 0


def migrate(*, verbosity: int = 1) -> None:
    """Run the migrations and what follows from the models (kernel.row_security), and ask nothing before.

    Raises RuleBroken("migration_runs" | "migration_locked").
    """
    from rekam.config.migrating.run import alone, apply

    with alone():
        apply(told=_said if verbosity else lambda _: None)


def _migrate(*, wants_backup: bool) -> int:
    from rekam.config.migrating.checks import check_backup, check_room, find_disk
    from rekam.config.migrating.run import alone, apply

    with alone():
        steps = _steps()
        if steps and _is_filled():
            check_room(steps, disk=find_disk())
            if wants_backup:
                check_backup(at=datetime.now(UTC))
            print(f"{len(steps)} migrations are to be applied:", flush=True)
        apply(told=_said)
    return 0


def _plan() -> int:
    from rekam.config.migrating.checks import MEGABYTE, find_disk, needed_bytes

    steps = _steps()
    for step in steps:
        print(step)
        for line in step.does:
            print(f"  - {line}")
        for table, size in step.walks.items():
            print(f"  ! reads or writes all of {table}: {size / MEGABYTE:,.0f} MB")
    print(f"{len(steps)} migrations are to be applied.")
    if steps:
        place = find_disk() or "its server's disk, which is not looked at"
        print(f"Room needed: {needed_bytes(steps) // MEGABYTE:,} MB on {place}")
    return 0


def _steps() -> "Sequence[Step]":
    """Raises RuleBroken("database_newer")."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from rekam.config.migrating.mark import is_newer, unknown_migrations
    from rekam.config.migrating.steps import all_steps

    executor = MigrationExecutor(connection)
    if is_newer(executor.loader):
        raise RuleBroken("database_newer", unknown=len(unknown_migrations(executor.loader)))
    return all_steps(executor)


def _is_newer() -> bool:
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    from rekam.config.migrating.mark import is_newer

    return is_newer(MigrationLoader(connection))


def _is_filled() -> bool:
    """Whether a version was at work here before: an empty database loses nothing."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return bool(MigrationRecorder(connection).applied_migrations())


def _said(line: str) -> None:
    print(line, flush=True)
