"""Days on which kinds of places are closed, what that does to their people, and the office's figures."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.accounts.queries import named
from rekam.devices.kits.queries import PAST_DAYS, pace_of
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import area_name
from rekam.outreach.sites import closing, queries, services
from rekam.outreach.sites.calendar import work_days
from rekam.outreach.sites.closures import Why
from rekam.outreach.sites.forms import FIGURE_LABELS, ClosureForm, FiguresForm, closure_form
from rekam.outreach.sites.models import Closure
from rekam.outreach.sites.reckoning import NAMES, PlanFigures
from rekam.outreach.sites.rules import Kind
from rekam.outreach.sites.words import KINDS, WHYS

PACE_DAYS = 12  # the next two weeks


@allow("outreach.see")
@require_http_methods(["GET", "HEAD", "POST"])
def closures(request: HttpRequest) -> HttpResponse:
    today, account = office_day(timezone.now()), officer(request)
    form = closure_form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _close(request, form)
    context = {
        "rows": [_told(row) for row in queries.closures(since=today)],
        "today": today,
        "form": form,
        "may_keep": allowed(account, "outreach.keep_sites"),
        "may_plan": allowed(account, "outreach.make_plan"),
    }
    return render(request, "outreach/sites/closures.html", context, status=400 if form.errors else 200)


@allow("outreach.keep_sites")
def _close(request: HttpRequest, form: ClosureForm) -> HttpResponse:
    told = form.cleaned_data
    row = services.close_places(**{**told, "why": Why(told["why"])}, **who(request))
    return redirect("outreach:closure", row.uuid)


def _told(row: Closure) -> dict[str, object]:
    return {
        "row": row,
        "kind": KINDS[Kind(row.kind)] if row.kind else _("Semua tempat"),
        "area": area_name(row.area_code),
        "why": WHYS[Why(row.why)],
    }


@allow("outreach.see")
@require_GET
def closure(request: HttpRequest, closure: UUID) -> HttpResponse:
    row, today = queries.get_closure(closure), office_day(timezone.now())
    account = officer(request)
    context = {
        **_told(row),
        "effect": closing.effect(row, today=today),
        "visits": queries.visits_in(row, since=today),
        "may_keep": allowed(account, "outreach.keep_sites"),
        "may_plan": allowed(account, "outreach.make_plan"),
    }
    return render(request, "outreach/sites/closure.html", context)


@allow("outreach.keep_sites")
@require_POST
def call_off_closed(request: HttpRequest, closure: UUID) -> HttpResponse:
    why = str(WHYS[Why(queries.get_closure(closure).why)])
    count = closing.call_off_closed(closure=closure, why=why, **who(request))
    messages.success(request, _("%(count)s kunjungan dibatalkan; tempatnya diberi tahu.") % {"count": count})
    return redirect("outreach:closure", closure)


@allow("outreach.keep_sites")
@require_POST
def reopen(request: HttpRequest, closure: UUID) -> HttpResponse:
    services.open_places(closure=closure, **who(request))
    messages.success(request, _("Penutupan dicabut; orangnya kembali ke tempat semula."))
    return redirect("outreach:closures")


@allow("outreach.see")
@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest) -> HttpResponse:
    today, office = office_day(timezone.now()), settings.REKAM_OFFICE_AREA
    now = queries.figures_on(office=office, on=today)
    form = FiguresForm(request.POST or None, now=now, initial={"since": today})
    if request.method == "POST" and form.is_valid():
        return _propose(request, form)
    rows = queries.proposed_figures()
    account = officer(request)
    days = work_days(office=office, start=today, count=PACE_DAYS)
    pace = pace_of(office=office, days=days, today=today)
    context = {
        "now": [(FIGURE_LABELS[name], getattr(now, name), getattr(PlanFigures(), name)) for name in NAMES],
        "pace": pace,
        "each": pace.minutes_each(otherwise=now.minutes_each),
        "past_days": PAST_DAYS,
        "waiting": [(row, _changes(row.values, now)) for row in rows if not row.decided_by],
        "names": named([row.proposed_by for row in rows]),
        "me": account.username,
        "form": form,
        "may_keep": allowed(account, "outreach.keep_sites"),
        "may_decide": allowed(account, "outreach.decide_figures"),
    }
    return render(request, "outreach/sites/figures.html", context, status=400 if form.errors else 200)


def _changes(values: dict[str, float], now: PlanFigures) -> list[tuple[object, float, float]]:
    """What a proposal would change: the figure's name, what holds now, what is proposed."""
    told = {name: getattr(now, name) for name in NAMES}
    return [(FIGURE_LABELS[name], told[name], values[name]) for name in NAMES if values[name] != told[name]]


@allow("outreach.keep_sites")
def _propose(request: HttpRequest, form: FiguresForm) -> HttpResponse:
    services.propose_figures(
        office=settings.REKAM_OFFICE_AREA,
        since=form.cleaned_data["since"],
        figures=form.figures(),
        source=form.cleaned_data["source"],
        **who(request),
    )
    messages.success(request, _("Angka diusulkan; petugas lain memutusnya."))
    return redirect("outreach:figures")


@allow("outreach.decide_figures")
@require_POST
def decide_figures(request: HttpRequest, figures: UUID) -> HttpResponse:
    answer = request.POST.get("answer")
    if answer not in {"yes", "no"}:
        raise RuleBroken("not_found")
    services.decide_figures(figures=figures, agree=answer == "yes", **who(request))
    messages.success(request, _("Keputusan dicatat."))
    return redirect("outreach:figures")
