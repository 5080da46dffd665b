"""The table as files: XLSX with real numbers, CSV for a spreadsheet, CSV of figures for `reconcile`."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rekam.coverage.reconcile.measures import KNOWN, SHARES
from rekam.coverage.reconcile.reading import figure_of
from rekam.coverage.reconcile.table import as_csv
from rekam.coverage.reports.rules import COLUMNS, Row, Signer, Table
from rekam.coverage.reports.words import HEADS, MEANINGS, NOT_KEPT, base_words, head, rules_words
from rekam.kernel.region import Level, area_name
from rekam.kernel.sheet import Separator, Sheet, defused, to_csv
from rekam.ui.dates import moment
from rekam.ui.numbers import NO_BASE

FIRST = 3  # columns of an area before its counts: code, name, level
LEVELS = {
    Level.PROVINSI: "provinsi",
    Level.KABUPATEN_KOTA: "kabupaten/kota",
    Level.KECAMATAN: "kecamatan",
    Level.KELURAHAN_DESA: "kelurahan/desa",
}
BOLD, LINE = Font(bold=True), Border(bottom=Side(style="thin"))


@dataclass(frozen=True)
class Report:
    """A table with what stands around it on a sheet.

    printed_by   who made it, in words
    at           the moment of making, in the office's zone
    """

    table: Table
    signer: Signer
    printed_by: str
    at: datetime

    @property
    def title(self) -> str:
        """What the table is of."""
        return _("Perekaman dan kepemilikan KTP-el, %(area)s") % {"area": area_name(self.table.total.code)}

    @property
    def lines(self) -> tuple[str, ...]:
        """What the figures rest on, by which rules, and who made this copy."""
        made = _("Dibuat %(by)s, %(at)s.") % {"by": self.printed_by, "at": moment(self.at)}
        return base_words(self.table.rests_on), rules_words(self.table.rests_on), made


def csv(report: Report) -> bytes:
    """For a spreadsheet: semicolons, decimal commas, notes that begin with "#" above the heads."""
    table = report.table
    return to_csv(
        Sheet(
            above=(report.title, *report.lines),
            columns=(_("Kode"), _("Wilayah"), _("Tingkat"), *(" ".join(head(name)) for name in COLUMNS)),
            rows=tuple(
                (*_area(row), *(_text(row, column) for column in COLUMNS))
                for row in (*table.rows, table.total)
            ),
            below=(),
        ),
        separator=Separator.SEMICOLON,
    )


def figures(report: Report) -> bytes:
    """One line a figure, as `rekam coverage reconcile` reads them; of the columns that it knows."""
    table = report.table
    lines = [
        figure_of(
            {
                "case": table.total.code,
                "source": f"{table.rests_on.base} {table.rests_on.rule_version}",
                "as_of": table.rests_on.on.isoformat(),
                "area_code": row.code,
                "area": area_name(row.code),
                "measure": column,
                "published": _text(row, column),
            },
            line=0,
        )
        for row in (table.total, *table.rows)
        for column in COLUMNS
        if column in KNOWN and row.value(column) is not None
    ]
    return as_csv(lines).encode()


def xlsx(report: Report) -> bytes:
    """A workbook: the table, its heads frozen and repeated in print, and a sheet that explains it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _("Tabel")
    above = (report.title, *report.lines)
    for number, line in enumerate(above, start=1):
        _write(sheet.cell(number, 1), line, bold=number == 1)
    heads = len(above) + 2
    _write_heads(sheet, at=heads)
    rows = (*report.table.rows, report.table.total)
    for number, row in enumerate(rows, start=heads + 2):
        _write_row(sheet, row, number=number, bold=row.level < Level.KELURAHAN_DESA)
    _set_up(sheet, heads=heads)
    _explain(book.create_sheet(_("Keterangan")), report)
    book.properties.creator, book.properties.title = "Rekam", report.title
    book.properties.created = report.at.astimezone(UTC).replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def groups() -> Iterator[tuple[str, int]]:
    """The groups of the columns from left to right, each with how many columns it has."""
    for name, columns in groupby(COLUMNS, key=lambda column: head(column)[0]):
        yield name, len(list(columns))


def _write_heads(sheet: Worksheet, *, at: int) -> None:
    for number, text in enumerate((_("Kode"), _("Wilayah"), _("Tingkat")), start=1):
        _write(sheet.cell(at, number), text, bold=True)
        sheet.merge_cells(start_row=at, end_row=at + 1, start_column=number, end_column=number)
    column = FIRST + 1
    for group, width in groups():
        _write(sheet.cell(at, column), group, bold=True).alignment = Alignment(horizontal="center")
        sheet.merge_cells(start_row=at, end_row=at, start_column=column, end_column=column + width - 1)
        column += width
    for number, name in enumerate(COLUMNS, start=FIRST + 1):
        _write(sheet.cell(at + 1, number), head(name)[1], bold=True).alignment = Alignment(horizontal="right")
    for number in range(1, FIRST + len(COLUMNS) + 1):
        sheet.cell(at + 1, number).border = LINE


def _write_row(sheet: Worksheet, row: Row, *, number: int, bold: bool) -> None:
    for column, text in enumerate(_area(row), start=1):
        _write(sheet.cell(number, column), text, bold=bold)
    for column, name in enumerate(COLUMNS, start=FIRST + 1):
        value = row.value(name)
        cell = _write(sheet.cell(number, column), _empty(name) if value is None else value, bold=bold)
        cell.number_format = "0.00" if name in SHARES else "#,##0"
        cell.alignment = Alignment(horizontal="right")


def _set_up(sheet: Worksheet, *, heads: int) -> None:
    """Frozen heads, widths, and A4 lying on its side with the heads on every page."""
    sheet.freeze_panes = sheet.cell(heads + 2, FIRST + 1)
    for number, width in enumerate((15, 24, 15, *(11 for _name in COLUMNS)), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.print_title_rows = f"{heads}:{heads + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.right.text = "&P / &N"


def _explain(sheet: Worksheet, report: Report) -> None:
    rests_on = report.table.rests_on
    facts = [
        (_("Basis"), rests_on.base),
        (_("Keadaan per"), rests_on.on.isoformat()),
        (_("Aturan hitung"), rests_on.rule_version),
        *((_("Catatan"), line) for line in report.lines),
        *((" ".join(head(name)), str(MEANINGS[name])) for name in HEADS),
    ]
    for number, (what, text) in enumerate(facts, start=1):
        _write(sheet.cell(number, 1), what, bold=True)
        _write(sheet.cell(number, 2), text).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 110


def _write(cell: SheetCell, value: str | int | Decimal, *, bold: bool = False) -> SheetCell:
    cell.value = defused(value) if isinstance(value, str) else value
    if bold:
        cell.font = BOLD
    return cell


def _area(row: Row) -> Sequence[str]:
    return row.code, area_name(row.code), LEVELS[row.level]


def _line(row: Row) -> tuple[str, ...]:
    return (*_area(row), *(_text(row, column) for column in COLUMNS))


def _text(row: Row, column: str) -> str:
    """A cell of a file that programs read too: no points between thousands."""
    value = row.value(column)
    return _empty(column) if value is None else str(value).replace(".", ",")


def _empty(column: str) -> str:
    """What stands where there is no number: a share of nobody, or nothing is kept."""
    return NO_BASE if column in SHARES else str(NOT_KEPT)
