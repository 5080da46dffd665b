"""A school's list: what is taken of it, and what is refused with line, column and code."""

from datetime import date

import pytest

from rekam.outreach.sites.lists.reading import read_day, read_names
from rekam.outreach.sites.lists.rules import Reject, Row

TODAY = date(2026, 11, 23)
FILE = """Kelas;Nama;Tgl Lahir;NIK
XII-1;Siti  Aminah;01-05-2009;3673 0241 0509 0001
XII-1;;01-05-2009;
XII-2;Ujang;31/02/2009;
XII-2;Ujang;2009-03-01;3673024105090
XII-2;SITI AMINAH;2009-05-01;
XII-2;Tubagus Ali;2030-01-01;
XII-3;Asep;1.7.2009;
"""


def test_rows_are_taken_or_refused_one_by_one() -> None:
    rows, rejects = read_names(FILE.encode(), today=TODAY)
    assert rows == [
        Row(2, "XII-1", "Siti Aminah", date(2009, 5, 1), "3673024105090001"),
        Row(8, "XII-3", "Asep", date(2009, 7, 1), ""),
    ]
    assert rejects == [
        Reject(3, "full_name", "name_unreadable"),
        Reject(4, "birth_date", "birth_date_unreadable"),
        Reject(5, "nik", "nik_malformed"),
        Reject(6, "full_name", "row_repeated"),
        Reject(7, "birth_date", "birth_date_unreadable"),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31-12-2009", date(2009, 12, 31)),
        ("2009-12-31 00:00:00", date(2009, 12, 31)),
        ("12-31-2009", None),
        ("40178", None),
        ("", None),
    ],
)
def test_days_are_read_day_first(text: str, day: date | None) -> None:
    assert read_day(text) == day
