"""Everybody of the scope out of the register, as columns: COPY in its binary form, read without a loop."""

# ruff: noqa: S608 - statements are put together from constants of this room only

from collections.abc import Mapping

import numpy as np
from django.db import connection

from rekam.coverage.columns.layout import ALWAYS, COLUMNS, DAYS, FIRST_DAY, NEVER, numbers_of_days
from rekam.coverage.counters.people import ARRIVALS, BY, EVERYBODY, FOUND

NO_DAY, BEFORE_ALL = -10_000_000, -10_000_001  # become NEVER and ALWAYS


def _day(text: str) -> str:
    return f"coalesce({text} - DATE '{FIRST_DAY}', {NO_DAY})"


VALUES: Mapping[str, str] = {
    "area": "replace(r.area_code, '.', '')",
    "sex": "CASE r.sex WHEN 'P' THEN 1 ELSE 0 END",
    "born": _day("r.birth_date"),
    "married": "r.ever_married::int",
    "lawful_until": f"CASE WHEN r.nationality = 'WNI' THEN {NO_DAY} WHEN r.permit_until IS NULL "
    f"THEN {BEFORE_ALL} ELSE {_day('r.permit_until')} END",
    "since": f"CASE WHEN came.valid_on IS NULL THEN {BEFORE_ALL} ELSE {_day('came.valid_on')} END",
    "until": f"CASE WHEN r.status = 'active' THEN {NO_DAY} WHEN r.status_on IS NULL THEN {BEFORE_ALL} "
    f"ELSE {_day('r.status_on')} END",
    "recorded": _day("r.recorded_on"),
    "print_ready": _day("r.print_ready_on"),
    "printed": _day("r.printed_on"),
    "handed": _day("r.handed_on"),
    "disabled": "(r.disability <> '')::int",
    "foreigner": "(r.nationality = 'WNA')::int",
    "reach": "coalesce(found.reach, 0)",
    "evidence": _day("found.evidence_on"),
    "channel": "coalesce(by.channel, 0)",
}
CAME = f"""
came AS (
  SELECT resident_id, max(valid_on) AS valid_on FROM registry_event
  WHERE kind IN ({", ".join(f"'{kind}'" for kind in ARRIVALS)}) AND changes = '{{}}' GROUP BY resident_id
)"""
COPY = f"""
COPY (
  WITH {FOUND.format(among=EVERYBODY, known="")}, {BY.format(among=EVERYBODY)}, {CAME}
  SELECT {", ".join(f"({VALUES[name]})::bigint" for name in COLUMNS)}
  FROM registry_resident r
  LEFT JOIN found ON found.resident_id = r.id
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
        values = np.select([values == NO_DAY, values == BEFORE_ALL], [NEVER, ALWAYS], known)
    return values.astype(COLUMNS[name])
