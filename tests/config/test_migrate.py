"""`rekam migrate` begins only where it may, says what it is going to do, and one at a time."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from django.db import OperationalError, connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from psycopg.errors import LockNotAvailable

from rekam.config import migrate
from rekam.config.migrating import checks, mark, run
from rekam.config.migrating.steps import Step, flat, walks
from rekam.config.migrating.words import SENTENCES, told
from rekam.kernel.errors import RuleBroken
from rekam.kernel.lock_waits import TRIES, again_when_locked
from rekam.web.watch.backup import NAME
from tests.conftest import raw

CODES = (
    *("migration_runs", "migration_locked", "migration_no_room", "migration_backup_stale"),
    *("database_newer", "database_too_new"),
)
STEP = Step(app="registry", name="0099_more", does=["Add field told"], walks={"registry_resident": 3 * 2**30})


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, db: None) -> Iterator[Path]:
    """The test's database; nobody sets this process up anew, and nothing is applied."""
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    monkeypatch.setattr(migrate, "set_up", lambda **_: None)
    monkeypatch.setattr(run, "apply", lambda *, told: told("done now"))
    monkeypatch.setattr(run, "PATIENCE", 0.0)
    return tmp_path


@pytest.fixture
def one_step(monkeypatch: pytest.MonkeyPatch, here: Path) -> Path:
    monkeypatch.setattr(migrate, "_steps", lambda: [STEP])
    return here


def backed_up(folder: Path, *, base: timedelta, log: timedelta) -> None:
    at = datetime.now(UTC)
    told = {"last_base": (at - base).isoformat(), "last_wal": (at - log).isoformat()}
    (folder / NAME).write_text(json.dumps(told))


def test_nothing_to_do_asks_for_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert migrate.main([]) == 0
    assert migrate.main(["--plan"]) == 0
    assert "0 migrations" in capsys.readouterr().out


def test_without_a_fresh_backup_it_does_not_begin(one_step: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert migrate.main([]) == 1
    assert "migration_backup_stale (part=base, age=never)" in capsys.readouterr().err
    backed_up(one_step, base=timedelta(hours=3), log=timedelta(minutes=9))
    assert migrate.main([]) == 1
    assert "part=log, age=9m" in capsys.readouterr().err
    backed_up(one_step, base=timedelta(hours=3), log=timedelta(minutes=1))
    assert migrate.main([]) == 0
    backed_up(one_step, base=timedelta(days=3), log=timedelta(minutes=1))
    assert migrate.main([]) == 1
    assert migrate.main(["--without-backup"]) == 0
    assert "done now" in capsys.readouterr().out


def test_the_plan_says_what_is_walked_over_and_how_much_room_it_takes(
    one_step: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert migrate.main(["--plan"]) == 0
    told = capsys.readouterr().out
    assert "registry.0099_more" in told
    assert "all of registry_resident: 3,072 MB" in told
    assert "6,400 MB" in told
    assert "done now" not in told


def test_a_disk_with_too_little_room_is_seen_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=6 * 2**30))
    with pytest.raises(RuleBroken, match=r"migration_no_room \(free_mb=6144, needed_mb=6400\)"):
        checks.check_room([STEP], disk=tmp_path)
    checks.check_room([], disk=tmp_path)
    checks.check_room([STEP], disk=None)


def test_one_at_a_time(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with raw(str(connection.settings_dict["NAME"]), role="rekam_migrate") as other:
        other.execute("SELECT pg_advisory_lock(%s)", [run.LOCK])
        assert migrate.main([]) == 1
        assert "migration_runs" in capsys.readouterr().err
    assert migrate.main([]) == 0


def test_a_database_of_a_later_version_is_not_migrated_and_is_served_where_that_one_allows(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "_is_newer", lambda: True)
    for found, status in (
        (None, 1),
        (mark.Mark(version="9.1.0", oldest="9.0.0"), 1),
        (mark.Mark(version="9.1.0", oldest="0.1.0"), 0),
    ):
        monkeypatch.setattr(mark, "find_mark", lambda found=found: found)
        assert migrate.before_serving() == status
    assert "database_too_new" in capsys.readouterr().err

    monkeypatch.setattr(mark, "unknown_migrations", lambda _: ["registry.9999_later"])
    assert migrate.main([]) == 1
    assert "database_newer (unknown=1)" in capsys.readouterr().err


@pytest.mark.django_db
def test_each_version_leaves_its_mark_and_knows_a_later_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert mark.find_mark() == mark.OURS
    mark.check_may_work()
    known = {("registry", "0001_initial"): None}
    for more, later in (
        ({}, False),
        ({("registry", "9999_later"): None}, True),
        ({("gone", "0001_x"): None}, False),
    ):
        loader = cast(
            MigrationLoader, SimpleNamespace(disk_migrations=known, applied_migrations=known | more)
        )
        assert mark.is_newer(loader) is later
    monkeypatch.setattr(mark, "find_mark", lambda: mark.Mark(version="9.0.0", oldest="0.1.0"))
    assert mark.is_newer(
        cast(MigrationLoader, SimpleNamespace(disk_migrations=known, applied_migrations=known))
    )


@pytest.mark.parametrize(
    ("operation", "is_walked"),
    [
        (migrations.AddField("resident", "note", models.TextField(null=True)), False),
        (migrations.AddField("resident", "note", models.TextField(null=True, db_index=True)), True),
        (migrations.AddIndex("resident", models.Index(fields=["name"], name="one")), True),
        (migrations.AlterField("resident", "note", models.TextField()), True),
        (migrations.RunSQL("SELECT 1"), False),
    ],
)
def test_what_goes_over_a_whole_table_is_known(operation: Operation, is_walked: bool) -> None:
    told = migrations.SeparateDatabaseAndState(database_operations=[operation])
    assert [walks(one) for one in flat([told])] == [is_walked]


def test_a_lock_that_others_hold_is_asked_for_again_and_given_up_at_last() -> None:
    tries: list[int] = []

    def busy() -> None:
        raise OperationalError from LockNotAvailable()

    def free_at_third() -> None:
        if len(tries) < 2:
            busy()

    again_when_locked(free_at_third, told=tries.append, pause=lambda _: None)
    assert tries == [1, 2]
    with pytest.raises(RuleBroken, match="migration_locked"):
        again_when_locked(busy, told=tries.append, pause=lambda _: None)
    assert len(tries) == 2 + TRIES

    def broken() -> None:
        raise OperationalError

    with pytest.raises(OperationalError):
        again_when_locked(broken, pause=lambda _: None)


def test_every_refusal_says_what_to_do() -> None:
    assert set(SENTENCES) == set(CODES)
    for code in CODES:
        assert told(RuleBroken(code, part="log")).startswith(f"{code} (part=log)\n")
