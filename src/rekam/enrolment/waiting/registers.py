"""The working registers that offices keep by hand, each as a filter of the queues and submissions.

Source: four registers in the notes of a working office of October 2025: adjudicate_record,
duplicate_operator, salah_rekam and pengajuan_bulanan (docs/reference/ladder.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.enrolment.rules import Status
from rekam.enrolment.waiting import acting, queries
from rekam.enrolment.waiting import books as books_of
from rekam.enrolment.waiting.models import Submission
from rekam.enrolment.waiting.queries import Narrowed
from rekam.enrolment.waiting.rules import Reason, Remedy
from rekam.enrolment.waiting.words import ACTS, REASONS
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day


@dataclass(frozen=True, kw_only=True)
class Book:
    """A working register: its office's name, what it holds, how many lines, and where it opens."""

    name: str
    holds: str | Promise
    count: int
    href: str
    of_month: bool


def books(*, at: datetime) -> Sequence[Book]:
    """The four registers of this scope."""
    month = office_day(at)
    status, own = books_of.narrowed_of(books_of.OPERATOR)
    of_officers = queries.in_queue(status, narrowed=own, at=at).count()
    wrong = queries.submissions_in(month, reason=Reason.WRONG_PERSON).count()
    judged = queries.in_queue(Status.ADJUDICATE_RECORD, narrowed=Narrowed(), at=at).count()
    counts = {
        books_of.ADJUDICATE: judged,
        books_of.OPERATOR: of_officers,
        books_of.WRONG: wrong,
        books_of.ASKED: queries.submissions_in(month).count(),
    }
    return [
        Book(
            name=name,
            holds=HOLDS[name],
            count=count,
            href=href_of(name),
            of_month=books_of.goes_by_month(name),
        )
        for name, count in counts.items()
    ]


HOLDS: Mapping[str, str | Promise] = {
    books_of.ADJUDICATE: lazy("mirip rekaman lain, menunggu dua ajudikator"),
    books_of.OPERATOR: lazy("biometrik petugas ada pada rekaman penduduk"),
    books_of.WRONG: lazy("wajah dan jari orang yang berbeda di bawah satu NIK"),
    books_of.ASKED: lazy("semua yang diajukan"),
}


def href_of(book: str) -> str:
    """Where the recordings or submissions of a register are worked on."""
    if book in (books_of.ADJUDICATE, books_of.OPERATOR):
        status, narrowed = books_of.narrowed_of(book)
        queue = reverse("enrolment:standing", args=[status])
        return f"{queue}?alasan={narrowed.code}" if narrowed.code else queue
    asked = reverse("enrolment:submissions")
    return f"{asked}?alasan={Reason.WRONG_PERSON}" if book == books_of.WRONG else asked


def month_of(text: str, *, now: datetime) -> date:
    """The first day of a month like "2026-11"; this month for "". Raises RuleBroken("not_found")."""
    if not text:
        return office_day(now).replace(day=1)
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as wrong:
        raise RuleBroken("not_found") from wrong


def month_before(month: date) -> date:
    """The first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def lines(rows: Sequence[Submission]) -> list[dict[str, object]]:
    """Submissions for a page."""
    return [acting.told(row) for row in rows]


def kinds(rows: QuerySet[Submission]) -> list[tuple[str | Promise, str | Promise, int]]:
    """How many were asked of each kind: what, why, count."""
    return [
        (ACTS[Remedy(remedy)].label, REASONS[Reason(reason)] if reason else "", count)
        for remedy, reason, count in queries.count_by_kind(rows)
    ]
