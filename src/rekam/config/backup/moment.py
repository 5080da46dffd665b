"""Counts and hashes of every table at one named place of the log, to compare a restored database with.

Writers wait while the place is named: every table is locked against writing for the length of two
statements, so what the hashes see is just what stands before that place.
"""

import json
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

import psycopg
from psycopg import errors, sql

from rekam.audit.tree import Frontier
from rekam.config.backup.server import Connection
from rekam.kernel.errors import RuleBroken
from rekam.kernel.roles import Server

TRIES = 20
# The server ends a wait of ours first, before anybody else's is called a deadlock (usually after 1 s).
PATIENCE = ("SET deadlock_timeout = '200ms'", "SET lock_timeout = '2s'")
# How a row is written as text, whatever the server's settings are.
PLAIN = (
    "SET TimeZone = 'UTC'",
    "SET DateStyle = 'ISO'",
    "SET bytea_output = 'hex'",
    "SET extra_float_digits = 1",
)
TABLES = (
    "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.relkind = 'r' AND c.relpersistence = 'p' "
    "AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"
)


@dataclass(frozen=True, kw_only=True)
class Table:
    """How many rows a table has, and the sum of their 64-bit hashes: rows in another order are the same."""

    rows: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A database at a place of the log: its tables by name, and the audit's size and root (RFC 6962)."""

    name: str
    tables: Mapping[str, Table] = field(default_factory=dict)
    entries: int = 0
    root: str = ""

    @property
    def text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def read(cls, text: str) -> "Moment":
        """What `text` wrote."""
        told = json.loads(text)
        tables = {name: Table(**table) for name, table in told.pop("tables").items()}
        return cls(**told, tables=tables)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What a restored database has otherwise, in rows."""

    attempted: int
    lost: int
    doubled: int
    changed: int
    told: Sequence[str]


def record(server: Server, *, name: str) -> Moment:
    """Name a place of the log and count what stands before it. Writers wait for some milliseconds.

    Raises RuleBroken("backup_moment_busy") where somebody writes without a pause.
    """
    with server.connect() as seeing:
        _plainly(seeing)
        seeing.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        with _nobody_writes(server) as admin:
            seeing.execute("SELECT count(*) FROM pg_class LIMIT 1")  # this statement fixes what it sees
            admin.execute("SELECT pg_create_restore_point(%s)", [name])
        return look(seeing, name=name)


def look(seeing: Connection, *, name: str) -> Moment:
    """Count and hash what a connection sees."""
    _plainly(seeing)
    tables = {f"{schema}.{table}": _table(seeing, schema, table) for schema, table in tables_of(seeing)}
    entries, root = _audit(seeing)
    return Moment(name=name, tables=tables, entries=entries, root=root)


def tables_of(seeing: Connection) -> list[tuple[str, str]]:
    """Schema and name of the tables that outlive a crash."""
    return [(str(schema), str(table)) for schema, table in seeing.execute(TABLES.encode()).fetchall()]


def compare(recorded: Moment, found: Moment) -> Difference:
    """Table by table: rows that are missing, that are too many, that are others; and the audit's root."""
    lost = doubled = changed = 0
    told = []
    nothing = Table(rows=0, total=0)
    for name in sorted(recorded.tables.keys() | found.tables.keys()):
        before, after = recorded.tables.get(name, nothing), found.tables.get(name, nothing)
        if before == after and name in recorded.tables and name in found.tables:
            continue
        told.append(f"{name}: {before.rows} rows, now {after.rows}; {before.total} became {after.total}")
        lost += max(0, before.rows - after.rows)
        doubled += max(0, after.rows - before.rows)
        changed += before.rows if before.rows == after.rows else 0
    if (recorded.entries, recorded.root) != (found.entries, found.root):
        told.append(f"audit: {recorded.entries} entries {recorded.root}, now {found.entries} {found.root}")
    attempted = sum(table.rows for table in recorded.tables.values())
    return Difference(attempted=attempted, lost=lost, doubled=doubled, changed=changed, told=told)


@contextmanager
def _nobody_writes(server: Server) -> Iterator[Connection]:
    for left in reversed(range(TRIES)):
        with server.connect() as admin:
            for setting in PATIENCE:
                admin.execute(setting.encode())
            try:
                admin.execute("BEGIN")
                names = [sql.Identifier(schema, table) for schema, table in tables_of(admin)]
                if names:
                    admin.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.SQL(", ").join(names)))
            except (errors.LockNotAvailable, errors.DeadlockDetected) as error:
                if not left:
                    raise RuleBroken("backup_moment_busy") from error
                admin.rollback()
                time.sleep(random.uniform(0.1, 1.0))  # noqa: S311 - no secret
                continue
            yield admin
            admin.execute("COMMIT")
            return


def _plainly(seeing: psycopg.Connection[tuple[object, ...]]) -> None:
    for setting in PLAIN:
        seeing.execute(setting.encode())


def _table(seeing: Connection, schema: str, table: str) -> Table:
    asked = sql.SQL("SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM {} t")
    row = seeing.execute(asked.format(sql.Identifier(schema, table))).fetchone()
    assert row is not None
    return Table(rows=int(str(row[0])), total=int(str(row[1])))


def _audit(seeing: Connection) -> tuple[int, str]:
    known = seeing.execute("SELECT to_regclass('public.audit_leaf') IS NOT NULL").fetchone()
    tree = Frontier()
    if known == (True,):
        with seeing.transaction(), seeing.cursor(name="leaves") as leaves:
            leaves.execute("SELECT leaf_hash FROM public.audit_leaf ORDER BY number")
            for (digest,) in leaves:
                assert isinstance(digest, bytes)
                tree.add(digest)
    return tree.size, tree.root().hex()
