"""What PostgreSQL does with a checked file: staging, the diff, the merge. All of it runs as rekam_load.

Two unlogged tables a file: `staging.import_<id>` has its accepted lines, `staging.diff_<id>` what differs.
A server that crashed has emptied them; then the file is checked again.
"""

# ruff: noqa: S608 - parts of statements are names of our own; what a file says goes in as values

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from psycopg import sql

from rekam.kernel.errors import RuleBroken
from rekam.registry.bulk.checking import Checked
from rekam.registry.bulk.rules import UNTAKEN
from rekam.registry.bulk.table import streamed

LOCK = 0x52656B616D08
WAIT = "15s"  # for a killed import's connection to be noticed
TYPES = {
    "line": "integer",
    "birth_date": "date",
    "permit_until": "date",
    "reached_on": "date",
    "ever_married": "boolean",
}
Value = Any


@dataclass(frozen=True)
class Names:
    """The staging tables of one import."""

    lines: sql.Identifier
    diff: sql.Identifier
    rejected: sql.Identifier

    @classmethod
    def of(cls, one: uuid.UUID) -> "Names":
        """The tables of the import with this id."""
        return cls(
            *(sql.Identifier("staging", f"{kind}_{one.hex}") for kind in ("import", "diff", "rejected"))
        )


def run(
    words: str | sql.Composable,
    values: Mapping[str, Value] | Sequence[Value] = (),
    /,
    **parts: sql.Composable,
) -> int:
    """One statement on the loader's connection; how many rows it touched."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_composed(words, parts, cursor), values or None)
        return int(cursor.rowcount)


def ask(
    words: str, values: Mapping[str, Value] | Sequence[Value] = (), /, **parts: sql.Composable
) -> list[tuple[Any, ...]]:
    """The rows of a question on the loader's connection."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_composed(words, parts, cursor), values or None)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _composed(words: str | sql.Composable, parts: Mapping[str, sql.Composable], cursor: Any) -> str:
    text = sql.SQL(words).format(**parts) if isinstance(words, str) else words
    return text.as_string(cursor.connection)


def alone() -> None:
    """One import at a time, to the end of the transaction. Raises RuleBroken("import_running")."""
    from django.db import OperationalError

    try:
        run(f"SET LOCAL lock_timeout = '{WAIT}'")
        run("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        run("SET LOCAL lock_timeout = 0")
    except OperationalError as error:
        raise RuleBroken("import_running") from error


def forget_all_but(kept: Sequence[uuid.UUID]) -> None:
    """Drop the staging tables that no open import needs, as a killed one leaves them."""
    wanted = {f"{kind}_{one.hex}" for one in kept for kind in ("import", "diff", "rejected")}
    rows = ask(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'staging' "
        "AND tablename ~ '^[a-z]+_[0-9a-f]{{32}}$'"
    )
    for (name,) in rows:
        if name not in wanted:
            run("DROP TABLE {table}", table=sql.Identifier("staging", name))


def is_staged(one: uuid.UUID) -> bool:
    """Whether the lines of an import are still in staging (none are after a crash of the server)."""
    if not ask("SELECT to_regclass(%s)", [f"staging.import_{one.hex}"])[0][0]:
        return False
    return bool(ask("SELECT EXISTS (SELECT 1 FROM {lines})", lines=Names.of(one).lines)[0][0])


def stage(one: uuid.UUID, checked: Checked) -> None:
    """COPY the accepted lines into staging, and the numbers and NIKs of the rejected ones."""
    names = Names.of(one)
    columns = [f"{name} {TYPES.get(name, 'text')}" for name in checked.fields]
    query = f"SELECT {', '.join(checked.fields)} FROM accepted"
    if "kk" in checked.fields:
        columns.append("card boolean")
        query = CARDS.format(fields=", ".join(checked.fields), rank=_rank(checked.fields))
    run(f"CREATE UNLOGGED TABLE {{lines}} ({', '.join(columns)})", lines=names.lines)
    _copy(checked, query, into=names.lines)
    run("CREATE UNLOGGED TABLE {rejected} (line integer, nik text)", rejected=names.rejected)
    _copy(checked, "SELECT line, nik FROM rejected WHERE length(nik) = 16", into=names.rejected)


# The line that stands for its family card: the head's, else the first.
CARDS = (
    "SELECT {fields}, c.line IS NOT NULL AS card FROM accepted "
    "LEFT JOIN (SELECT arg_min(line, {rank}) AS line FROM accepted GROUP BY kk) c USING (line)"
)


def _rank(fields: Sequence[str]) -> str:
    return (
        "CASE WHEN head_relation = 'Kepala Keluarga' THEN 0 ELSE line END"
        if "head_relation" in fields
        else "line"
    )


def _copy(checked: Checked, query: str, *, into: sql.Identifier) -> None:
    words = sql.SQL("COPY {} FROM STDIN (FORMAT csv, NULL '\\N')").format(into)
    with (
        connections["default"].cursor() as cursor,
        streamed(checked.table, query, folder=checked.folder) as rows,
        cursor.copy(words) as copy,
    ):
        for block in rows:
            copy.write(block)


DIFFERENCES = """
COPY (SELECT verdict, coalesce(s.nik, r.nik), facts FROM {diff} d LEFT JOIN {lines} s USING (line)
      LEFT JOIN registry_resident r ON r.id = d.resident ORDER BY 2, 1) TO STDOUT
"""


def hash_of_diff(one: uuid.UUID, *, first: bool) -> str:
    """SHA-256 over what an import would do to whom, by NIK; a first one, which has no diff, gives "first"."""
    if first:
        return "first"
    names, found = Names.of(one), hashlib.sha256()
    words = sql.SQL(DIFFERENCES).format(diff=names.diff, lines=names.lines)
    with connections["default"].cursor() as cursor, cursor.copy(words) as rows:
        for block in rows:
            found.update(block)
    return found.hexdigest()


def fields_of(one: uuid.UUID) -> tuple[str, ...]:
    """The fields of the register that a staged file fills."""
    rows = ask(
        "SELECT attname::text FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 "
        "AND NOT attisdropped AND attname <> 'card' ORDER BY attnum",
        [f"staging.import_{one.hex}"],
    )
    return tuple(name for (name,) in rows)


def drop(one: uuid.UUID) -> None:
    """Let the staging of an import go."""
    names = Names.of(one)
    for table in (names.lines, names.diff, names.rejected):
        run("DROP TABLE IF EXISTS {table}", table=table)


def untaken(one: uuid.UUID, *, verdict: str) -> list[tuple[int, str]]:
    """Number and NIK of the lines that have this verdict in the diff, in their order."""
    names = Names.of(one)
    query = "SELECT line, nik FROM {diff} JOIN {lines} USING (line) WHERE verdict = %s ORDER BY line"
    return [(int(line), str(nik)) for line, nik in ask(query, [verdict], diff=names.diff, lines=names.lines)]


def register_is_empty() -> bool:
    """Whether nobody is in the register yet, and no family card."""
    query = "SELECT EXISTS (SELECT 1 FROM registry_resident) OR EXISTS (SELECT 1 FROM registry_familycard)"
    return not ask(query)[0][0]


def counted(one: uuid.UUID, *, first: bool) -> dict[str, int]:
    """How many of an import's people are new, changed, gone, held or the same as in the register."""
    names = Names.of(one)
    lines = int(ask("SELECT count(*) FROM {lines}", lines=names.lines)[0][0])
    if first:
        return {"new": lines, "changed": 0, "gone": 0, "held": 0, "same": 0}
    found = dict(ask("SELECT verdict, count(*) FROM {diff} GROUP BY 1", diff=names.diff))
    changed, new = int(found.get("changed", 0)), int(found.get("new", 0))
    return {
        "new": new,
        "changed": changed,
        "gone": int(found.get("gone", 0)),
        "held": int(found.get("held", 0)),
        "same": lines - new - changed - sum(int(found.get(verdict, 0)) for verdict in UNTAKEN),
    }
