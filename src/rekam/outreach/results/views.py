"""One visit with its report, the results of a period, and the photographs."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.permissions import allow, officer, who
from rekam.accounts.queries import named
from rekam.accounts.rules import Role, may
from rekam.cards.queries import trip_of
from rekam.kernel.errors import RuleBroken
from rekam.kernel.pictures import MOST_PHOTO_BYTES
from rekam.outreach.forms import CallOffForm
from rekam.outreach.models import Visit
from rekam.outreach.results import queries, services
from rekam.outreach.results.forms import PhotosForm, ReportForm
from rekam.outreach.results.models import Report, Source
from rekam.outreach.results.rules import MOST_PHOTOS, Bucket
from rekam.outreach.results.words import WORDS
from rekam.vault import services as vault

PERIOD = timedelta(days=90)
UNREPORTED = 50


@allow("outreach.see")
@require_GET
def results(request: HttpRequest) -> HttpResponse:
    today = officer(request).day(timezone.now())
    rows = queries.results(since=today - PERIOD, until=today)
    context = {
        "rows": rows,
        "total": queries.sum_of(rows),
        "known": sum(row.report.known for row in rows),
        "waiting": queries.unreported(before=today, limit=UNREPORTED),
        "since": today - PERIOD,
    }
    return render(request, "outreach/results/results.html", context)


@allow("outreach.see")
@require_GET
def visit(request: HttpRequest, visit: UUID) -> HttpResponse:
    return _page(request, queries.find_visit(visit))


@allow("outreach.report")
@require_POST
def report(request: HttpRequest, visit: UUID) -> HttpResponse:
    row = queries.find_visit(visit)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form=form)
    try:
        services.report_visit(visit=visit, told=form.told(), **who(request))
    except RuleBroken as refused:
        if refused.code != "report_does_not_add_up":
            raise
        sentence = _("Jumlahnya %(told)s, padahal daftarnya %(target)s orang. Periksa keenam angka.")
        form.add_error(None, sentence % dict(refused.facts))
        return _page(request, row, form=form)
    messages.success(request, _("Laporan kunjungan dicatat."))
    return redirect("outreach:visit", visit)


@allow("outreach.report")
@require_POST
def photos(request: HttpRequest, visit: UUID) -> HttpResponse:
    queries.find_visit(visit)
    sent = [
        upload.read(MOST_PHOTO_BYTES + 1) for upload in request.FILES.values() if not isinstance(upload, list)
    ]
    if not sent:
        raise RuleBroken("visit_photo_missing")
    services.keep_photos(visit=visit, photos=sent, **who(request))
    messages.success(request, _("Foto kunjungan disimpan."))
    return redirect("outreach:visit", visit)


@allow("outreach.see")
@require_GET
@cache_control(no_store=True, private=True)
def photo(_request: HttpRequest, visit: UUID, number: int) -> HttpResponse:
    return HttpResponse(vault.read(queries.find_photo(visit, number).photo), content_type="image/jpeg")


def _page(request: HttpRequest, row: Visit, *, form: ReportForm | None = None) -> HttpResponse:
    account = officer(request)
    drafted, reports = queries.told_by_recordings(row), queries.reports_of(row)
    kept = queries.photos_of(row)
    today = account.day(timezone.now())
    over = row.on <= today and row.called_off_at is None
    first = {**asdict(drafted.counts), "beyond": drafted.beyond, **_as_told(reports)}
    may_plan = may(Role(account.role), "outreach.plan_visit")
    context = {
        "visit": row,
        "off_form": CallOffForm() if may_plan and not reports and row.may_change(on=today) else None,
        "over": over,
        "drafted": drafted,
        "reports": reports,
        "buckets": [(WORDS[bucket], getattr(reports[0], bucket)) for bucket in Bucket] if reports else [],
        "trip": trip_of(row.carrier),
        "may_see_safe": may(Role(account.role), "cards.see"),
        "may_report": over and may(Role(account.role), "outreach.report"),
        "form": form or ReportForm(initial=first),
        "names": named(report.told_by for report in reports),
        "photos": kept,
        "photo_form": PhotosForm(free=MOST_PHOTOS - len(kept)) if len(kept) < MOST_PHOTOS else None,
    }
    return render(request, "outreach/results/visit.html", context, status=400 if form else 200)


def _as_told(reports: Sequence[Report]) -> dict[str, object]:
    """What the newest report says that no recording tells, and its figures where an officer changed them."""
    if not reports:
        return {}
    last = reports[0]
    told = {name: getattr(last, name) for name in ("queue_left", "cost", "note")}
    changed = {**asdict(last.counts), "beyond": last.beyond} if last.source == Source.FORM else {}
    return told | changed
