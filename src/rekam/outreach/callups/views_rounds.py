"""Rounds: drawing the weeks, making the lists that are due, and what the calls brought."""

import secrets
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import allow, allowed, officer, scope_of, who
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import area_name
from rekam.outreach.callups import queries, refusals, services
from rekam.outreach.callups.chart import draw_effect
from rekam.outreach.callups.deadlines import deadlines as known_deadlines
from rekam.outreach.callups.deadlines import keeps_deadlines
from rekam.outreach.callups.forms import DeadlineForm, RoundForm
from rekam.outreach.callups.places import areas_of
from rekam.outreach.callups.rules import AWAY_FROM_DEADLINES
from rekam.outreach.callups.words import OUTCOMES
from rekam.outreach.plans.rules import State
from rekam.outreach.refusals import SENTENCES
from rekam.ui.forms import refuse


@allow("outreach.draw_calls")
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest) -> HttpResponse:
    account = officer(request)
    whole = [(code, area_name(code)) for code in sorted(scope_of(account).areas) if code != "*"]
    areas = [*whole, *(one for one in areas_of(account) if one not in whole)]
    form = RoundForm(request.POST or None, areas=areas, initial={"first": office_day(timezone.now())})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draw_round(**form.cleaned_data, seed=secrets.randbits(32), **who(request))
        except RuleBroken as broken:
            refuse(form, broken, sentences={**SENTENCES, **refusals.SENTENCES})
        else:
            messages.success(request, _("Pekan tiap RT sudah diundi. Daftarnya dibuat saat pekannya tiba."))
            return redirect("outreach:call_round", made.uuid)
    return render(request, "outreach/callups/draw.html", {"form": form}, status=400 if form.errors else 200)


@allow("outreach.see_calls")
@require_GET
def show_round(request: HttpRequest, call_round: UUID) -> HttpResponse:
    row, today = queries.get_round(call_round), office_day(timezone.now())
    weeks, account = queries.weeks_of(row), officer(request)
    context = {
        "row": row,
        "name": area_name(row.area_code),
        "weeks": weeks,
        "people": sum(week.people for week in weeks),
        "rts": sum(week.rts for week in weeks),
        "urgent": len(row.urgent),
        "effect": (effect := queries.effect_of(row, on=today)),
        "chart": draw_effect(effect) if effect and effect.is_bounded else None,
        "outcomes": [(OUTCOMES[one], n) for one, n in queries.outcomes(row).items()],
        "today": today,
        "has_begun": weeks[0].monday <= today,
        "may_make": allowed(account, "outreach.make_calls") and row.ended_on is None,
        "may_end": allowed(account, "outreach.draw_calls") and row.ended_on is None,
        "avoided": queries.avoided_weeks(row, today=today),
        "failed": row.stage == State.FAILED,
    }
    return render(request, "outreach/callups/round.html", context)


@allow("outreach.make_calls")
@require_POST
def make_lists(request: HttpRequest, call_round: UUID) -> HttpResponse:
    services.ask_lists(call_round=call_round, **who(request))
    return redirect("outreach:call_round", call_round)


@allow("outreach.draw_calls")
@require_POST
def end_round(request: HttpRequest, call_round: UUID) -> HttpResponse:
    services.end_round(call_round=call_round, **who(request))
    messages.success(request, _("Putaran diakhiri. Undi putaran baru untuk yang belum dipanggil."))
    return redirect("outreach:calls")


@allow("outreach.draw_calls")
@require_http_methods(["GET", "HEAD", "POST"])
def deadlines(request: HttpRequest) -> HttpResponse:
    form = DeadlineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.note_deadline(**form.cleaned_data, **who(request))
        except RuleBroken as broken:
            field = "source" if broken.code == "call_deadline_source" else "on"
            refuse(form, broken, sentences=refusals.SENTENCES, where=field)
        else:
            messages.success(request, _("Dicatat. Putaran yang diundi sesudah ini menjauhinya 60 hari."))
            return redirect("outreach:call_deadlines")
    today = office_day(timezone.now())
    coming = [one for one in known_deadlines() if one.on >= today - AWAY_FROM_DEADLINES]
    context = {
        "form": form,
        "coming": coming,
        "may_keep": keeps_deadlines(),
        "may_set_polls": allowed(officer(request), "coverage.set_polling_days"),
    }
    status = 400 if form.errors else 200
    return render(request, "outreach/callups/deadlines.html", context, status=status)


@allow("outreach.draw_calls")
@require_POST
def withdraw_deadline(request: HttpRequest, call_deadline: UUID) -> HttpResponse:
    services.withdraw_deadline(deadline=call_deadline, **who(request))
    messages.success(request, _("Hari itu dicabut."))
    return redirect("outreach:call_deadlines")
