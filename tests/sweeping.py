"""Bring a database back to its template: what a test filled is emptied, what it built is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from rekam.kernel.roles import Server

Connection = psycopg.Connection[tuple[object, ...]]
OURS = 16384  # the first number that PostgreSQL gives to anything that is not its own
# Rows of the catalogue change their xmin when somebody alters what they describe.
SHAPE = f"""
SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
  SELECT concat_ws(' ', 'class', oid, relname, relacl, relrowsecurity, relforcerowsecurity) AS part
    FROM pg_class WHERE oid >= {OURS}
  UNION ALL SELECT concat_ws(' ', 'column', attrelid, attnum, xmin) FROM pg_attribute WHERE attrelid >= {OURS}
  UNION ALL SELECT concat_ws(' ', 'function', oid, xmin) FROM pg_proc WHERE oid >= {OURS}
  UNION ALL SELECT concat_ws(' ', 'trigger', oid, xmin) FROM pg_trigger
  UNION ALL SELECT concat_ws(' ', 'policy', oid, xmin) FROM pg_policy
  UNION ALL SELECT concat_ws(' ', 'constraint', oid, xmin) FROM pg_constraint WHERE oid >= {OURS}
  UNION ALL SELECT concat_ws(' ', 'setting', setrole, setconfig) FROM pg_db_role_setting
    WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
) AS shape
"""
TABLES = """
SELECT oid::regclass::text FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1
"""
SEQUENCES = """
SELECT sequencename, last_value FROM pg_sequences
WHERE schemaname = 'public' AND last_value IS NOT NULL
"""
ALONE = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
LARGE = 1_000  # rows that are not only deleted but cleared away


@dataclass
class Swept:
    """A copy of the template, as it was made.

    line       the administrator's, which stays open: it has read the catalogue
    seeds      the rows that a table has from the beginning, as COPY writes them
    sequences  where each sequence stands that was used
    """

    name: str
    line: Connection = field(repr=False)
    shape: object
    seeds: Mapping[str, bytes] = field(repr=False)
    sequences: Mapping[object, object]

    @classmethod
    def of(cls, server: Server, *, name: str) -> "Swept":
        """Remember a database that nobody has touched yet."""
        line = server.connect(name)
        line.execute("SET session_replication_role = replica")  # the logs let nobody delete
        seeds = {table: _rows(line, table) for table, _ in _filled(line)}
        return cls(name, line, _one(line, SHAPE), seeds, dict(_two(line, SEQUENCES)))

    def sweep(self) -> bool:
        """Empty it of a test's rows; False = the test built something, so that only a new copy will do."""
        self.line.execute(ALONE)
        if _one(self.line, SHAPE) != self.shape:
            self.line.close()
            return False
        held = dict(_filled(self.line))
        for table in held.keys() | self.seeds.keys():
            if table not in self.seeds or _rows(self.line, table) != self.seeds[table]:
                self._put_back(table, many=held.get(table, 0) >= LARGE)
        for sequence, value in _two(self.line, SEQUENCES):
            if self.sequences.get(sequence) != value:
                self._wind_back(str(sequence))
        return True

    def _put_back(self, table: str, *, many: bool) -> None:
        quoted = sql.SQL(table)  # as regclass quotes it
        self.line.execute(sql.SQL("DELETE FROM {}").format(quoted))
        if many:
            self.line.execute(sql.SQL("VACUUM {}").format(quoted))
        if table in self.seeds:
            with self.line.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(quoted)) as copy:
                copy.write(self.seeds[table])

    def _wind_back(self, sequence: str) -> None:
        value = self.sequences.get(sequence)
        quoted = sql.Identifier(sequence).as_string(self.line)
        self.line.execute("SELECT setval(%s::regclass, %s, %s)", [quoted, value or 1, value is not None])


def _filled(admin: Connection) -> list[tuple[str, int]]:
    """The tables that hold anything, and how many rows up to LARGE."""
    tables = [str(table) for (table,) in admin.execute(TABLES).fetchall()]
    counted = " UNION ALL ".join(
        f"SELECT '{table}', (SELECT count(*) FROM (SELECT FROM {table} LIMIT {LARGE}) AS few)"
        for table in tables
    )
    found = admin.execute(counted).fetchall()
    return [(str(table), int(str(rows))) for table, rows in found if rows]


def _rows(admin: Connection, table: str) -> bytes:
    with admin.cursor().copy(f"COPY {table} TO STDOUT") as copy:
        return b"".join(bytes(part) for part in copy)


def _one(admin: Connection, question: str) -> object:
    found = admin.execute(question).fetchone()
    assert found is not None
    return found[0]


def _two(admin: Connection, question: str) -> list[tuple[object, object]]:
    return [(a, b) for a, b in admin.execute(question).fetchall()]
