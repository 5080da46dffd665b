"""What stands in a database's tables, so that nothing of it is missing or changed afterwards."""

from collections import Counter
from collections.abc import Mapping

import psycopg
from psycopg import sql

Connection = psycopg.Connection[tuple[object, ...]]
Columns = Mapping[str, tuple[str, ...]]
Rows = Mapping[str, Counter[str]]

# Kept by PostgreSQL's clock or by who is at work just now, not by what people entered.
PASSING = frozenset({"django_session", "procrastinate_workers", "procrastinate_periodic_defers"})


def columns(line: Connection) -> Columns:
    """Each table of ours with its columns."""
    found = line.execute(
        "SELECT table_name, array_agg(column_name::text ORDER BY column_name) "
        "FROM information_schema.columns "
        "JOIN pg_tables ON tablename = table_name AND schemaname = table_schema "
        "WHERE table_schema = 'public' GROUP BY 1"
    ).fetchall()
    return {str(table): tuple(names) for table, names in found if table not in PASSING}  # type: ignore[arg-type]


def rows(line: Connection, *, of: Columns) -> Rows:
    """The digests of the rows of these tables, over these columns only; a column that is gone is an error."""
    told = {}
    for table, names in of.items():
        words = sql.SQL("SELECT md5(row({})::text) FROM {}").format(
            sql.SQL(", ").join(map(sql.Identifier, names)), sql.Identifier(table)
        )
        told[table] = Counter(str(digest) for (digest,) in line.execute(words).fetchall())
    return told


def missing(before: Rows, after: Rows) -> int:
    """How many rows are not there any more as they were."""
    return sum((known - after.get(table, Counter())).total() for table, known in before.items())


def count(told: Rows) -> int:
    """How many rows there are."""
    return sum(one.total() for one in told.values())
