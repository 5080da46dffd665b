"""What a version leaves in the database of itself, so that the one before knows whether it may work there.

A program cannot read the migrations of a later one. So the later one says, before it begins, from which
version on programs get along with the tables as it leaves them. It stands in the comment of the schema, where
a dump keeps it and no migration is needed for it.
"""

import re
from dataclasses import dataclass

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from rekam.kernel.errors import RuleBroken
from rekam.kernel.version import OLDEST_ON_SCHEMA, VERSION, is_older

_WORDS = re.compile(r"Rekam (\S{1,20}), for programs from (\S{1,20}) on")


@dataclass(frozen=True, kw_only=True)
class Mark:
    """version   who brought the database to where it is; oldest   the oldest program that may work on it"""

    version: str
    oldest: str


OURS = Mark(version=VERSION, oldest=OLDEST_ON_SCHEMA)


def find_mark() -> Mark | None:
    """The mark; None where no version left one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('public'::regnamespace, 'pg_namespace')")
        found = _WORDS.fullmatch(str((cursor.fetchone() or ("",))[0]))
    return Mark(version=found[1], oldest=found[2]) if found else None


def leave_mark(mark: Mark = OURS) -> None:
    """Say who is about to change the database. Before the first change: a half-migrated one is marked too."""
    with connection.cursor() as cursor:
        told = f"Rekam {mark.version}, for programs from {mark.oldest} on"
        cursor.execute("COMMENT ON SCHEMA public IS %s", [told])


def unknown_migrations(loader: MigrationLoader) -> list[str]:
    """Migrations of our apps that are applied, and that this version does not have."""
    ours = {config.label for config in apps.get_app_configs()}
    known = set(loader.disk_migrations)
    applied = loader.applied_migrations or {}
    return sorted(f"{app}.{name}" for app, name in applied if app in ours and (app, name) not in known)


def is_newer(loader: MigrationLoader) -> bool:
    """Whether a later version than this one brought the database to where it is."""
    mark = find_mark()
    return bool(unknown_migrations(loader)) or (mark is not None and is_older(VERSION, than=mark.version))


def check_may_work() -> None:
    """Whether this program may work on a database of a later version: only where that one said so.

    Raises RuleBroken("database_too_new").
    """
    mark = find_mark()
    if mark is None or is_older(VERSION, than=mark.oldest):
        oldest = mark.oldest if mark else "?"
        raise RuleBroken(
            "database_too_new", program=VERSION, database=mark.version if mark else "?", oldest=oldest
        )
