"""A table as XLSX that a spreadsheet opens without running anything in it (pure)."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from rekam.kernel.sheet import defused


def to_xlsx(*, columns: Sequence[str], rows: Sequence[Sequence[str | int]], title: str = "") -> bytes:
    """A workbook of one sheet: the heads stay in sight and filter; no text in it begins a formula.

    title   of the sheet; "" leaves the program's own
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title or None)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    for row in [columns, *rows]:
        sheet.append([defused(cell) if isinstance(cell, str) else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
