"""The planner's changes: another day, called off, a kind of place closed; a new plan shows what they cost."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts.permissions import allow, officer, scope_of, who
from rekam.kernel.errors import RuleBroken
from rekam.outreach.plans import changing, queries
from rekam.outreach.plans.forms import MoveForm, told_changes
from rekam.outreach.plans.models import Plan, PlanStop
from rekam.outreach.plans.showing import move_days
from rekam.outreach.plans.views import back_to
from rekam.outreach.sites.closures import Why
from rekam.outreach.sites.forms import ClosureForm, closure_form
from rekam.outreach.sites.services import close_places


@allow("outreach.make_plan")
@require_POST
def move(request: HttpRequest, stop: UUID) -> HttpResponse:
    row = queries.get_stop(stop)
    form = MoveForm(request.POST, days=move_days(row.plan))
    if not form.is_valid():
        raise RuleBroken("move_outside")
    changing.move(stop=stop, to=form.day(), **who(request))
    messages.success(request, _("Dipindahkan; rencana disusun ulang dengan perubahan sesedikit mungkin."))
    return back_to(form.day())


@allow("outreach.make_plan")
@require_POST
def call_off(request: HttpRequest, stop: UUID) -> HttpResponse:
    row = queries.get_stop(stop)
    changing.call_off(stop=stop, **who(request))
    messages.success(request, _("Dibatalkan; rencana disusun ulang, dan akibatnya tampak di sini."))
    return back_to(row.day)


@allow("outreach.make_plan")
@require_POST
def rearrange(request: HttpRequest, plan: UUID) -> HttpResponse:
    changes = told_changes(request.POST.getlist("change"))
    changing.rearrange(plan=plan, changes=changes, **who(request))
    messages.success(request, _("Perubahan diterima; rencana disusun ulang, dan akibatnya tampak di sini."))
    return redirect("outreach:week")


@allow("outreach.make_plan")
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, stop: UUID) -> HttpResponse:
    row = queries.get_stop(stop)
    first = {"kind": row.site.kind, "first": row.day, "last": row.day}
    form = closure_form(request.POST or None, first=first)
    if request.method == "POST" and form.is_valid():
        return _close(request, form, plan=row.plan)
    return _ask_again(request, form, stop=row)


@allow("outreach.make_plan")
@require_POST
def close_and_mend(request: HttpRequest) -> HttpResponse:
    """From the page of closures, whatever kind and area; where no plan holds, the places are closed alone."""
    form = closure_form(request.POST)
    if not form.is_valid():
        return _ask_again(request, form)
    office = queries.office_of(scope_of(officer(request)))
    return _close(request, form, plan=queries.find_newest(office) if office else None)


def _close(request: HttpRequest, form: ClosureForm, *, plan: Plan | None) -> HttpResponse:
    told = {**form.cleaned_data, "why": Why(form.cleaned_data["why"])}
    if plan is None:
        return redirect("outreach:closure", close_places(**told, **who(request)).uuid)
    changing.close_kind(plan=plan.uuid, **told, **who(request))
    messages.success(request, _("Ditutup; rencana disusun ulang, dan akibatnya tampak di sini."))
    return back_to(max(told["first"], plan.first))


def _ask_again(request: HttpRequest, form: ClosureForm, *, stop: PlanStop | None = None) -> HttpResponse:
    context = {"form": form, "stop": stop}
    return render(request, "outreach/plans/close.html", context, status=400 if form.errors else 200)
