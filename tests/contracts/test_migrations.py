"""The models and their migrations agree; and what comes after 0.1.0 only adds.

While a new version is rolled out, the one before works on the same database: on another machine, or again
after a step back. So nothing is taken away that it reads, and no column is added that it would have to fill.
"""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

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
    migrations.AddIndex,
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
        (migrations.CreateModel("Note", [("id", models.AutoField(primary_key=True))]), True),
        (migrations.RemoveConstraint("resident", "one"), True),
    ],
    ids=lambda given: given.describe() if isinstance(given, Operation) else "",
)
def test_what_the_version_before_could_not_bear_is_seen(operation: Operation, fits: bool) -> None:
    assert (takes_away(operation) is None) is fits


def later() -> Iterator[tuple[str, str, Operation]]:
    """The operations of all migrations after that version."""
    for (app, name), migration in MigrationLoader(None, ignore_no_migrations=True).disk_migrations.items():
        if app in LAST_OF_0_1_0 and int(name[:4]) > LAST_OF_0_1_0[app]:
            for operation in flat(migration.operations):
                yield app, name, operation


def flat(operations: list[Operation]) -> Iterator[Operation]:
    """What happens to the database, also within operations that part it from the models' state."""
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from flat(list(operation.database_operations))
        else:
            yield operation


def takes_away(operation: Operation) -> str | None:
    """Why the version before would break on it; None where it would not."""
    if isinstance(operation, (*ADDS, migrations.RemoveConstraint)):
        return None
    if isinstance(operation, migrations.AddField):
        field = operation.field
        filled = field.null or field.has_db_default() or isinstance(field, models.ManyToManyField)
        return None if filled else f"{operation.name}: the version before cannot fill it (db_default)"
    return operation.describe()
