"""What a migration is going to do, told before it is done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, migrations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation

WRITES_ANEW = (migrations.AlterField, migrations.AddConstraint, migrations.AddIndex)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One migration that is not applied yet.

    does    each of its operations in words
    walks   tables with rows that it reads whole or writes anew, with their bytes on the disk
    """

    app: str
    name: str
    does: Sequence[str]
    walks: Mapping[str, int]

    def __str__(self) -> str:
        return f"{self.app}.{self.name}"


def all_steps(executor: MigrationExecutor) -> list[Step]:
    """What stands between the database and this version, in order."""
    sizes = dict(_sizes())  # of a new database empty: there is nothing to walk over
    targets = executor.loader.graph.leaf_nodes()
    return [
        Step(
            app=one.app_label,
            name=one.name,
            does=[operation.describe() for operation in one.operations],
            walks={table: sizes[table] for table in _walked(executor, one) if table in sizes}
            if sizes
            else {},
        )
        for one, _ in executor.migration_plan(targets)
    ]


def _walked(executor: MigrationExecutor, migration: migrations.Migration) -> Iterator[str]:
    walking = [operation for operation in flat(migration.operations) if walks(operation)]
    if not walking:
        return
    apps = executor.loader.project_state((migration.app_label, migration.name)).apps
    for operation in walking:
        model = apps.get_model(migration.app_label, str(getattr(operation, "model_name", "")))
        yield model._meta.db_table


def walks(operation: Operation) -> bool:
    """Whether PostgreSQL reads or writes every row of the table for it."""
    if isinstance(operation, migrations.AddField):
        field = operation.field
        return bool(field.unique or getattr(field, "db_index", False) or field.is_relation)
    return isinstance(operation, WRITES_ANEW)


def flat(operations: Sequence[Operation]) -> Iterator[Operation]:
    """What happens to the database, also within operations that part it from the models' state."""
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from flat(operation.database_operations)
        else:
            yield operation


def _sizes() -> Iterator[tuple[str, int]]:
    """Tables of ours that hold rows, with indexes and all, in bytes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, pg_total_relation_size(oid) FROM pg_class "
            "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0"
        )
        yield from cursor.fetchall()
