"""The database a command needs: the one that DATABASE_URL names, else our own server, started here."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rekam.config.standby.place import check_not_replaced
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, private_folder
from rekam.kernel.postgres import START_SECONDS, Cluster, cluster
from rekam.kernel.roles import Server, bootstrap

OWN_DATABASE = "rekam"
RESTORING = "restoring"


@contextmanager
def running_database() -> Iterator[Server]:
    """A server with roles and database made; our own one is stopped by the last command that leaves it.

    One that was started by hand goes on.
    Raises RuleBroken("database_url_malformed" | "database_not_started" | "database_away" |
    "standby_took_over" | "restore_unfinished").
    """
    check_not_replaced()
    url = os.environ.get("DATABASE_URL")
    if url:
        given = Server.from_url(url)
        _bootstrap(given)
        yield given
        return
    if restoring().exists():
        raise RuleBroken("restore_unfinished", file=str(restoring()))
    own = cluster(data_folder() / "postgres")
    with _together(own, folder=private_folder(data_folder())):
        server = Server(str(own.socket), 5432, "rekam_root", own.password, OWN_DATABASE)
        _bootstrap(server)
        yield server


def restoring() -> Path:
    """The mark that a restoring has begun here and is not whole; until it is gone nothing starts here."""
    return data_folder() / RESTORING


@contextmanager
def running_replica(settings: Mapping[str, str], *, seconds: int) -> Iterator[Cluster]:
    """Our own server as it stands, a replica or one just promoted: nothing is made or mended in it.

    Shared with commands that need the database, as theirs is. Raises RuleBroken("database_not_started").
    """
    own = cluster(data_folder() / "postgres")
    with _together(own, folder=private_folder(data_folder()), settings=settings, seconds=seconds):
        yield own


@contextmanager
def _together(
    own: Cluster, *, folder: Path, settings: Mapping[str, str] | None = None, seconds: int = START_SECONDS
) -> Iterator[None]:
    """Start the server if it is down, and stop it again when nobody else uses it: users share a lock.

    The mark says that it was one of us who started it.
    """
    mark = folder / "database.ours"
    with (folder / "database.users").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)  # waits while the last one out stops the server
        with (folder / "database.starting").open("a") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            if not own.running:
                mark.touch()
                own.start(settings=settings, seconds=seconds)
        try:
            yield
        finally:
            if mark.exists() and _alone(users.fileno()):
                own.stop()
                mark.unlink()


def _alone(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _bootstrap(server: Server) -> None:
    import psycopg

    try:
        bootstrap(server)
    except psycopg.OperationalError as error:
        raise RuleBroken("database_away") from error
