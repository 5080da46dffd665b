"""The database a command needs: the one that DATABASE_URL names, else our own server, started here."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, private_folder
from rekam.kernel.postgres import Cluster, cluster
from rekam.kernel.roles import Server, bootstrap

OWN_DATABASE = "rekam"


@contextmanager
def running_database() -> Iterator[Server]:
    """A server with roles and database made; our own one is stopped by the last command that leaves it.

    One that was started by hand goes on.
    Raises RuleBroken("database_url_malformed" | "database_not_started" | "database_away").
    """
    url = os.environ.get("DATABASE_URL")
    if url:
        given = Server.from_url(url)
        _bootstrap(given)
        yield given
        return
    own = cluster(data_folder() / "postgres")
    with _together(own, folder=private_folder(data_folder())):
        server = Server(str(own.socket), 5432, "rekam_root", own.password, OWN_DATABASE)
        _bootstrap(server)
        yield server


@contextmanager
def _together(own: Cluster, *, folder: Path) -> Iterator[None]:
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
                own.start()
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
