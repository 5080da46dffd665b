"""The first rows of each kind of a diff, for the eyes of who decides."""

# ruff: noqa: S608 - parts of statements are names of our own; what a file says goes in as values

import json
import uuid
from typing import Any

from rekam.registry.bulk.rules import Kind
from rekam.registry.bulk.staging import Names, ask

MOST = 20
SHOWN = {Kind.RESIDENTS: "s.line, s.nik, s.full_name, s.area_code", Kind.STATUSES: "s.line, s.nik, '', ''"}


def sample_of(one: uuid.UUID, *, kind: Kind, first: bool) -> dict[str, list[dict[str, Any]]]:
    """Up to 20 rows of new, changed, held and gone: NIK, name, area, id in the register, before and after."""
    names = Names.of(one)
    if first:
        rows = ask(f"SELECT {SHOWN[kind]} FROM {{lines}} s ORDER BY s.line LIMIT {MOST}", lines=names.lines)
        return {"new": [_row(*row) for row in rows]}
    found = {}
    for verdict in ("new", "changed", "held"):
        rows = ask(
            f"SELECT {SHOWN[kind]}, r.uuid::text, r.full_name, r.area_code, d.facts FROM {{diff}} d "
            "JOIN {lines} s USING (line) LEFT JOIN registry_resident r ON r.id = d.resident "
            f"WHERE d.verdict = %s ORDER BY s.line LIMIT {MOST}",
            [verdict],
            diff=names.diff,
            lines=names.lines,
        )
        found[verdict] = [_row(*row[:4], *row[4:]) for row in rows]
    gone = ask(
        "SELECT 0, r.nik, r.full_name, r.area_code, r.uuid::text, r.full_name, r.area_code, d.facts "
        "FROM {diff} d "
        f"JOIN registry_resident r ON r.id = d.resident WHERE d.verdict = 'gone' ORDER BY r.id LIMIT {MOST}",
        diff=names.diff,
    )
    return found | {"gone": [_row(*row) for row in gone]}


def _row(
    line: int,
    nik: str,
    name: str,
    area: str,
    resident: str | None = None,
    known_name: str | None = None,
    known_area: str | None = None,
    facts: str | None = None,
) -> dict[str, Any]:
    return {
        "line": line,
        "nik": nik,
        "name": name or known_name or "",
        "area": area or known_area or "",
        "resident": resident,
        "facts": json.loads(facts or "{}"),
    }
