"""One PostgreSQL cluster for the run, one migrated template, a clone for each worker; as rekam_app."""

import gc
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import django
import psycopg
import pytest
from hypothesis import HealthCheck, settings
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker
from xdist.remote import Producer  # type: ignore[import-untyped]

from rekam.kernel.places import data_folder
from rekam.kernel.postgres import Cluster, cluster
from rekam.kernel.roles import Server, bootstrap, connection_settings, make_database
from rekam.vault.keys import make_keys
from tests.once import bodies_read_once, pictures_made_once, static_files_found_once
from tests.sweeping import Swept
from tests.workers import Together, turn

__all__ = ["bodies_read_once", "pictures_made_once", "static_files_found_once"]

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "src" / "rekam"
HOME = data_folder()  # of this run's cluster, whatever folder a single test works in
# Tests check rules, not disks; tests/faults starts its own cluster with fsync on.
# One round of hashing a password instead of 4096: tests open thousands of connections.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "scram_iterations": "1",
}


# How fast examples come is the machine's affair.
settings.register_profile("rekam", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rekam")


def pytest_addoption(parser: pytest.Parser) -> None:
    """For tests/faults: other moments than the fixed ones, and more of them. For real images: more people."""
    faults = parser.getgroup("faults")
    faults.addoption("--seed", type=int, default=1, help="first seed of tests/faults")
    faults.addoption("--runs", type=int, default=0, help="runs of each test of tests/faults (0 = its own)")
    parser.addoption("--whole-scope", action="store_true", help="tests/scope: all roles for all relations")
    parser.addoption("--every", action="store_true", help="tests/hostile: all files and payloads, not a few")
    parser.addoption("--people", type=int, default=3, help="people of tests with real images (0 = all)")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """Who runs what, where there are several workers."""
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no worker waits for it at the end."""
    items.sort(key=lambda item: turn(item.path.parent.name))


@pytest.fixture
def many_people(request: pytest.FixtureRequest) -> int | None:
    """How many people a test of real images takes; None = all there are."""
    return int(request.config.getoption("--people")) or None


# Tests start dozens of programs, which would each compile the whole package again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_finish() -> None:
    """The collector of cycles need not walk again and again through what stays for the whole run."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_configure(config: pytest.Config) -> None:
    """The controller starts the server before any worker asks for it."""
    if hasattr(config, "workerinput"):
        return
    HOME.mkdir(parents=True, exist_ok=True)
    server = _cluster()
    server.start(settings=FAST)
    bootstrap(_server(server))


def pytest_unconfigure(config: pytest.Config) -> None:
    gc.unfreeze()
    if not hasattr(config, "workerinput"):
        _cluster().stop()


@pytest.fixture(scope="session")
def postgres() -> Server:
    """The administrator's way into this run's cluster."""
    return _server(_cluster())


@pytest.fixture(scope="session")
def template_database(postgres: Server, django_db_blocker: DjangoDbBlocker) -> str:
    """A migrated, empty database to clone; made again when a model or migration changes."""
    name = f"template_{_hash_of_schema()}"
    with postgres.connect("postgres") as admin:
        admin.execute("SELECT pg_advisory_lock(5252)")
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            building = f"building_{os.getpid()}"
            make_database(postgres, name=building)
            with django_db_blocker.unblock():
                _migrate(building)
            admin.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(building), sql.Identifier(name)
                )
            )
    return name


@pytest.fixture(scope="session")
def clone(postgres: Server, template_database: str) -> Iterator[Callable[[str], str]]:
    """Makes a database like the template, gone after the run."""
    made = []

    def make(name: str) -> str:
        _drop(postgres, name=name)
        make_database(postgres, name=name, template=template_database)
        made.append(name)
        return name

    yield make
    for name in made:
        _drop(postgres, name=name)


@pytest.fixture(scope="session")
def django_db_setup(clone: Callable[[str], str], django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Each worker's own clone, reached as rekam_app."""
    name = clone(f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}")
    point_django_at(name)
    yield
    with django_db_blocker.unblock():
        django.db.connections.close_all()


@pytest.fixture(scope="session")
def swept(clone: Callable[[str], str]) -> Iterator[list[Swept]]:
    """The copy that this worker's last test with real commits left swept; none before the first."""
    copies: list[Swept] = []
    yield copies
    for copy in copies:
        copy.line.close()


@pytest.fixture
def own_database(
    clone: Callable[[str], str],
    postgres: Server,
    swept: list[Swept],
    django_db_blocker: DjangoDbBlocker,
    django_db_setup: None,
) -> Iterator[str]:
    """A database for one test with real commits, in place of the worker's own."""
    before = django.db.connection.settings_dict["NAME"]
    own = swept.pop() if swept else Swept.of(postgres, name=clone(f"own_{os.getpid()}"))
    with django_db_blocker.unblock():
        point_django_at(own.name)
        yield own.name
        point_django_at(str(before))
    if own.sweep():
        swept.append(own)


@pytest.fixture
def log_put_back(postgres: Server, django_db_setup: None) -> Iterator[None]:
    """For a test of what is written past its transaction: the worker's log is empty again afterwards."""
    yield
    with postgres.connect(os.environ["REKAM_DATABASE"]) as admin:
        admin.execute("SET session_replication_role = replica")  # the log lets nobody delete
        for table in ("audit_waiting", "audit_entry"):
            admin.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))


@pytest.fixture
def own_vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A vault of this test's own."""
    for name in ("REKAM_VAULT", "REKAM_VAULT_COPY"):
        monkeypatch.setenv(name, str(tmp_path / name))
    make_keys()


def point_django_at(name: str, *, role: str = "rekam_app") -> None:
    """Let Django's default connection lead to this database as this role."""
    django.db.connections.close_all()
    settings = connection_settings(role, folder=HOME) | {"NAME": name}
    for wrapper in (django.db.connection, django.db.connections["default"]):
        wrapper.settings_dict.update(settings)
    os.environ["REKAM_DATABASE"] = name


def _migrate(name: str) -> None:
    from rekam.config.migrate import migrate

    point_django_at(name, role="rekam_migrate")
    options = django.db.connection.settings_dict["OPTIONS"]
    options["options"] = "-c role=rekam_owner"
    migrate(verbosity=0)
    options.pop("options")
    django.db.connections.close_all()


def _cluster() -> Cluster:
    return cluster(HOME / "postgres")


def _server(running: Cluster) -> Server:
    return Server(str(running.socket), 5432, "rekam_root", running.password, "postgres_home")


def _drop(postgres: Server, *, name: str) -> None:
    with postgres.connect("postgres") as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _hash_of_schema() -> str:
    digest = hashlib.sha256(django.get_version().encode())
    files = [
        *SOURCE.glob("*/migrations/*.py"),
        *SOURCE.glob("*/migrations/frozen/*.sql"),
        *SOURCE.glob("**/models.py"),
        *SOURCE.glob("**/doors.sql"),
        *SOURCE.glob("kernel/ro*.py"),
    ]
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def raw(name: str, *, role: str) -> psycopg.Connection[tuple[object, ...]]:
    """A bare connection to a database as a role."""
    known = connection_settings(role, folder=HOME)
    return psycopg.connect(
        host=str(known["HOST"]), user=role, password=str(known["PASSWORD"]), dbname=name, autocommit=True
    )
