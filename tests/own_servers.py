"""A PostgreSQL of one test's own, with Rekam's tables: its files are made once for a schema, then copied."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import django.db
import pytest
from pytest_django.plugin import DjangoDbBlocker

from rekam.config.backup.server import way_in
from rekam.kernel.places import data_folder
from rekam.kernel.postgres import Cluster, cluster
from rekam.kernel.roles import Server, bootstrap, connection_settings
from tests.conftest import HOME, point_django_at

__all__ = ["point", "rekams_files"]

# The durability of a test's disk is seldom the question; SCRAM's rounds are other tests' question.
FAST = {
    "fsync": "off",
    "full_page_writes": "on",
    "scram_iterations": "1",
    "shared_buffers": "16MB",
    "min_wal_size": "32MB",
    "max_wal_size": "64MB",
}
Point = Callable[[Cluster], None]


@pytest.fixture(scope="session")
def rekams_files(postgres: Server, template_database: str) -> Cluster:
    """A stopped server with roles and empty tables, to copy the files of."""
    made = cluster(HOME / "rekams-files")
    whole = HOME / "rekams-files.of"
    with (HOME / "rekams-files.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists() or whole.read_text() != template_database:
            whole.unlink(missing_ok=True)
            made.remove()
            try:
                made.start(settings=FAST)
                bootstrap(way_in(made), folder=made.folder)
                _copy_schema(postgres, name=template_database, into=way_in(made), own=made)
            finally:
                made.stop()
            whole.write_text(template_database)
    return made


def copied(files: Cluster, *, own: Cluster) -> Cluster:
    """The same server with a place of its own, not started."""
    own.prepare(password=files.password)
    subprocess.run(["cp", "-a", files.data, own.data], check=True)
    own.hand_over(own.folder)
    return own


@contextmanager
def gone_afterwards(own: Cluster) -> Iterator[Cluster]:
    """Nothing of the server is left."""
    try:
        yield own
    finally:
        own.remove()
        shutil.rmtree(own.socket, ignore_errors=True)


@pytest.fixture
def point(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Point]:
    """Lets Django work on a server of this test's own, by the passwords of the data folder."""
    before = str(django.db.connection.settings_dict["NAME"])

    def at(own: Cluster) -> None:
        with pytest.MonkeyPatch.context() as patched:
            patched.delenv("REKAM_DATABASE", raising=False)
            known = connection_settings("rekam_app", folder=data_folder())
        django.db.connections.close_all()
        for wrapper in (django.db.connection, django.db.connections["default"]):
            wrapper.settings_dict.update(known | {"HOST": str(own.socket)})

    with django_db_blocker.unblock():
        yield at
        django.db.connections.close_all()
        point_django_at(before)


def _copy_schema(source: Server, *, name: str, into: Server, own: Cluster) -> None:
    """Tables, grants and row security of the migrated template; migrating again would take longer."""
    reach = ("-h", source.host, "-U", source.user, "-d", name)
    dump = subprocess.run(
        [own.binaries / "bin" / "pg_dump", *reach],
        env={**os.environ, "PGPASSWORD": source.password},
        capture_output=True,
        check=True,
    )
    goal = ("-h", into.host, "-U", into.user, "-d", into.database, "-q", "-o", os.devnull)
    subprocess.run(
        [own.binaries / "bin" / "psql", *goal],
        env={**os.environ, "PGPASSWORD": into.password},
        input=dump.stdout,
        capture_output=True,
        check=True,
    )
