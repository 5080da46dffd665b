"""The working registers: read with NIKs, and saved; each time is in the log."""

from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, officer
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.enrolment.waiting import books, kept, registers
from rekam.enrolment.waiting.kept import Kept
from rekam.enrolment.waiting.views import query_of
from rekam.ui.files import saved


@require_GET
@allow("enrolment.supervise")
def book(request: HttpRequest, book: str) -> HttpResponse:
    now = timezone.now()
    month = registers.month_of(request.GET.get("bulan", ""), now=now)
    page, found = _page(request, book, month=month, at=now)
    case = _case(book, month=month)
    show(request, "enrolment.book_seen", people=found.shown, purpose=Purpose.SUPERVISION, case=case)
    context = {
        "book": book,
        "holds": registers.HOLDS[book],
        "page": page,
        "kept": found,
        "query": query_of(request),
        "month": month if books.goes_by_month(book) else None,
        "earlier": registers.month_before(month),
        "elsewhere": registers.href_of(book),
    }
    return render(request, "enrolment/waiting/book.html", context)


@require_GET
@allow("enrolment.supervise")
def book_page_file(request: HttpRequest, book: str) -> HttpResponse:
    now = timezone.now()
    month = registers.month_of(request.GET.get("bulan", ""), now=now)
    page, found = _page(request, book, month=month, at=now)
    case = _case(book, month=month)
    show(request, "enrolment.book_page_saved", people=found.shown, purpose=Purpose.SUPERVISION, case=case)
    which = f"{page.number}/{page.paginator.num_pages}"
    content = kept.page_file(book, page=found, which=which, by=officer(request).username, at=now)
    return saved(content, name=f"{book}-nik-{month:%Y-%m}-{page.number}.csv")


@require_GET
@allow("enrolment.supervise")
def book_file(request: HttpRequest, book: str) -> HttpResponse:
    now, account = timezone.now(), officer(request)
    month = registers.month_of(request.GET.get("bulan", ""), now=now)
    content = books.file_of(book, month=month, by=account.username, at=now)
    audit("enrolment.book_saved", actor=account.username, at=now, book=book, month=month.isoformat())
    return saved(content, name=f"{book}-{month:%Y-%m}.csv")


def _page(request: HttpRequest, book: str, *, month: date, at: datetime) -> tuple[Page[object], Kept]:
    rows = kept.rows_of(book, month=month, at=at)
    page = Paginator(rows, kept.A_PAGE).get_page(request.GET.get("page"))
    return page, kept.kept(book, list(page), blind=kept.may_judge(officer(request)))


def _case(book: str, *, month: date) -> str:
    return f"book:{book}:{month:%Y-%m}"
