"""The office's pages about institutions."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.accounts.queries import named, same_person
from rekam.kernel.installation import office_day
from rekam.verification.asking.queries import used_in_month
from rekam.verification.partners import queries, services
from rekam.verification.partners.forms import GrantForm, KeyForm, StepForm, TermsForm
from rekam.verification.partners.models import Partner
from rekam.verification.partners.rules import NEXT, State
from rekam.verification.partners.showing import line, page
from rekam.verification.reports.queries import overdue


@require_GET
@allow("verification.see")
def partners(request: HttpRequest) -> HttpResponse:
    today, rows = office_day(timezone.now()), queries.partners()
    used = used_in_month(rows, today=today)
    late = {report.partner_id for report in overdue(on=today)}
    context = {
        "rows": [line(row, used=used.get(row.uuid, 0), is_late=row.pk in late) for row in rows],
        "stopped": [row for row in rows if row.state == State.STOPPED],
        "may_enter": allowed(officer(request), "verification.enter"),
    }
    return render(request, "verification/partners.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow("verification.enter")
def new(request: HttpRequest) -> HttpResponse:
    form = TermsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        area = str(settings.REKAM_OFFICE_AREA)
        row = services.draft_partner(terms=form.terms(), area_code=area, **who(request))
        messages.success(request, _("Perjanjian dicatat; petugas lain yang menyetujui, dengan hak aksesnya."))
        return redirect("verification:partner", row.uuid)
    return render(request, "verification/new.html", {"form": form}, status=400 if form.errors else 200)


@require_GET
@allow("verification.see")
def partner(request: HttpRequest, partner: UUID) -> HttpResponse:
    return _page(request, queries.get_partner(partner))


@require_http_methods(["GET", "HEAD", "POST"])
@allow("verification.approve", fresh=True)
def approve(request: HttpRequest, partner: UUID) -> HttpResponse:
    row = queries.get_partner(partner)
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.approve_partner(partner=partner, grant=form.grant(), **who(request))
        messages.success(request, _("Disetujui. Lembaga ini boleh bertanya selama hak aksesnya berlaku."))
        return redirect("verification:partner", partner)
    context = {
        **page(row, today=office_day(timezone.now())),
        "form": form,
        "is_own": same_person(row.made_by, officer(request).username),
    }
    return render(request, "verification/approve.html", context, status=400 if form.errors else 200)


@require_POST
@allow("verification.decide", fresh=True)
def step(request: HttpRequest, partner: UUID) -> HttpResponse:
    row = queries.get_partner(partner)
    form = StepForm(request.POST, state=State(row.state))
    if not form.is_valid():
        return _page(request, row, stepping=form)
    services.move_partner(
        partner=partner,
        to=State(form.cleaned_data["to"]),
        reason=form.cleaned_data["reason"],
        **who(request),
    )
    messages.success(request, _("Sudah dicatat."))
    return redirect("verification:partner", partner)


@require_http_methods(["GET", "HEAD", "POST"])
@allow("verification.enter", fresh=True)
def add_key(request: HttpRequest, partner: UUID) -> HttpResponse:
    row = queries.get_partner(partner)
    form = KeyForm(request.POST or None, initial={"begins": office_day(timezone.now())})
    if request.method == "POST" and form.is_valid():
        days: dict[str, date] = {name: form.cleaned_data[name] for name in ("begins", "until")}
        if form.jwk is None:
            thumbprint = form.cleaned_data["key"]
            services.add_certificate(partner=partner, thumbprint=thumbprint, **days, **who(request))
        else:
            services.add_key(partner=partner, jwk=form.jwk, **days, **who(request))
        messages.success(request, _("Kunci disimpan."))
        return redirect("verification:partner", partner)
    context = {"form": form, "partner": row}
    return render(request, "verification/key.html", context, status=400 if form.errors else 200)


@require_POST
@allow("verification.enter", fresh=True)
def revoke_key(request: HttpRequest, partner_key: UUID) -> HttpResponse:
    key = services.revoke_key(key=partner_key, **who(request))
    messages.success(request, _("Kunci dicabut; tidak dipercaya lagi mulai sekarang."))
    return redirect("verification:partner", key.partner.uuid)


def _page(request: HttpRequest, row: Partner, *, stepping: StepForm | None = None) -> HttpResponse:
    account, state = officer(request), State(row.state)
    shown = page(row, today=office_day(timezone.now()))
    context = {
        **shown,
        "names": named([row.made_by, *(one.step.actor for one in shown["steps"])]),
        "may_enter": allowed(account, "verification.enter") and state is not State.ENDED,
        "may_approve": allowed(account, "verification.approve") and state is State.DRAFT,
        "is_own": same_person(row.made_by, account.username),
        "may_step": allowed(account, "verification.decide") and bool(NEXT[state]),
        "stepping": stepping or StepForm(state=state),
    }
    wrong = bool(stepping and stepping.errors)
    return render(request, "verification/partner.html", context, status=400 if wrong else 200)
