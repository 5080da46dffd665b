"""Load a synthetic city into an empty register: COPY into staging, then one INSERT a table."""

from collections.abc import Callable, Sequence
from typing import TextIO, cast

import psycopg
from psycopg import sql

from rekam.simulation import city as cities
from rekam.simulation.city import City

Told = Callable[[int], None]

RESIDENTS_INTO = """
INSERT INTO registry_resident ({columns}, ektp_status, recorded_on, print_ready_on, printed_on, handed_on)
SELECT {named},
       coalesce(r.state, 'UNREGISTERED'), r.recorded_on,
       CASE WHEN r.state IN ('PRINT_READY_RECORD', 'SENT_FOR_CARD_PRINTING', 'CARD_PRINTED', 'CARD_ISSUED')
            THEN r.recorded_on END,
       r.printed_on, r.handed_on
FROM staging.resident p LEFT JOIN staging.recording r ON r.resident_id = p.id
"""

STAGING = """
CREATE UNLOGGED TABLE staging.resident (LIKE registry_resident INCLUDING DEFAULTS);
ALTER TABLE staging.resident ALTER ektp_status DROP NOT NULL, ALTER disability DROP NOT NULL;
CREATE UNLOGGED TABLE staging.family_card (LIKE registry_familycard);
CREATE UNLOGGED TABLE staging.recording (
    resident_id bigint, recorded_on date, place_code text, state text, printed_on date, handed_on date
);
"""


class CopyFile:
    """What the city writes its lines to: they go straight into a COPY, and are counted."""

    def __init__(self, copy: psycopg.Copy, *, told: Told) -> None:
        self._copy = copy
        self._told = told
        self._lines = 0

    def write(self, text: str) -> int:
        """Send some text and tell how many lines went so far."""
        self._copy.write(text)
        self._lines += text.count("\n")
        self._told(self._lines)
        return len(text)


def fill_register(
    city: City, *, connection: psycopg.Connection[tuple[object, ...]], told: Told = lambda _lines: None
) -> None:
    """Load everybody of a city; the connection is rekam_load's, and the register is empty.

    told   hears how many residents went so far
    """
    with connection.transaction():
        connection.execute(STAGING)
        _copy(
            connection,
            "family_card",
            columns=cities.FAMILY_CARD_COLUMNS,
            write=cities.write_family_cards,
            city=city,
        )
        _copy(
            connection,
            "recording",
            columns=cities.RECORDING_COLUMNS,
            write=cities.write_recordings,
            city=city,
        )
        _copy(
            connection,
            "resident",
            columns=cities.RESIDENT_COLUMNS,
            write=cities.write_residents,
            city=city,
            told=told,
        )
        _insert(connection)
        connection.execute("DROP TABLE staging.resident, staging.family_card, staging.recording")


def _copy(
    connection: psycopg.Connection[tuple[object, ...]],
    table: str,
    *,
    columns: Sequence[str],
    write: Callable[[City, TextIO], object],
    city: City,
    told: Told = lambda _lines: None,
) -> None:
    words = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier("staging", table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(words) as copy:
        write(city, cast(TextIO, CopyFile(copy, told=told)))


def _insert(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    connection.execute(
        sql.SQL(RESIDENTS_INTO).format(
            columns=sql.SQL(", ").join(map(sql.Identifier, cities.RESIDENT_COLUMNS)),
            named=sql.SQL(", ").join(map(_staged, cities.RESIDENT_COLUMNS)),
        )
    )
    cards = sql.SQL(", ").join(map(sql.Identifier, cities.FAMILY_CARD_COLUMNS))
    connection.execute(
        sql.SQL("INSERT INTO registry_familycard ({0}) SELECT {0} FROM staging.family_card").format(cards)
    )
    for table in ("registry_resident", "registry_familycard"):
        connection.execute(
            sql.SQL("SELECT setval(pg_get_serial_sequence({0}, 'id'), (SELECT max(id) FROM {1}))").format(
                sql.Literal(table), sql.Identifier(table)
            )
        )


def _staged(column: str) -> sql.Composable:
    value = sql.Identifier("p", column)
    return sql.SQL("coalesce({}, '')").format(value) if column == "disability" else value
