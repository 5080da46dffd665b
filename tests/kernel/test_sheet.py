"""A CSV that a spreadsheet opens without running anything in it, and that still says what was meant."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel.sheet import STARTS, Separator, Sheet, defused, to_csv

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\n"), max_size=30)
DANGEROUS = st.tuples(st.sampled_from(["", " ", "\u00a0"]), st.sampled_from(STARTS), CELLS).map("".join)


def read(data: bytes, *, separator: Separator) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator.value))


def sheet_of(cells: list[str]) -> Sheet:
    return Sheet(above=("=1+1",), columns=("a",), rows=tuple((cell,) for cell in cells), below=("akhir",))


@given(st.lists(CELLS | DANGEROUS, max_size=6), st.sampled_from(Separator))
def test_no_cell_begins_as_a_formula(cells: list[str], separator: Separator) -> None:
    for row in read(to_csv(sheet_of(cells), separator=separator), separator=separator):
        assert not [cell for cell in row if cell.lstrip(" \u00a0").startswith(STARTS)]


@given(st.lists(CELLS | DANGEROUS, max_size=6), st.sampled_from(Separator))
def test_every_cell_comes_back_but_for_the_apostrophe(cells: list[str], separator: Separator) -> None:
    rows = read(to_csv(sheet_of(cells), separator=separator), separator=separator)
    assert [row[0] for row in rows[2:-1]] == [defused(cell) for cell in cells]
    assert [defused(cell).replace("'", "") for cell in cells] == [cell.replace("'", "") for cell in cells]


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+62", "-1", "@x", "\tx", "\rx", " =1", "＝1"])
def test_what_a_spreadsheet_would_run_is_text(cell: str) -> None:
    assert defused(cell) == f"'{cell}"


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("3;=HYPERLINK(1)", "3;'=HYPERLINK(1)"),
        ("A, +62", "A,' +62"),
        ('1,"=cmd",2', '1,\'"=cmd",2'),
        ("a\t@x|-1", "a\t'@x|'-1"),
        ("a\n=1", "a\n'=1"),
        ('"=1', "'\"=1"),
    ],
)
def test_no_part_begins_as_a_formula_where_another_separator_cuts_the_cell(cell: str, told: str) -> None:
    assert defused(cell) == told


def test_an_ordinary_name_is_left_alone() -> None:
    assert defused("Siti Nur'aini, S.Pd.") == "Siti Nur'aini, S.Pd."


def test_the_file_opens_in_excel_with_its_letters() -> None:
    assert to_csv(sheet_of(["José"]), separator=Separator.SEMICOLON).startswith(b"\xef\xbb\xbf")
