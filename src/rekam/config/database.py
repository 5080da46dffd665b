"""The database a command needs: the one that DATABASE_URL names, else our own server, started here."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder
from rekam.kernel.postgres import cluster
from rekam.kernel.roles import Server, bootstrap

OWN_DATABASE = "rekam"


@contextmanager
def running_database() -> Iterator[Server]:
    """A server with roles and database made; our own one stops again at the end, if it was we who started it.

    Raises RuleBroken("database_url_malformed" | "database_not_started" | "database_away").
    """
    url = os.environ.get("DATABASE_URL")
    if url:
        given = Server.from_url(url)
        _bootstrap(given)
        yield given
        return
    own = cluster(data_folder() / "postgres")
    ours_to_stop = not own.running
    own.start()
    try:
        server = Server(str(own.socket), 5432, "rekam_root", own.password, OWN_DATABASE)
        _bootstrap(server)
        yield server
    finally:
        if ours_to_stop:
            own.stop()


def _bootstrap(server: Server) -> None:
    import psycopg

    try:
        bootstrap(server)
    except psycopg.OperationalError as error:
        raise RuleBroken("database_away") from error
