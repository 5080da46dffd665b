"""A database between two versions: nothing of it is lost, the version before goes on, migrating goes on."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import django.db
import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from rekam.config.migrating.run import alone, apply
from rekam.kernel import row_security
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.roles import Server
from tests.conftest import raw
from tests.contracts.test_migrations import LAST_OF_0_1_0
from tests.enrolment import scene
from tests.upgrade import schema, tables
from tests.upgrade.conftest import PREVIOUS

SEEN = "SELECT count(*) FROM registry_resident"
RESIDENTS = 20


@pytest.fixture
def before(owned: str) -> str:
    """A database as 0.1.0 left it, with drawn rows."""
    executor = MigrationExecutor(connection)
    executor.migrate(last_of_0_1_0(executor.loader))
    chance = random.Random(1)
    with scope(EVERYWHERE):
        scene.furnish()
        for number in chance.sample(range(10_000), RESIDENTS):
            scene.make_resident(nik=f"367302410190{number:04d}")
    return owned


def last_of_0_1_0(loader: MigrationLoader) -> list[tuple[str, str]]:
    """Where the apps stood then that went on since."""
    ours = [key for key in loader.disk_migrations if key[0] in LAST_OF_0_1_0]
    went_on = {app for app, name in ours if int(name[:4]) > LAST_OF_0_1_0[app]}
    then = [key for key in ours if key[0] in went_on and int(key[1][:4]) == LAST_OF_0_1_0[key[0]]]
    return [
        max((key for key in then if key[0] == app), key=lambda key: len(loader.graph.forwards_plan(key)))
        for app in went_on
    ]


def previous() -> schema.Schema:
    return schema.read((PREVIOUS / "schema.txt").read_text())


def schema_now(postgres: Server, *, name: str) -> schema.Schema:
    with postgres.connect(name) as line:
        return schema.schema_of(line)


@contextmanager
def killed_at(postgres: Server, *, which: Callable[[int, str], bool]) -> Iterator[None]:
    """PostgreSQL ends our session right after the statement that is meant, as it does when we are killed."""
    pid = connection.cursor().execute("SELECT pg_backend_pid()").fetchone()[0]
    count = 0

    def counted(execute: Callable[..., Any], words: Any, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += 1
        answer = execute(words, params, many, context)
        if which(count, str(words)):
            with postgres.connect("postgres") as admin:
                admin.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        return answer

    with connection.execute_wrapper(counted), pytest.raises(django.db.Error):
        yield
    connection.close()


def residents_seen(name: str) -> int:
    """As the pages of either version see them."""
    with raw(name, role="rekam_app") as line:
        line.execute("SELECT set_config('rekam.area', '*', false)")
        return int(str((line.execute(SEEN).fetchone() or (0,))[0]))


def test_wherever_it_is_cut_every_row_stays_and_it_goes_on(
    before: str, postgres: Server, told: Callable[[object], None]
) -> None:
    begun = time.monotonic()
    assert schema_now(postgres, name=before).columns == previous().columns
    with postgres.connect(before) as line:
        known = tables.columns(line)
        kept = tables.rows(line, of=known)

    lost = 0
    within = ('CREATE TABLE "devices_outage"', "GRANT SELECT, INSERT ON")
    for text in within:
        with killed_at(postgres, which=lambda _, said, text=text: text in said), alone():  # type: ignore[misc]
            apply(told=lambda _: None)
        with postgres.connect(before) as line:
            lost += tables.missing(kept, tables.rows(line, of=known))
        lost += RESIDENTS - residents_seen(before)
    with alone():
        apply(told=lambda _: None)

    with postgres.connect(before) as line:
        lost += tables.missing(kept, tables.rows(line, of=known))
    count = tables.count(kept)
    told(
        f"attempted={count} landed={count - lost} lost={lost} doubled=0 stuck=0 "
        f"seed=1 seconds={time.monotonic() - begun:.1f}"
    )
    assert lost == 0
    assert residents_seen(before) == RESIDENTS
    assert not MigrationExecutor(connection).migration_plan(
        MigrationExecutor(connection).loader.graph.leaf_nodes()
    )


@pytest.mark.django_db
def test_what_the_version_before_relies_on_is_still_there(postgres: Server, template_database: str) -> None:
    now = schema_now(postgres, name=str(connection.settings_dict["NAME"]))

    assert list(schema.unbearable(before=previous(), now=now)) == []


MUTANTS = {
    "ALTER TABLE enrolment_packet DROP COLUMN copied_at": "enrolment_packet.copied_at is gone",
    "ALTER TABLE devices_station ADD told text NOT NULL": "devices_station.told is new and must be filled",
    "ALTER TABLE registry_resident ALTER rt TYPE char(3)": "registry_resident.rt is character(3), was "
    "character varying(3)",
    "ALTER TABLE registry_resident ADD CHECK (nik <> 'x')": "registry_resident has a new rule",
    "DROP FUNCTION verification_version": "public verification_version whose uuid text is gone",
}


@pytest.mark.django_db
def test_migrations_that_take_away_are_seen(postgres: Server) -> None:
    name = str(connection.settings_dict["NAME"])
    with postgres.connect(name) as line, line.transaction(force_rollback=True):
        for mutant in MUTANTS:
            line.execute(mutant.encode())
        found = set(schema.unbearable(before=previous(), now=schema.schema_of(line)))

    assert found == set(MUTANTS.values())


def test_without_one_transaction_a_table_a_cut_would_hide_everybody(
    owned: str, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mutant: the rules of a table are put back one by one."""
    with scope(EVERYWHERE):
        scene.make_resident(nik="3673024101900001")
    assert residents_seen(owned) == 1
    monkeypatch.setattr(row_security.transaction, "atomic", nullcontext)
    dropped = 'DROP POLICY IF EXISTS rekam_scope ON "registry_resident"'
    with killed_at(postgres, which=lambda _, said: said == dropped):
        row_security.secure()

    assert residents_seen(owned) == 0
