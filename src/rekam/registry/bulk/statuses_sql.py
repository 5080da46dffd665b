"""SQL by which lines of a statuses file become steps of the ladder, and what is wrong with them."""

# ruff: noqa: S608 - parts of statements are names of our own; what a file says goes in as values

from collections.abc import Collection
from datetime import date

from rekam.registry.bulk.residents_sql import day, digits, spelt

FIELDS = ("line", "nik", "ektp_status", "reached_on", "place")
FIRST_RECORDING = "DATE '2011-01-01'"  # the first KTP-el was recorded in 2011


def kept(places: Collection[str], *, field: str, as_of: date) -> str:
    """A query of what is kept of each line; a line without a day takes the file's.

    field   the query of the lines' cells
    """
    told = 'field."on"'
    reached = f"CASE WHEN {told} IS NULL THEN DATE '{as_of}' ELSE {day(told)} END"
    return f"""SELECT field.line, {digits("nik")} AS nik, w.kept AS ektp_status,
    {reached if "on" in places else f"DATE '{as_of}'"} AS reached_on,
    {"coalesce(left(place, 60), '')" if "place" in places else "''"} AS place
    FROM ({field}) AS field LEFT JOIN words_ektp_status w ON w.given = {spelt("ektp_status")}"""


def fault(*, as_of: date) -> str:
    """SQL for the code of the first fault of a line `r`, NULL where it may be taken over."""
    return f"""CASE
    WHEN NOT coalesce(regexp_full_match(r.nik, '[0-9]{{16}}'), false) THEN 'nik_malformed'
    WHEN r.ektp_status IS NULL THEN 'ektp_status_unknown'
    WHEN r.reached_on IS NULL OR r.reached_on < {FIRST_RECORDING} THEN 'date_impossible'
    WHEN r.reached_on > DATE '{as_of}' THEN 'date_in_future' END"""
