"""The files in which a report can be had, for the command and for the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from rekam.coverage.reports import paper, queries, sheets
from rekam.coverage.reports.sheets import Report
from rekam.kernel.region import Level


@dataclass(frozen=True)
class File:
    """One form of a report: how it is written, and how a file of it ends."""

    write: Callable[[Report], bytes]
    suffix: str


FILES: Mapping[str, File] = {
    "xlsx": File(sheets.xlsx, "xlsx"),
    "csv": File(sheets.csv, "csv"),
    "pdf": File(paper.pdf, "pdf"),
    "figures": File(sheets.figures, "csv"),
}


def report(
    *, area_code: str, on: date | None, base: str, deepest: Level, printed_by: str, at: datetime
) -> Report:
    """The semester table of an area of the scope with what stands around it (queries.semester_table).

    at   now, in the office's zone. Raises RuleBroken("base_unknown").
    """
    table = queries.semester_table(area_code=area_code, today=at.date(), on=on, base=base, deepest=deepest)
    signer = queries.signer(office_area=str(settings.REKAM_OFFICE_AREA))
    return Report(table=table, signer=signer, printed_by=printed_by, at=at)
