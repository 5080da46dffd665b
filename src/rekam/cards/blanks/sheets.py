"""Lists of the ledger as CSV for a spreadsheet, with whose they are above."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from rekam.kernel.sheet import Separator, Sheet, to_csv


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
    answer = HttpResponse(
        to_csv(sheet, separator=Separator.SEMICOLON), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "no-store, private"
    return answer
