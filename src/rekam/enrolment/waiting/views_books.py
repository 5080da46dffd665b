"""Saving a working register; each time is in the log."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from rekam.accounts.permissions import allow, officer
from rekam.audit.services import record as audit
from rekam.enrolment.waiting import books, registers
from rekam.ui.files import saved


@require_GET
@allow("enrolment.supervise")
def book_file(request: HttpRequest, book: str) -> HttpResponse:
    now, account = timezone.now(), officer(request)
    month = registers.month_of(request.GET.get("bulan", ""), now=now)
    content = books.file_of(book, month=month, by=account.username, at=now)
    audit("enrolment.book_saved", actor=account.username, at=now, book=book, month=month.isoformat())
    return saved(content, name=f"{book}-{month:%Y-%m}.csv")
