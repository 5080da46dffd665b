"""Tables as offices send them: CSV and XLSX, within limits."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.errors import RuleBroken
from rekam.kernel.workbook import to_xlsx
from rekam.outreach.sites.tables import MOST_BYTES, MOST_ROWS, read_table

COLUMNS = {"name": ("nama", "nama lengkap"), "group": ("kelas",)}


def read(content: bytes) -> list[tuple[int, str, str]]:
    lines = read_table(content, columns=COLUMNS, needed=["name"])
    return [(line.number, line.cells["name"], line.cells["group"]) for line in lines]


@pytest.mark.parametrize(
    "content",
    [
        b"Nama;Kelas\n\nSiti;XII-1\n",
        b'\xef\xbb\xbfKelas,Nama Lengkap,Lain\r\n,,\r\nXII-1,"Siti",x\r\n',
        "nama\tkelas\n\t\nSiti\tXII-1".encode("utf-16"),
        to_xlsx(columns=["Nama", "Kelas"], rows=[["", ""], ["Siti", "XII-1"]]),
    ],
    ids=["semicolon", "bom", "utf-16", "xlsx"],
)
def test_a_table_is_read_however_it_was_saved(content: bytes) -> None:
    assert read(content) == [(3, "Siti", "XII-1")]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 25_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b" \n ", "table_empty"),
        (b"nama\n", "table_empty"),
        (b"kelas\nXII", "table_column_missing"),
        (b"nama\n" + b"x" * MOST_BYTES, "table_too_large"),
        (b"nama\n" + b"x\n" * (MOST_ROWS + 1), "table_too_long"),
        ("nama\nSiti\nAm\xe9lie".encode("cp1252"), "table_encoding"),
        (b"nama\nSi\x00ti", "table_encoding"),
        (b'nama\n"Siti', "table_unreadable"),
        (b"PK\x03\x04 no workbook", "table_unreadable"),
        (bomb(), "table_too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_with_its_code(content: bytes, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read(content)
    assert refused.value.code == code
    if code == "table_encoding":
        assert refused.value.facts["line"] in {2, 3}


@given(st.binary(max_size=300))
def test_no_bytes_do_more_than_be_refused(content: bytes) -> None:
    with suppress(RuleBroken):
        read(b"nama;kelas\n" + content)


def test_a_formula_is_no_formula_any_more() -> None:
    assert read(to_xlsx(columns=["nama"], rows=[["=1+1"]])) == [(2, "'=1+1", "")]
