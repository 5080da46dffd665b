"""A workbook as offices get it: heads in sight, and nothing that a spreadsheet would run."""

import io

import pytest
from openpyxl import load_workbook

from rekam.kernel.sheet import STARTS
from rekam.kernel.workbook import to_xlsx


def test_cells_keep_their_kind_and_the_heads_stay_in_sight() -> None:
    book = load_workbook(io.BytesIO(to_xlsx(columns=["nama", "n"], rows=[["Siti", 3]], title="Alat")))
    sheet = book.active

    assert [tuple(cell.value for cell in row) for row in sheet] == [("nama", "n"), ("Siti", 3)]
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("Alat", "A2", "A1:B2")


@pytest.mark.parametrize("start", STARTS)
def test_no_text_is_a_formula(start: str) -> None:
    poison = f"{start}HYPERLINK(1)"
    content = to_xlsx(columns=[poison], rows=[[poison], [f"a;{poison}"]])

    cells = [row[0] for row in load_workbook(io.BytesIO(content)).active]

    assert {cell.data_type for cell in cells} == {"s"}
    assert all(not cell.value.startswith(STARTS) for cell in cells)
    assert f";{start}" not in cells[2].value
