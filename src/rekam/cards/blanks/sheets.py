"""Lists of the ledger as CSV for a spreadsheet, with whose they are above."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from rekam.kernel.sheet import Separator, Sheet, to_csv
from rekam.ui.files import saved


def csv_answer(
    name: str, *, above: Sequence[str], columns: Sequence[object], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """The file for download; what a spreadsheet would take for a formula is defused."""
    sheet = Sheet(
        above=tuple(above),
        columns=tuple(str(head) for head in columns),
        rows=tuple(tuple(str(cell) for cell in row) for row in rows),
        below=(),
    )
    return saved(to_csv(sheet, separator=Separator.SEMICOLON), name=f"{name}.csv")
