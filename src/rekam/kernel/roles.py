"""The database's roles, made by one bootstrap; and the file that says how to connect as each of them.

rekam_owner    owns the tables; nobody logs in as it
rekam_migrate  migrations (as rekam_owner) and backup; sees every row
rekam_load     bulk import and demo fill; sees every row of staging and register, nothing else
rekam_search   owns the functions of schema doors only; nobody logs in as it
rekam_app      the web and its workers; row security holds for it

What PostgreSQL lets everybody do by default (connect, temporary tables, large objects, DO blocks) is taken
back in our own database, and rekam_app's statements end by themselves after a while.
"""

import json
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, write_private

BOOTSTRAP_LOCK = 0x52656B616D04
LOGINS = ("rekam_migrate", "rekam_load", "rekam_app")
ROLES: dict[str, str] = {
    "rekam_owner": "NOLOGIN NOBYPASSRLS",
    "rekam_search": "NOLOGIN BYPASSRLS",
    "rekam_migrate": "LOGIN BYPASSRLS",
    "rekam_load": "LOGIN BYPASSRLS",
    "rekam_app": "LOGIN NOBYPASSRLS",
}
# What no role of ours ever is, said each time: a hand that changed it is put right at the next start.
NEVER = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
# What PostgreSQL lets everybody call and no role of ours needs: large objects, ending other sessions.
NOBODYS = (
    *("lo_creat(integer)", "lo_create(oid)", "lo_from_bytea(oid, bytea)"),
    *("pg_terminate_backend(integer, bigint)", "pg_cancel_backend(integer)"),
)
# In milliseconds, for a session that says nothing else (config.settings.base does, for the worker).
LIMITS = {
    "statement_timeout": 20_000,
    "lock_timeout": 10_000,
    "idle_in_transaction_session_timeout": 60_000,
}


@dataclass(frozen=True)
class Server:
    """Where a PostgreSQL server is, and the administrator's way in."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    database: str

    @classmethod
    def from_url(cls, url: str) -> "Server":
        """Read postgresql://user:password@host:port/database.

        Raises RuleBroken("database_url_malformed").
        """
        parts = urlsplit(url)
        if parts.scheme not in {"postgres", "postgresql"} or not parts.username or len(parts.path) < 2:
            raise RuleBroken("database_url_malformed")
        return cls(
            host=parts.hostname or "127.0.0.1",
            port=parts.port or 5432,
            user=unquote(parts.username),
            password=unquote(parts.password or ""),
            database=unquote(parts.path[1:]),
        )

    def connect(self, database: str | None = None) -> psycopg.Connection[tuple[object, ...]]:
        """A connection as administrator, each statement by itself."""
        return psycopg.connect(
            host=self.host,
            port=self.port,
            user=self.user,
            password=self.password,
            dbname=database or self.database,
            autocommit=True,
        )


def bootstrap(server: Server, *, folder: Path | None = None) -> None:
    """Make or mend the roles and the database; write connections.json and secret-key (0600) into the data
    folder.

    Repeating it is safe, also while a server runs: data stay, and so do the passwords it connects with.
    """
    path = (folder or data_folder()) / "connections.json"
    with server.connect("postgres") as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [BOOTSTRAP_LOCK])
        passwords = _passwords(path)
        for role, attributes in ROLES.items():
            _make_role(admin, role=role, attributes=attributes, password=passwords.get(role))
        for name, milliseconds in LIMITS.items():
            admin.execute(f"ALTER ROLE rekam_app SET {name} = {milliseconds}")
        admin.execute("GRANT rekam_owner TO rekam_migrate")
        admin.execute("GRANT rekam_search TO rekam_owner")  # to make its functions, see kernel.row_security
        make_database(server, name=server.database)
        known = {"host": server.host, "port": server.port, "database": server.database}
        write_private(path, json.dumps(known | {"passwords": passwords}).encode())
        _make_secret_key(path.with_name("secret-key"))


def make_database(server: Server, *, name: str, template: str | None = None) -> None:
    """Make an empty database of ours, or a copy of a template; one that is there keeps its data."""
    with server.connect("postgres") as admin:
        known = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            words = sql.SQL("CREATE DATABASE {} OWNER rekam_owner TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template or "template0")
            )
            # Copying files beats replaying them through the log for anything large.
            admin.execute(words + sql.SQL(" STRATEGY FILE_COPY") if template else words)
        _close(admin, name=name)
    if template is None:
        with server.connect(name) as inside:
            _prepare(inside)


def connection_settings(role: str, *, folder: Path | None = None) -> dict[str, object]:
    """Host, port, name, user and password for Django and psycopg, as `bootstrap` wrote them.

    Where it has not run yet they lead nowhere, so that commands which need no database still work.
    """
    path = (folder or data_folder()) / "connections.json"
    if not path.exists():
        return {"HOST": "", "PORT": 0, "NAME": "not-bootstrapped", "USER": role, "PASSWORD": ""}
    known = json.loads(path.read_text())
    return {
        "HOST": known["host"],
        "PORT": known["port"],
        "NAME": os.environ.get("REKAM_DATABASE", known["database"]),
        "USER": role,
        "PASSWORD": known["passwords"][role],
    }


def _make_secret_key(path: Path) -> None:
    """The key that signs sessions and look-up digests: made once for an installation, before any command."""
    if not path.exists():
        write_private(path, secrets.token_urlsafe(48).encode())


def _passwords(path: Path) -> dict[str, str]:
    """The password of each role that logs in: the one in use, or a new one where there is none."""
    known = json.loads(path.read_text())["passwords"] if path.exists() else {}
    return {login: known.get(login) or secrets.token_urlsafe(24) for login in LOGINS}


def _make_role(
    admin: psycopg.Connection[tuple[object, ...]], *, role: str, attributes: str, password: str | None
) -> None:
    known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = "ALTER" if known else "CREATE"
    words = sql.SQL(f"{verb} ROLE {{}} {attributes} {NEVER}").format(sql.Identifier(role))
    if password is not None:
        words += sql.SQL(" PASSWORD {}").format(sql.Literal(password))
    admin.execute(words)


def _close(admin: psycopg.Connection[tuple[object, ...]], *, name: str) -> None:
    """Only our roles connect to this database; a copy of a database starts with everybody's rights again."""
    database = sql.Identifier(name)
    admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    admin.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO rekam_app").format(database))
    admin.execute(
        sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO rekam_load, rekam_migrate").format(database)
    )


def _prepare(inside: psycopg.Connection[tuple[object, ...]]) -> None:
    inside.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    inside.execute("CREATE EXTENSION IF NOT EXISTS fuzzystrmatch")
    inside.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    inside.execute("ALTER SCHEMA public OWNER TO rekam_owner")
    inside.execute("GRANT USAGE ON SCHEMA public TO rekam_app, rekam_load, rekam_migrate, rekam_search")
    inside.execute("CREATE SCHEMA IF NOT EXISTS staging AUTHORIZATION rekam_load")
    inside.execute("CREATE SCHEMA IF NOT EXISTS doors AUTHORIZATION rekam_search")
    inside.execute("GRANT USAGE ON SCHEMA doors TO rekam_app")
    inside.execute("REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC")
    inside.execute("GRANT USAGE ON LANGUAGE plpgsql TO rekam_owner, rekam_search, rekam_load, rekam_migrate")
    for function in NOBODYS:
        inside.execute(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC".encode())


@contextmanager
def without_indexes(
    admin: psycopg.Connection[tuple[object, ...]], *, tables: Sequence[str]
) -> Iterator[None]:
    """Fill tables without their plain indexes, which are then built in one go; constraints stay."""
    rows = admin.execute(
        "SELECT indexname, indexdef FROM pg_indexes JOIN pg_class c ON c.relname = indexname "
        "JOIN pg_index i ON i.indexrelid = c.oid WHERE tablename = ANY(%s) AND NOT i.indisunique",
        [list(tables)],
    ).fetchall()
    for name, _ in rows:
        admin.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(str(name))))
    yield
    admin.execute("SET maintenance_work_mem = '512MB'")
    for _, definition in rows:
        admin.execute(str(definition).encode())
