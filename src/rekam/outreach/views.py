"""Visits: the list, planning one, and calling one off."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts.permissions import allow, officer, scope_of, who
from rekam.accounts.queries import named
from rekam.kernel.errors import RuleBroken
from rekam.outreach import queries, services
from rekam.outreach.forms import VisitForm
from rekam.outreach.refusals import SENTENCES


@allow("outreach.see")
def visits(request: HttpRequest) -> HttpResponse:
    today = officer(request).day(timezone.now())
    rows = [(visit, len(visit.people)) for visit in queries.visits(since=today)]
    context = {
        "rows": rows,
        "names": named(visit.planned_by for visit, _people in rows),
        "today": today,
        "station_url": settings.REKAM_STATION_URL,
    }
    return render(request, "outreach/visits.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow("outreach.plan_visit")
def plan(request: HttpRequest) -> HttpResponse:
    account = officer(request)
    today = account.day(timezone.now())
    form = VisitForm(
        request.POST or None,
        within=scope_of(account),
        office=settings.REKAM_OFFICE_AREA,
        initial={"on": today},
    )
    if request.method == "POST" and form.is_valid():
        try:
            visit = services.plan_visit(**form.cleaned_data, **who(request))
        except RuleBroken as refused:
            if refused.code != "nobody_to_visit":
                raise
            form.add_error("area_code", str(SENTENCES[refused.code]))
        else:
            told = _("Kunjungan ke %(site)s direncanakan: %(people)s orang dipanggil.")
            messages.success(request, told % {"site": visit.place, "people": len(visit.people)})
            return redirect("outreach:visits")
    return render(request, "outreach/plan.html", {"form": form}, status=400 if form.errors else 200)


@require_POST
@allow("outreach.plan_visit")
def call_off(request: HttpRequest, visit: UUID) -> HttpResponse:
    row = services.call_off(visit=visit, why=request.POST.get("why", ""), **who(request))
    told = _("Kunjungan ke %(place)s dibatalkan; yang dipanggil kembali masuk daftar.")
    messages.success(request, told % {"place": row.place})
    return redirect("outreach:visit", visit)
