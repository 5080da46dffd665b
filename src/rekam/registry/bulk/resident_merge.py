"""The diff of an extract against the register, and its merge, set by set.

The rows of a first import are the base of the register and get no events; later ones are written as events
on top of it (decision 0020). Nobody is removed: who is gone stays, with an event where somebody decided so.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime

from psycopg import sql

from rekam.registry.bulk import event_rows
from rekam.registry.bulk.staging import Names, run
from rekam.registry.ladder import DATE_COLUMNS, REACHED_BY, UNREGISTERED
from rekam.registry.models import Resident

CHANGED, NEW, GONE, BACK = "import.changed", "import.new", "import.gone", "import.back"
# Kept with others, never compared by themselves.
_DERIVED = {"line", "nik", "name_key", "ektp_status"}

DIFF = """
CREATE UNLOGGED TABLE {diff} AS
SELECT line, resident, facts,
       CASE WHEN resident IS NULL THEN 'new' WHEN {later} THEN 'held' ELSE 'changed' END AS verdict
FROM (
  SELECT s.line, r.id AS resident,
         CASE WHEN r.id IS NULL THEN '{{}}'::jsonb
              ELSE jsonb_strip_nulls(jsonb_build_object({facts})) END AS facts
  FROM {lines} s LEFT JOIN registry_resident r USING (nik)
  WHERE r.id IS NULL OR {differs}
) d
"""
GONE_ROWS = """
INSERT INTO {diff} (resident, verdict, facts)
SELECT r.id, 'gone', '{{}}'::jsonb FROM registry_resident r
WHERE r.status = 'active' AND r.area_code IN (SELECT DISTINCT area_code FROM {lines})
  AND NOT EXISTS (SELECT 1 FROM {lines} s WHERE s.nik = r.nik)
  AND NOT EXISTS (SELECT 1 FROM {rejected} x WHERE x.nik = r.nik)
  AND NOT EXISTS (SELECT FROM registry_event e WHERE e.resident_id = r.id AND e.valid_on > {as_of})
  AND (SELECT kind FROM registry_event e WHERE e.resident_id = r.id AND kind IN ('import.gone', 'import.back')
       ORDER BY id DESC LIMIT 1) IS DISTINCT FROM 'import.gone'
"""


def compare(one: uuid.UUID, *, fields: Sequence[str], as_of: date) -> None:
    """Make the diff of a staged extract; only columns that the list has are compared.

    as_of   the day of the list: a line that would undo what happened later is held
    """
    names = Names.of(one)
    run("DROP TABLE IF EXISTS {diff}", diff=names.diff)
    run("ANALYZE {lines}", lines=names.lines)
    compared = [name for name in fields if name not in _DERIVED]
    pairs: list[sql.Composable]
    pairs = [sql.SQL("s.{0} IS DISTINCT FROM r.{0}").format(sql.Identifier(name)) for name in compared]
    facts = [_fact(name, pair) for name, pair in zip(compared, pairs, strict=True)]
    if "ektp_status" in fields:
        pairs.append(sql.SQL("s.ektp_status <> r.ektp_status"))
        facts.append(_fact("ektp_status", pairs[-1]))
    run(
        DIFF,
        diff=names.diff,
        lines=names.lines,
        facts=sql.SQL(", ").join(facts),
        differs=sql.SQL("({})").format(sql.SQL(" OR ").join(pairs)),
        later=event_rows.later(as_of),
    )
    on = event_rows.day(as_of)
    run(GONE_ROWS, diff=names.diff, lines=names.lines, rejected=names.rejected, as_of=on)


def _fact(name: str, differs: sql.Composable) -> sql.Composable:
    """Before and after of one field, where it differs."""
    return sql.SQL("{0}, CASE WHEN {1} THEN jsonb_build_array(r.{2}, s.{2}) END").format(
        sql.Literal(name), differs, sql.Identifier(name)
    )


def add_all(one: uuid.UUID, *, fields: Sequence[str], as_of: date) -> None:
    """Fill an empty register: without indexes and foreign keys, which are then made in one go."""
    run("SELECT registry_shed_indexes()")
    run("SET LOCAL work_mem = '128MB'")
    _insert(one, fields=fields, as_of=as_of, where=sql.SQL("true"))
    run(CARDS, lines=Names.of(one).lines)
    run("SELECT registry_grow_indexes()")


def merge(
    one: uuid.UUID, *, fields: Sequence[str], as_of: date, actor: str, at: datetime, mark_gone: bool
) -> None:
    """Take over what differs, with an event for everybody whom it touches."""
    names = Names.of(one)
    new = sql.SQL("s.line IN (SELECT line FROM {} WHERE verdict = 'new')").format(names.diff)
    _insert(one, fields=fields, as_of=as_of, where=new)
    event_rows.remember(names.diff)
    run(_update(names, fields=fields, as_of=as_of))
    diff, lines = sql.SQL("{} d").format(names.diff), sql.SQL("{} d").format(names.lines)
    arrived = sql.SQL("{} d JOIN {} s USING (line)").format(names.diff, names.lines)
    told = {
        CHANGED: (diff, sql.SQL("d.verdict = 'changed' AND r.id = d.resident")),
        NEW: (arrived, sql.SQL("d.verdict = 'new' AND r.nik = s.nik")),
        GONE: (diff, sql.SQL("d.verdict = 'gone' AND r.id = d.resident")),
        BACK: (lines, sql.SQL(WAS_GONE).format(as_of=event_rows.day(as_of))),
    }
    if not mark_gone:
        del told[GONE]
    for kind, (of, whom) in told.items():
        event_rows.write(
            kind=sql.Literal(kind),
            on=event_rows.day(as_of),
            of=of,
            whom=whom,
            facts=sql.SQL("jsonb_build_object('import', {}::text)").format(sql.Literal(str(one))),
            at=at,
            actor=actor,
        )
    _add_cards(one)


WAS_GONE = """r.nik = d.nik AND r.id IN (
    SELECT resident_id FROM (SELECT DISTINCT ON (resident_id) resident_id, kind, valid_on FROM registry_event
    WHERE kind IN ('import.gone', 'import.back') ORDER BY resident_id, id DESC) last
    WHERE kind = 'import.gone' AND valid_on <= {as_of})"""


def _insert(one: uuid.UUID, *, fields: Sequence[str], as_of: date, where: sql.Composable) -> None:
    given: dict[str, sql.Composable]
    given = {name: sql.SQL("s.{}").format(sql.Identifier(name)) for name in fields if name not in {"line"}}
    given["uuid"] = sql.SQL("gen_random_uuid()")
    if "ektp_status" in fields:
        given["ektp_status"] = sql.SQL("coalesce(s.ektp_status, {})").format(sql.Literal(UNREGISTERED))
        given |= {name: _reached(name, on=event_rows.day(as_of)) for name in DATE_COLUMNS}
    given = _defaults(without=given) | given
    run(
        "INSERT INTO registry_resident ({columns}) SELECT {values} FROM {lines} s WHERE {where}",
        columns=sql.SQL(", ").join(map(sql.Identifier, given)),
        values=sql.SQL(", ").join(given.values()),
        lines=Names.of(one).lines,
        where=where,
    )


def _reached(column: str, *, on: sql.Composable) -> sql.Composable:
    return sql.SQL("CASE WHEN s.ektp_status = ANY({}) THEN {} END").format(
        sql.Literal(list(REACHED_BY[column])), on
    )


def _defaults(*, without: Collection[str]) -> dict[str, sql.Composable]:
    """What a resident's other columns begin with, where the database does not say it itself."""
    found: dict[str, sql.Composable] = {}
    for field in Resident._meta.concrete_fields:
        made = field.primary_key or field.generated or field.has_db_default() or field.null
        column = str(field.column)
        if not made and column not in without:
            found[column] = sql.Literal(field.get_default())
    return found


def _update(names: Names, *, fields: Sequence[str], as_of: date) -> sql.Composed:
    changed = [name for name in fields if name not in {"line", "nik", "ektp_status"}]
    sets: list[sql.Composable]
    sets = [sql.SQL("{0} = s.{0}").format(sql.Identifier(name)) for name in changed]
    if "status" in fields:
        sets.append(
            sql.SQL("status_on = CASE WHEN s.status <> r.status THEN {} ELSE r.status_on END").format(
                event_rows.day(as_of)
            )
        )
    if "ektp_status" in fields:
        sets += ladder_sets(on=event_rows.day(as_of))
    return sql.SQL(
        "UPDATE registry_resident r SET {} FROM {} d JOIN {} s USING (line) "
        "WHERE d.verdict = 'changed' AND r.id = d.resident"
    ).format(sql.SQL(", ").join(sets), names.diff, names.lines)


def ladder_sets(*, on: sql.Composable, same: str = "r.{column}") -> list[sql.Composable]:
    """registry.services.set_ektp_status as an UPDATE's SET, of s.ektp_status; NULL says nothing.

    same   what becomes of a date where the status stays as it is
    """
    told: list[sql.Composable] = [sql.SQL("ektp_status = coalesce(s.ektp_status, r.ektp_status)")]
    for column in DATE_COLUMNS:
        told.append(
            sql.SQL(
                "{column} = CASE WHEN s.ektp_status IS NULL THEN r.{column} "
                f"WHEN s.ektp_status = r.ektp_status THEN {same} "
                "WHEN s.ektp_status = {nothing} THEN NULL WHEN s.ektp_status = ANY({reached}) "
                "THEN coalesce(r.{column}, {on}) ELSE r.{column} END"
            ).format(
                column=sql.Identifier(column),
                nothing=sql.Literal(UNREGISTERED),
                reached=sql.Literal(list(REACHED_BY[column])),
                on=on,
            )
        )
    return told


def _add_cards(one: uuid.UUID) -> None:
    """A family card for each number; one that is known gets its head and address from the list."""
    run(CARDS + KNOWN_CARDS, lines=Names.of(one).lines)


CARDS = """
INSERT INTO registry_familycard (number, head_id, area_code, address, rt, rw)
SELECT s.kk, r.id, r.area_code, r.address, r.rt, r.rw
FROM {lines} s JOIN registry_resident r USING (nik) WHERE s.card
"""
KNOWN_CARDS = """
ON CONFLICT (number) DO UPDATE SET head_id = excluded.head_id, area_code = excluded.area_code,
address = excluded.address, rt = excluded.rt, rw = excluded.rw
WHERE (registry_familycard.head_id, registry_familycard.area_code, registry_familycard.address)
IS DISTINCT FROM (excluded.head_id, excluded.area_code, excluded.address)
"""
