"""Bring a database back to its template: what a test filled is emptied, what it built is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from rekam.kernel.roles import Server

Connection = psycopg.Connection[tuple[object, ...]]
OURS = 16384  # the first number that PostgreSQL gives to anything that is not its own
# Rows of the catalogue change their xmin when somebody alters what they describe. What an import takes down
# and builds again, indexes and their constraints, is known by its definition.
SHAPE = f"""
SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
  SELECT concat_ws(' ', 'class', relname, relkind, relacl, relrowsecurity, relforcerowsecurity) AS part
    FROM pg_class WHERE oid >= {OURS} AND relkind <> 't' AND relname !~ '^pg_toast'
  UNION ALL SELECT concat_ws(' ', 'index', indisvalid, indisready, pg_get_indexdef(indexrelid))
    FROM pg_index WHERE indexrelid >= {OURS} AND indrelid::regclass::text !~ '^pg_toast'
  UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE oid >= {OURS}
  UNION ALL SELECT concat_ws(' ', 'column', attrelid, attnum, c.xmin)
    FROM pg_attribute AS c JOIN pg_class ON pg_class.oid = attrelid
    WHERE attrelid >= {OURS} AND relkind IN ('r', 'v')
  UNION ALL SELECT concat_ws(' ', 'function', oid, xmin) FROM pg_proc WHERE oid >= {OURS}
  UNION ALL SELECT concat_ws(' ', 'policy', oid, xmin) FROM pg_policy
  UNION ALL SELECT concat_ws(' ', 'trigger', tgrelid::regclass, tgenabled, tgfoid,
    CASE WHEN NOT tgisinternal THEN oid END,
    CASE WHEN NOT tgisinternal THEN xmin END) FROM pg_trigger
  UNION ALL SELECT concat_ws(' ', 'schema', nspname, nspacl) FROM pg_namespace WHERE nspname !~ '^pg_'
  UNION ALL SELECT concat_ws(' ', 'setting', setrole, setconfig) FROM pg_db_role_setting
    WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
) AS shape
"""
TABLES = f"SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND oid >= {OURS} ORDER BY 1"
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
    tables: Sequence[str] = field(repr=False)
    shape: object
    seeds: Mapping[str, bytes] = field(repr=False)
    sequences: Mapping[object, object]

    @classmethod
    def of(cls, server: Server, *, name: str) -> "Swept":
        """Remember a database that nobody has touched yet."""
        line = server.connect(name)
        line.execute("SET session_replication_role = replica")  # the logs let nobody delete
        tables = _tables(line)
        seeds = {table: _rows(line, table) for table in _filled(line, tables)}
        return cls(name, line, tables, _one(line, SHAPE), seeds, dict(_two(line, SEQUENCES)))

    def sweep(self) -> bool:
        """Empty it of what a test filled and made; False = it did more, and only a new copy will do."""
        try:
            self.line.execute(ALONE)
        except psycopg.OperationalError:  # it ended every line, or the server
            return False
        for table in set(_tables(self.line)) - set(self.tables):
            self.line.execute(sql.SQL("DROP TABLE {} CASCADE").format(sql.SQL(table)))
        if _one(self.line, SHAPE) != self.shape:
            self.line.close()
            return False
        held = _filled(self.line, self.tables)
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


def _tables(line: Connection) -> list[str]:
    """All tables of ours, as PostgreSQL quotes them."""
    return [str(table) for (table,) in line.execute(TABLES).fetchall()]


def _filled(line: Connection, tables: Sequence[str]) -> dict[str, int]:
    """Those that hold anything, with how many rows up to LARGE."""
    counted = " UNION ALL ".join(
        f"SELECT '{table}', (SELECT count(*) FROM (SELECT FROM {table} LIMIT {LARGE}) AS few)"
        for table in tables
    )
    return {str(table): int(str(rows)) for table, rows in line.execute(counted).fetchall() if rows}


def _rows(line: Connection, table: str) -> bytes:
    with line.cursor().copy(f"COPY {table} TO STDOUT") as copy:
        return b"".join(bytes(part) for part in copy)


def _one(line: Connection, question: str) -> object:
    found = line.execute(question).fetchone()
    assert found is not None
    return found[0]


def _two(line: Connection, question: str) -> list[tuple[object, object]]:
    return [(a, b) for a, b in line.execute(question).fetchall()]
