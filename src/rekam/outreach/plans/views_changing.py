"""The planner's changes: another day, called off, a kind of place closed; a new plan shows what they cost."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts.permissions import allow, who
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import children
from rekam.outreach.plans import changing, queries
from rekam.outreach.plans.forms import MoveForm, told_changes
from rekam.outreach.plans.showing import move_days
from rekam.outreach.plans.views import back_to
from rekam.outreach.sites.closures import Why
from rekam.outreach.sites.forms import ClosureForm


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
    office = settings.REKAM_OFFICE_AREA
    first = {"kind": row.site.kind, "area_code": office, "first": row.day, "last": row.day}
    areas = [office, *(area.code.text for area in children(office))]
    form = ClosureForm(request.POST or None, areas=areas, initial=first)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        changing.close_kind(plan=row.plan.uuid, **{**told, "why": Why(told["why"])}, **who(request))
        messages.success(request, _("Ditutup; rencana disusun ulang, dan akibatnya tampak di sini."))
        return back_to(row.day)
    context = {"form": form, "stop": row}
    return render(request, "outreach/plans/close.html", context, status=400 if form.errors else 200)
