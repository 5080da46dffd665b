"""The diff of a statuses file against the register's copy of the ladder, and its merge."""

import uuid
from datetime import date, datetime

from psycopg import sql

from rekam.registry.bulk import event_rows
from rekam.registry.bulk.resident_merge import ladder_sets
from rekam.registry.bulk.staging import Names, run
from rekam.registry.ladder import DATE_COLUMNS, REACHED_BY

DIFF = """
CREATE UNLOGGED TABLE {diff} AS
SELECT line, resident, facts,
       CASE WHEN resident IS NULL THEN 'unknown' WHEN {later} THEN 'held' ELSE 'changed' END AS verdict
FROM (
  SELECT s.line, r.id AS resident,
         CASE WHEN r.id IS NOT NULL
              THEN jsonb_build_object('ektp_status', jsonb_build_array(r.ektp_status, s.ektp_status))
         END AS facts
  FROM {lines} s LEFT JOIN registry_resident r ON r.nik = s.nik AND r.area_code || '.' LIKE %s
  WHERE r.id IS NULL OR r.ektp_status <> s.ektp_status OR {earlier}
) d
"""
EARLIER = "CASE WHEN s.ektp_status = ANY({reached}) THEN least(r.{column}, {on}) ELSE r.{column} END"


def compare(one: uuid.UUID, *, office: str, as_of: date) -> None:
    """Make the diff: another status, or the same with an earlier day.

    Of whom the register of this office does not know, the verdict is "unknown"; a line that would undo what
    happened after the day of the list is held.
    """
    names = Names.of(one)
    run("DROP TABLE IF EXISTS {diff}", diff=names.diff)
    run("ANALYZE {lines}", lines=names.lines)
    earlier = [
        sql.SQL("(s.ektp_status = ANY({}) AND r.{} > s.reached_on)").format(
            sql.Literal(list(REACHED_BY[column])), sql.Identifier(column)
        )
        for column in DATE_COLUMNS
    ]
    run(
        DIFF,
        [f"{office}.%"],
        diff=names.diff,
        lines=names.lines,
        earlier=sql.SQL(" OR ").join(earlier),
        later=event_rows.later(as_of),
    )


def merge(one: uuid.UUID, *, actor: str, at: datetime) -> None:
    """Write status and dates as registry.services.set_ektp_status would, one line after the other."""
    names, on = Names.of(one), sql.SQL("s.reached_on")
    event_rows.remember(names.diff)
    run(
        sql.SQL(
            "UPDATE registry_resident r SET {} FROM {} d JOIN {} s USING (line) "
            "WHERE d.verdict = 'changed' AND r.id = d.resident"
        ).format(sql.SQL(", ").join(ladder_sets(on=on, same=EARLIER)), names.diff, names.lines)
    )
    event_rows.write(
        kind=sql.SQL("'ektp.' || lower(s.ektp_status)"),
        on=on,
        of=sql.SQL("{} d JOIN {} s USING (line)").format(names.diff, names.lines),
        whom=sql.SQL("d.verdict = 'changed' AND r.id = d.resident"),
        facts=sql.SQL("jsonb_build_object('import', {}::text, 'place', s.place)").format(
            sql.Literal(str(one))
        ),
        at=at,
        actor=actor,
    )
