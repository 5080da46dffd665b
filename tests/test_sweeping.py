"""A database with real commits is as its template again before the next test."""

import os
from collections.abc import Callable, Iterator

import psycopg
import pytest

from rekam.kernel.roles import Server
from tests.sweeping import SEQUENCES, Swept

BUILT = (
    "CREATE SCHEMA made",
    "ALTER TABLE audit_entry DISABLE TRIGGER USER",
    "ALTER TABLE registry_resident DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE registry_resident ADD COLUMN more int",
    "ALTER DATABASE {name} SET work_mem = '1MB'",
)


@pytest.fixture
def own(clone: Callable[[str], str], postgres: Server) -> Iterator[Swept]:
    made = Swept.of(postgres, name=clone(f"swept_{os.getpid()}"))
    yield made
    made.line.close()


def test_rows_and_numbers_are_as_before(own: Swept, postgres: Server) -> None:
    with postgres.connect(own.name) as admin:
        admin.execute("INSERT INTO django_content_type (app_label, model) VALUES ('a', 'b')")
        admin.execute("INSERT INTO django_session VALUES ('key', 'data', now())")
        admin.execute("DELETE FROM django_migrations WHERE id = 1")
        admin.execute("CREATE TABLE made AS SELECT 1")
    assert own.sweep()
    with postgres.connect(own.name) as admin:
        assert admin.execute("SELECT count(*) FROM django_migrations WHERE id = 1").fetchone() == (1,)
        assert admin.execute("SELECT count(*) FROM django_content_type WHERE app_label = 'a'").fetchone() == (
            0,
        )
        assert admin.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
        assert admin.execute("SELECT to_regclass('made')").fetchone() == (None,)
        assert dict(admin.execute(SEQUENCES).fetchall()) == own.sequences  # type: ignore[arg-type]


def test_an_open_line_is_closed_and_its_rows_are_gone(own: Swept, postgres: Server) -> None:
    with postgres.connect(own.name) as left_open:
        left_open.autocommit = False
        left_open.execute("INSERT INTO django_session VALUES ('key', 'data', now())")
        assert own.sweep()
        with pytest.raises(psycopg.OperationalError):
            left_open.execute("SELECT 1")


@pytest.mark.parametrize("built", BUILT)
def test_what_was_built_is_told(own: Swept, postgres: Server, built: str) -> None:
    with postgres.connect(own.name) as admin:
        admin.execute(built.format(name=own.name))
    assert not own.sweep()


def test_whoever_ends_every_line_gets_a_new_copy(own: Swept, postgres: Server) -> None:
    with postgres.connect(own.name) as admin:
        admin.execute("SELECT pg_terminate_backend(%s, 5000)", [own.line.info.backend_pid])
    assert not own.sweep()
