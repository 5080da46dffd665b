"""The four working registers as tables to save: recordings by their opaque number, no NIK and no name.

A page of a register with its NIKs is saved too, where the log says so of each person (waiting.kept).
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rekam.enrolment.rules import Status
from rekam.enrolment.waiting import queries
from rekam.enrolment.waiting.models import Submission
from rekam.enrolment.waiting.queries import Narrowed
from rekam.enrolment.waiting.rules import Reason
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.sheet import Separator, Sheet, to_csv

MOST_LINES = 10_000
OWN_BODY = "operators_own_body"
ADJUDICATE, OPERATOR, WRONG, ASKED = BOOKS = (
    "adjudicate_record",
    "duplicate_operator",
    "salah_rekam",
    "pengajuan_bulanan",
)


def file_of(book: str, *, month: date, by: str, at: datetime) -> bytes:
    """A register of the scope as CSV, at most MOST_LINES lines.

    month   any day of it, for the two that go by month
    by      who saves it; stands in the file
    Raises RuleBroken("not_found") for a register that there is not.
    """
    if book not in BOOKS:
        raise RuleBroken("not_found")
    columns, rows = _TABLES[book](month=month, at=at)
    above = (
        book,
        _("dibuat %(day)s oleh %(by)s") % {"day": office_day(at).isoformat(), "by": by},
        _("tanpa nama dan NIK; buka menurut nomor rekaman di Perekaman"),
    )
    sheet = Sheet(above=above, columns=columns, rows=rows, below=())
    return to_csv(sheet, separator=Separator.SEMICOLON)


def goes_by_month(book: str) -> bool:
    """Whether a register is of a month, and not of what stands today."""
    return book in (WRONG, ASKED)


def narrowed_of(book: str) -> tuple[Status, Narrowed]:
    """Which queue a register of recordings is. Raises KeyError for one of submissions."""
    return {
        ADJUDICATE: (Status.ADJUDICATE_RECORD, Narrowed()),
        OPERATOR: (Status.REQUEST_VALIDATION, Narrowed(code=OWN_BODY)),
    }[book]


Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def _recordings(book: str) -> Callable[..., Table]:
    def table(*, month: date, at: datetime) -> Table:  # noqa: ARG001 - these stand as they are today
        status, narrowed = narrowed_of(book)
        rows = queries.in_queue(status, narrowed=narrowed, at=at)[:MOST_LINES]
        return _RECORDING, tuple(_of_recording(row) for row in rows)

    return table


def _submissions(reason: str = "") -> Callable[..., Table]:
    def table(*, month: date, at: datetime) -> Table:  # noqa: ARG001
        rows: QuerySet[Submission] = queries.submissions_in(month, reason=reason)
        return _SUBMISSION, tuple(_of_submission(row) for row in rows[:MOST_LINES])

    return table


_RECORDING = ("rekaman", "wilayah", "tanggal_perekaman", "status", "sejak", "perekam", "kode")
_SUBMISSION = (
    *("rekaman", "wilayah", "tanggal_perekaman", "pengajuan", "alasan", "status"),
    *("pengaju", "diajukan", "pemutus", "diputus", "jadinya"),
)
_TABLES: Mapping[str, Callable[..., Table]] = {
    ADJUDICATE: _recordings(ADJUDICATE),
    OPERATOR: _recordings(OPERATOR),
    WRONG: _submissions(Reason.WRONG_PERSON),
    ASKED: _submissions(),
}


def _of_recording(row: Any) -> tuple[str, ...]:
    return (
        str(row.uuid),
        row.area_code,
        row.captured_on.isoformat(),
        row.state,
        office_day(row.state_since).isoformat(),
        row.officer,
        row.code or "",
    )


def became(row: Submission) -> str:
    """What became of a submission, in the words of a register."""
    return {None: "menunggu", True: "dijalankan", False: "tidak disetujui"}[row.agreed]


def _of_submission(row: Submission) -> tuple[str, ...]:
    record = row.record
    return (
        str(record.uuid) if record else "",
        row.area_code,
        record.captured_on.isoformat() if record else "",
        row.remedy,
        row.reason,
        row.status,
        row.asked_by,
        office_day(row.asked_at).isoformat(),
        row.decided_by,
        office_day(row.decided_at).isoformat() if row.decided_at else "",
        became(row),
    )
