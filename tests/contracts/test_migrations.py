"""The models and their migrations agree; and what comes after 0.1.0 only adds.

While a new version is rolled out, the one before works on the same database: on another machine, or again
after a step back. So nothing is taken away that it reads, and no column is added that it would have to fill.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.operations import AddIndexConcurrently
from django.core.management import call_command
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from rekam.config.migrating.steps import flat

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "rekam"
READS = re.compile(r"read_text|read_bytes|\bopen\(").search
# A change of one of these is a migration of its own, with a file of its own.
FROZEN = {
    "registry/migrations/frozen/0004_shed.sql": "4c33369543442238",
    "registry/migrations/frozen/0006_index.sql": "d27a1a949c8ca9aa",
    "registry/migrations/frozen/0009_found_by.sql": "cf1f33d6b24624a5",
    "registry/migrations/frozen/0014_compared.sql": "9902dff720febb07",
    "verification/migrations/frozen/0003_opening.sql": "25648f408aa6b29d",
}
LAST_OF_0_1_0 = {
    "registry": 14,
    "accounts": 9,
    "audit": 3,
    "cards": 6,
    "enrolment": 11,
    "coverage": 11,
    "devices": 4,
    "outreach": 12,
    "sending": 2,
    "applications": 6,
    "credentials": 4,
    "verification": 5,
    "abis": 7,
}
ADDS = (
    migrations.CreateModel,
    AddIndexConcurrently,
    migrations.RemoveIndex,  # slower, not wrong
    migrations.RenameIndex,
    migrations.AlterModelOptions,
    migrations.AlterModelManagers,
    migrations.RunSQL,  # grants, triggers, row security: read by a person
    migrations.RunPython,
)


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_what_came_after_the_last_version_only_adds() -> None:
    wrong = {
        f"{app}.{name}: {reason}"
        for app, name, operation in later()
        if (reason := takes_away(operation)) is not None
    }
    assert wrong == set()


def test_every_app_with_migrations_is_watched() -> None:
    ours = {app for app, _ in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    ours &= {config.label for config in apps.get_app_configs() if config.name.startswith("rekam.")}
    assert set(LAST_OF_0_1_0) == ours


@pytest.mark.parametrize(
    ("operation", "fits"),
    [
        (migrations.RemoveField("resident", "name"), False),
        (migrations.DeleteModel("Resident"), False),
        (migrations.RenameField("resident", "name", "full_name"), False),
        (migrations.AlterField("resident", "name", models.TextField()), False),
        (migrations.AddConstraint("resident", models.UniqueConstraint(fields=["name"], name="one")), False),
        (migrations.AddField("resident", "note", models.TextField(default="")), False),
        (migrations.AddField("resident", "note", models.TextField(null=True)), True),
        (migrations.AddField("resident", "note", models.TextField(db_default="")), True),
        (migrations.AddField("resident", "note", models.TextField(null=True, unique=True)), False),
        (migrations.AddField("resident", "note", models.UUIDField(db_default=RandomUUID())), False),
        (migrations.AddIndex("resident", models.Index(fields=["name"], name="one")), False),
        (AddIndexConcurrently("resident", models.Index(fields=["name"], name="one")), True),
        (migrations.CreateModel("Note", [("id", models.AutoField(primary_key=True))]), True),
        (migrations.RemoveConstraint("resident", "one"), True),
    ],
    ids=lambda given: given.describe() if isinstance(given, Operation) else "",
)
def test_what_the_version_before_could_not_bear_is_seen(operation: Operation, fits: bool) -> None:
    assert (takes_away(operation) is None) is fits


def test_what_a_migration_says_never_changes() -> None:
    """A file that a migration reads belongs to it alone: who ran it has what it said then."""
    told = {
        str(path.relative_to(PACKAGE)): hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for path in PACKAGE.glob("*/migrations/frozen/*")
    }
    assert told == FROZEN


def test_no_migration_reads_what_may_change() -> None:
    reading = {
        path: path.read_text() for path in PACKAGE.glob("*/migrations/0*.py") if READS(path.read_text())
    }
    assert {path.name for path, text in reading.items() if '.with_name("frozen")' not in text} == set()
    assert {path.name for path, text in reading.items() if "parents" in text or "parent /" in text} == set()


def later() -> Iterator[tuple[str, str, Operation]]:
    """The operations of all migrations after that version, but for those on tables that they make."""
    for (app, name), migration in MigrationLoader(None, ignore_no_migrations=True).disk_migrations.items():
        if app in LAST_OF_0_1_0 and int(name[:4]) > LAST_OF_0_1_0[app]:
            made = {one.name_lower for one in migration.operations if isinstance(one, migrations.CreateModel)}
            for operation in flat(migration.operations):
                if getattr(operation, "model_name_lower", "") not in made:
                    yield app, name, operation


def takes_away(operation: Operation) -> str | None:
    """Why the version before would break on it; None where it would not."""
    if isinstance(operation, (*ADDS, migrations.RemoveConstraint)):
        return None
    if isinstance(operation, migrations.AddField):
        field = operation.field
        if field.unique or (
            field.has_db_default() and not isinstance(field.db_default, str | int | models.Value)
        ):
            return f"{operation.name}: the whole table is read or written for it while nobody may read it"
        filled = field.null or field.has_db_default() or isinstance(field, models.ManyToManyField)
        return None if filled else f"{operation.name}: the version before cannot fill it (db_default)"
    if isinstance(operation, migrations.AddIndex):
        return f"{operation.describe()}: nobody can write meanwhile (AddIndexConcurrently)"
    return operation.describe()
