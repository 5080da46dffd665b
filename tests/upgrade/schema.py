"""What a program of a version relies on in the database: tables, columns, functions. One line each."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import psycopg

_COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
  a.atthasdef OR a.attidentity <> ''
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY 1, 2
"""
_FUNCTIONS = """
SELECT n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname IN ('public', 'doors')
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
ORDER BY 1, 2, 3
"""
_CHECKS = """
SELECT c.relname, pg_get_constraintdef(k.oid) FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
WHERE k.connamespace = 'public'::regnamespace AND k.contype <> 'n' ORDER BY 1, 2
"""


@dataclass(frozen=True, kw_only=True)
class Column:
    """demanding   whoever adds a row must say it"""

    type: str
    demanding: bool


@dataclass(frozen=True, kw_only=True)
class Schema:
    """columns by table and name; functions with arguments and result; rules of each table, as digests"""

    columns: dict[tuple[str, str], Column]
    functions: frozenset[str]
    rules: frozenset[tuple[str, str]]

    @property
    def tables(self) -> frozenset[str]:
        """The names of the tables."""
        return frozenset(table for table, _ in self.columns)


def schema_of(line: psycopg.Connection[tuple[object, ...]]) -> Schema:
    """As the database has it now."""
    columns = {
        (str(table), str(name)): Column(type=str(kind), demanding=bool(strict) and not filled)
        for table, name, kind, strict, filled in line.execute(_COLUMNS).fetchall()
    }
    functions = (" ".join(map(str, row)) for row in line.execute(_FUNCTIONS).fetchall())
    rules = ((str(table), _digest(str(said))) for table, said in line.execute(_CHECKS).fetchall())
    return Schema(columns=columns, functions=frozenset(functions), rules=frozenset(rules))


def written(schema: Schema) -> str:
    """The schema as lines, to keep: a table with the digests of its rules, and below it its columns."""
    lines = []
    for table in sorted(schema.tables):
        rules = " ".join(sorted(digest for of, digest in schema.rules if of == table))
        lines.append(f"{table} rules {rules}".rstrip())
        lines += [
            f" {name} {'!' if one.demanding else '-'} {one.type}"
            for (of, name), one in sorted(schema.columns.items())
            if of == table
        ]
    functions = sorted(f"function {one}" for one in schema.functions)
    return "\n".join([*lines, *functions, ""])


def read(text: str) -> Schema:
    """The schema of such lines."""
    columns, functions, rules, table = {}, set(), set(), ""
    for kind, _, rest in (line.partition(" ") for line in text.splitlines()):
        if kind == "":
            name, mark, told = rest.split(" ", 2)
            columns[table, name] = Column(type=told, demanding=mark == "!")
        elif kind == "function":
            functions.add(rest)
        else:
            table = kind
            rules |= {(table, digest) for digest in rest.split()[1:]}
    return Schema(columns=columns, functions=frozenset(functions), rules=frozenset(rules))


def unbearable(*, before: Schema, now: Schema) -> Iterable[str]:
    """What a program made for the one before cannot bear in the one of now."""
    for (table, name), one in before.columns.items():
        found = now.columns.get((table, name))
        if found is None:
            yield f"{table}.{name} is gone"
        elif found.type != one.type:
            yield f"{table}.{name} is {found.type}, was {one.type}"
        elif found.demanding and not one.demanding:
            yield f"{table}.{name} must be filled"
    for (table, name), one in now.columns.items():
        if table in before.tables and (table, name) not in before.columns and one.demanding:
            yield f"{table}.{name} is new and must be filled"
    yield from (f"{one} is gone" for one in before.functions - now.functions)
    yield from (f"{table} has a new rule" for table, _ in now.rules - before.rules if table in before.tables)


def _digest(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()[:8]
