"""The office's page of what it wrote, and the letters that wait to be printed."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.applications.notices import letters, queries, services, words
from rekam.applications.notices.forms import PrintForm
from rekam.applications.notices.rules import MOST_LETTERS, Topic
from rekam.applications.notices.showing import COLUMNS, row_of
from rekam.audit.rules import Purpose
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.ui.files import opened

DAYS = 30


@allow("applications.see_notices")
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    at, account = timezone.now(), officer(request)
    rows = [row_of(one) for one in queries.sums(since=at - timedelta(days=DAYS))]
    nights = queries.last_nights()
    context = {
        "rows": rows,
        "whole": sum(row.whole for row in rows),
        "columns": COLUMNS,
        "days": DAYS,
        "piles": [(one, words.TOPICS[one.topic]) for one in queries.piles()],
        "batches": [(one, words.TOPICS[one.topic]) for one in queries.batches()],
        "nights": nights,
        "missed": not nights or nights[0].day < office_day(at),
        "may_print": allowed(account, "applications.print_notices"),
        "may_tell": allowed(account, "applications.tell_breach"),
        "may_log": allowed(account, "messages.see"),
        "most": MOST_LETTERS,
        "at": at,
    }
    return render(request, "applications/notices/overview.html", context)


@allow("applications.print_notices")
@require_POST
def print_letters(request: HttpRequest) -> HttpResponse:
    form = PrintForm(request.POST)
    if not form.is_valid():
        raise RuleBroken("no_letters")
    area, topic = form.cleaned_data["area"], Topic(form.cleaned_data["topic"])
    batch = services.print_letters(area_code=area, topic=topic, **who(request))
    messages.success(request, _("Suratnya siap dicetak."))
    return redirect("applications:notice_letters", batch)


@allow("applications.print_notices")
@require_GET
def batch(request: HttpRequest, batch: UUID) -> HttpResponse:
    at = timezone.now()
    drawn = letters.letters_of(letters.batch_of(batch), on=office_day(at))
    people = sorted({str(who) for one in drawn for who in one.people})
    show(request, "applications.letters_drawn", people=people, purpose=Purpose.SERVICE, case=str(batch))
    return opened(letters.letters_pdf(drawn, batch=batch, at=at), name=f"surat-{str(batch)[:8]}.pdf")
