"""Everybody of the scope out of the register, as columns: COPY in its binary form, read without a loop."""

# ruff: noqa: S608 - statements are put together from constants of this room only

from collections.abc import Iterable, Mapping

import numpy as np
from django.db import connection

from rekam.coverage.columns.layout import COLUMNS, DAYS, FIRST_DAY, NEVER, numbers_of_days
from rekam.coverage.counters.people import ARRIVALS, BEFORE, BY, CHANGING, EVERYBODY, EVIDENCE, NEWEST

NO_DAY = -10_000_000  # becomes NEVER
FIRST = f"DATE '{FIRST_DAY}'"  # becomes ALWAYS


def _day(text: str) -> str:
    return f"coalesce({text} - {FIRST}, {NO_DAY})"


def _words(texts: Iterable[str]) -> str:
    return ", ".join(f"'{text}'" for text in texts)


GONE_ON = f"""CASE WHEN coalesce(undone.before ->> 'status', r.status) = 'active' THEN NULL
  WHEN undone.before ? 'status' THEN {FIRST} ELSE coalesce(r.status_on, {FIRST}) END"""
VALUES: Mapping[str, str] = {
    "area": f"replace({BEFORE['area_code']}, '.', '')",
    "sex": "CASE r.sex WHEN 'P' THEN 1 ELSE 0 END",
    "born": _day("r.birth_date"),
    "married": f"({BEFORE['ever_married']})::int",
    "lawful_until": f"CASE WHEN {BEFORE['nationality']} = 'WNI' THEN {NO_DAY} "
    f"ELSE coalesce({BEFORE['permit_until']}, {FIRST}) - {FIRST} END",
    "since": _day(f"coalesce(greatest(came.valid_on, undone.since), {FIRST})"),
    "until": _day(f"least(undone.until, {GONE_ON})"),
    "recorded": _day("r.recorded_on"),
    "print_ready": _day("r.print_ready_on"),
    "printed": _day("r.printed_on"),
    "handed": _day("r.handed_on"),
    "lost": _day(BEFORE["lost_on"]),
    "disabled": "(r.disability <> '')::int",
    "foreigner": f"({BEFORE['nationality']} = 'WNA')::int",
    "reach": "coalesce(found.reach, 0)",
    "channel": "coalesce(by.channel, 0)",
}
CAME = f"""
came AS (
  SELECT resident_id, max(valid_on) AS valid_on FROM registry_event
  WHERE kind IN ({_words(ARRIVALS)}) AND changes = '{{}}' GROUP BY resident_id
)"""
# Whoever has changed has a row for each stretch of days between two changes; on its days the events after
# them are undone, as counters.people_then undoes them.
STRETCHES = f"""
changed AS (
  SELECT e.resident_id, e.id, e.valid_on, part.key, part.value -> 0 AS before
  FROM registry_event e, jsonb_each(e.changes) AS part
  WHERE e.changes ?| ARRAY[{_words(CHANGING)}] AND e.kind <> 'correction' AND part.key IN ({_words(CHANGING)})
),
evidence AS ({EVIDENCE}
),
stretches AS (
  SELECT resident_id, since, lead(since) OVER (PARTITION BY resident_id ORDER BY since) AS until FROM (
    SELECT resident_id, valid_on AS since FROM changed UNION SELECT resident_id, {FIRST} FROM changed
    UNION SELECT resident_id, evidence_on FROM evidence UNION SELECT resident_id, {FIRST} FROM evidence
  ) AS edges
),
undone AS (
  SELECT resident_id, since, until,
         coalesce(jsonb_object_agg(key, before) FILTER (WHERE key IS NOT NULL), '{{}}') AS before
  FROM (
    SELECT DISTINCT ON (s.resident_id, s.since, c.key) s.*, c.key, c.before
    FROM stretches s LEFT JOIN changed c ON c.resident_id = s.resident_id AND c.valid_on > s.since
    ORDER BY s.resident_id, s.since, c.key, c.id
  ) AS first GROUP BY resident_id, since, until
),
found AS (
  SELECT DISTINCT ON (s.resident_id, s.since) s.resident_id, s.since, reach
  FROM stretches s JOIN evidence ON evidence.resident_id = s.resident_id AND evidence_on <= s.since
  ORDER BY s.resident_id, s.since, {NEWEST}
)"""
COPY = f"""
COPY (
  WITH {STRETCHES}, {BY.format(among=EVERYBODY)}, {CAME}
  SELECT {", ".join(f"({VALUES[name]})::bigint" for name in COLUMNS)}
  FROM registry_resident r
  LEFT JOIN undone ON undone.resident_id = r.id
  LEFT JOIN found ON found.resident_id = r.id AND found.since = undone.since
  LEFT JOIN by ON by.resident = r.uuid
  LEFT JOIN came ON came.resident_id = r.id
) TO STDOUT (FORMAT BINARY)"""

# Its head of 19 bytes; then for each row the number of fields, and each field after its length; a tail of 2.
HEAD, TAIL = 19, 2
ROW = np.dtype(
    [("fields", ">i2"), *((part, kind) for n in COLUMNS for part, kind in ((f"_{n}", ">i4"), (n, ">i8")))]
)


def read_register() -> Mapping[str, np.ndarray]:
    """The columns of everybody in the scope, as the current transaction sees them.

    They are sorted by kelurahan, sex and birth: so they take less room, and neighbours fall into the same
    group when they are counted.
    """
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        content = b"".join(copy)
    rows = np.frombuffer(content[HEAD:-TAIL], dtype=ROW)
    order = np.lexsort((rows["born"], rows["sex"], rows["area"]))
    numbers = numbers_of_days()
    return {name: _column(rows[name][order], name=name, numbers=numbers) for name in COLUMNS}


def _column(values: np.ndarray, *, name: str, numbers: np.ndarray) -> np.ndarray:
    if name in DAYS:
        known = numbers[np.clip(values, 0, len(numbers) - 1)]
        values = np.where(values == NO_DAY, NEVER, known)
    return values.astype(COLUMNS[name])
