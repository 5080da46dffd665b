"""A list of names as a school sends it, made into rows, and what could not be taken."""

import re
from collections.abc import Sequence
from datetime import date

from rekam.kernel.names import clean_name, name_key
from rekam.outreach.sites.lists.rules import Reject, Row
from rekam.outreach.sites.tables import Line, read_table

COLUMNS = {
    "group": ("kelas", "rombel", "rombongan belajar", "blok", "ruang", "class"),
    "full_name": ("nama", "nama lengkap", "nama siswa", "nama peserta didik", "name"),
    "birth_date": ("tanggal lahir", "tgl lahir", "tgl. lahir", "lahir", "birth_date"),
    "nik": ("nik",),
}
MOST_GROUP, MOST_NAME = 20, 200
OLDEST_YEAR = 1900
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00:00)?", re.ASCII)


def read_names(content: bytes, *, today: date) -> tuple[Sequence[Row], Sequence[Reject]]:
    """The names of a file and the rows that were not taken, each with line, column and code.

    A NIK written as a number by a spreadsheet that dropped its last digit is no NIK any more: such a row is
    refused, and not matched by the rest. The same name and day twice is taken once.
    Raises RuleBroken as tables.read_table does.
    """
    rows: list[Row] = []
    rejects: list[Reject] = []
    known: set[tuple[str, date]] = set()
    for line in read_table(content, columns=COLUMNS, needed=("full_name", "birth_date")):
        found = _row(line, today=today)
        if isinstance(found, Reject):
            rejects.append(found)
        elif (name_key(found.full_name), found.birth_date) in known:
            rejects.append(Reject(line.number, "full_name", "row_repeated"))
        else:
            known.add((name_key(found.full_name), found.birth_date))
            rows.append(found)
    return rows, rejects


def _row(line: Line, *, today: date) -> Row | Reject:
    name = clean_name(line.cells["full_name"])
    if not name_key(name) or len(name) > MOST_NAME:
        return Reject(line.number, "full_name", "name_unreadable")
    born = read_day(line.cells["birth_date"])
    if born is None or not born.year >= OLDEST_YEAR or born > today:
        return Reject(line.number, "birth_date", "birth_date_unreadable")
    nik = re.sub(r"[ .'-]", "", line.cells["nik"])
    if nik and not re.fullmatch(r"[0-9]{16}", nik):
        return Reject(line.number, "nik", "nik_malformed")
    return Row(line.number, line.cells["group"][:MOST_GROUP], name, born, nik)


def read_day(text: str) -> date | None:
    """A date as people type it, the day first, or as a computer writes it; None for anything else."""
    for pattern, order in ((_YEAR_FIRST, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1))):
        if found := pattern.fullmatch(text.strip()):
            try:
                return date(*(int(found[at]) for at in order))
            except ValueError:
                return None
    return None
