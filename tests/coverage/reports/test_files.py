"""The table as files: what a spreadsheet, the printer and the reconcile rules find in them."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pypdfium2
import pytest
from django.utils.translation import override

from rekam.coverage.counters.rules import Cell
from rekam.coverage.reconcile.figures import Verdict
from rekam.coverage.reconcile.groups import Known
from rekam.coverage.reconcile.places import parts_of
from rekam.coverage.reconcile.reading import decoded, read_table
from rekam.coverage.reconcile.rules import judge
from rekam.coverage.reports import paper, sheets
from rekam.coverage.reports.rules import COLUMNS, Signer, table
from rekam.coverage.reports.sheets import Report
from tests.coverage.reports.test_rules import HELD, LIVE, PRINTED, READY, RECORDED, VILLAGES, WAJIB

MARKS = (WAJIB, RECORDED, READY, PRINTED, HELD)
CELLS = [
    Cell(village, sex, 30, mark, 7 + 97 * place + number)
    for place, village in enumerate(VILLAGES)
    for sex in "LP"
    for number, mark in enumerate(MARKS)
]
REPORT = Report(
    table=table(
        CELLS, area_code="36.73", rests_on=LIVE, at_step={"sent_for_enrolment": {}, "duplicates": {}}
    ),
    signer=Signer(office="Disdukcapil Kota Serang", name="Hj. Euis R.", number="197002281995032001"),
    printed_by="Bakri (bakri)",
    at=datetime(2026, 11, 22, 14, 0, tzinfo=ZoneInfo("Asia/Jakarta")),
)


def in_indonesian(make: Callable[[Report], bytes], report: Report = REPORT) -> bytes:
    with override("id"):
        return make(report)


def pages(report: Report = REPORT) -> list[str]:
    """The text of each page of the PDF, in one line."""
    document = pypdfium2.PdfDocument(in_indonesian(paper.pdf, report))
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def workbook(report: Report = REPORT) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(in_indonesian(sheets.xlsx, report)))


def test_no_figure_of_ours_is_called_wrong_by_our_own_rules() -> None:
    figures = read_table(decoded(in_indonesian(sheets.figures)))
    found = judge(figures, known=Known(series=(), parts_of=parts_of))
    assert {one.verdict for one in found} == {Verdict.OK}
    assert {one.figure.area_code for one in found} == {"36.73", "36.73.01", "36.73.02", *VILLAGES}


def test_a_figure_that_was_changed_is_found() -> None:
    text = decoded(in_indonesian(sheets.figures))
    wajib = REPORT.table.total.counts["wajib"] or 0
    figures = read_table(text.replace(f",wajib,{wajib},", f",wajib,{wajib + 10},"))
    assert Verdict.WRONG in {one.verdict for one in judge(figures, known=Known(series=(), parts_of=parts_of))}


def test_the_csv_adds_up_and_says_what_it_rests_on() -> None:
    lines = list(csv.reader(io.StringIO(decoded(in_indonesian(sheets.csv))), delimiter=";"))
    notes = [line[0] for line in lines if line[0].startswith("#")]
    heads, *rows = lines[len(notes) :]
    wajib = heads.index("Wajib KTP Jumlah")
    village = [int(row[wajib]) for row in rows if row[2] == "kelurahan/desa"]
    assert int(rows[-1][wajib]) == sum(village)
    assert "keadaan 22 November 2026" in notes[1]
    assert "dibagi yang sudah direkam" in notes[2]
    assert "tidak dicatat" in rows[0]


def test_the_workbook_has_numbers_frozen_heads_and_an_explanation() -> None:
    book = workbook()
    sheet = book["Tabel"]
    total = [cell.value for cell in sheet[sheet.max_row]]
    counts = REPORT.table.total.counts
    assert total[0] == "36.73"
    assert total[3 + COLUMNS.index("wajib")] == counts["wajib"]
    assert isinstance(total[3 + COLUMNS.index("recorded_percent")], float)
    assert total[3 + COLUMNS.index("suket")] == "tidak dicatat"
    assert sheet.freeze_panes == "D8"
    assert sheet.print_title_rows == "$6:$7"
    told = {row[0].value: row[1].value for row in book["Keterangan"].iter_rows()}
    assert (told["Basis"], told["Keadaan per"], told["Aturan hitung"]) == ("live", "2026-11-22", "2026-1")


@pytest.mark.parametrize("evil", ['=HYPERLINK("http://x")', "+1", "@SUM(1)"])
def test_a_name_that_begins_like_a_formula_stays_text(evil: str) -> None:
    book = workbook(replace(REPORT, printed_by=evil))
    for sheet in book:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_paper_repeats_its_heads_and_numbers_its_pages() -> None:
    villages = [f"36.73.{k:02}.{1000 + v}" for k in range(1, 7) for v in range(1, 13)]
    cells = [replace(cell, area_code=village) for village in villages for cell in CELLS[:10]]
    long = pages(replace(REPORT, table=table(cells, area_code="36.73", rests_on=LIVE)))
    assert len(long) == 2
    for number, page in enumerate(long, start=1):
        assert f"halaman {number} dari 2" in page
        assert "Wajib KTP" in page
        assert "Bakri (bakri)" in page
        assert "Aturan 2026-1" in page
    assert "t.d." in long[0]


def test_paper_is_signed_by_the_head() -> None:
    (page,) = pages()
    assert (
        "Serang, 22 November 2026 Kepala Disdukcapil Kota Serang Hj. Euis R. NIP 197002281995032001" in page
    )


def test_who_is_not_known_signs_by_hand() -> None:
    (page,) = pages(replace(REPORT, signer=Signer(office="")))
    assert "Euis" not in page
    assert "NIP ···" in page


def test_the_same_report_is_the_same_paper() -> None:
    assert in_indonesian(paper.pdf) == in_indonesian(paper.pdf)


def test_a_day_to_come_says_that_it_is_not_a_forecast() -> None:
    ahead = replace(LIVE, on=date(2027, 6, 30))
    (page,) = pages(replace(REPORT, table=table(CELLS, area_code="36.73", rests_on=ahead)))
    assert "diteruskan ke 30 Juni 2027" in page
