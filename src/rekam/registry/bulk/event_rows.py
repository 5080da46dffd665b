"""Events of a merge, set by set, as entries.writing writes them one by one: what the fold reads."""

from datetime import date, datetime

from psycopg import sql

from rekam.registry.bulk.staging import Value, run
from rekam.registry.entries.state import COLUMNS

# Inside the merge's transaction only: whom it is going to change, as he was.
REMEMBER = """
CREATE TEMPORARY TABLE import_before ON COMMIT DROP AS
SELECT r.id, {state} AS state FROM registry_resident r
WHERE r.id IN (SELECT resident FROM {diff} WHERE verdict = 'changed')
"""
EVENTS = """
INSERT INTO registry_event (resident_id, area_code, kind, valid_on, recorded_at, actor, facts, changes, state)
SELECT r.id, r.area_code, {kind}, {on}, %(at)s, %(actor)s, {facts}, differing.changes,
       CASE WHEN before.id IS NULL OR differing.changes ? 'area_code' OR NOT EXISTS
         (SELECT FROM registry_event e WHERE e.resident_id = r.id AND e.state IS NOT NULL)
       THEN after.state END
FROM {of} JOIN registry_resident r ON {whom} LEFT JOIN import_before before ON before.id = r.id,
LATERAL (SELECT {state} AS state) AS after,
LATERAL (
  SELECT coalesce(
    jsonb_object_agg(name, jsonb_build_array(before.state -> name, after.state -> name)), '{{}}'
  ) AS changes
  FROM jsonb_object_keys(after.state) AS name
  WHERE before.id IS NOT NULL AND before.state -> name IS DISTINCT FROM after.state -> name
) AS differing
"""
# Of a row `d` of a diff: whether something is known to have happened after the day of the list that touched
# what the list would change, or with which the person came into the register.
LATER = """
EXISTS (SELECT FROM registry_event e WHERE e.resident_id = d.resident AND e.valid_on > {as_of}
        AND (e.changes = '{{}}' OR e.changes ?| ARRAY(SELECT jsonb_object_keys(d.facts))))
"""
# A jsonb object of ours from a resident's row.
STATE = sql.SQL("jsonb_build_object({})").format(
    sql.SQL(", ").join(
        sql.SQL("{}, r.{}").format(sql.Literal(name), sql.Identifier(name)) for name in COLUMNS
    )
)


def remember(diff: sql.Identifier) -> None:
    """Keep whom a diff is going to change as he is; call it before the change."""
    run(REMEMBER, diff=diff, state=STATE)


def write(
    *,
    kind: sql.Composable,
    on: sql.Composable,
    of: sql.Composable,
    whom: sql.Composable,
    facts: sql.Composable,
    at: datetime,
    actor: str,
) -> None:
    """One event for each resident `r` whom the condition `whom` joins to a row of `of`, after the change.

    kind, on, facts   expressions over `of` and `r`: the event's kind, its day, its jsonb facts
    """
    told: dict[str, Value] = {"at": at, "actor": actor}
    run(EVENTS, told, kind=kind, on=on, of=of, whom=whom, facts=facts, state=STATE)


def later(as_of: date) -> sql.Composable:
    """LATER for a list of that day."""
    return sql.SQL(LATER).format(as_of=day(as_of))


def day(on: date) -> sql.Composable:
    """A day as an expression."""
    return sql.SQL("{}::date").format(sql.Literal(on.isoformat()))
