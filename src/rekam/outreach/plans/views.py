"""The week of the plan: the table of teams and days, the chosen stop, prices, map and reasons."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import allow, allowed, officer, scope_of, who
from rekam.kernel.errors import RuleBroken
from rekam.outreach.plans import queries, services
from rekam.outreach.plans.forms import ProposeForm
from rekam.outreach.plans.hindrances import hindrances
from rekam.outreach.plans.rules import AT_WORK, next_week
from rekam.outreach.plans.showing import area_page, progress_of, week_page
from rekam.outreach.refusals import SENTENCES


@allow("outreach.see_plan")
@require_GET
def week(request: HttpRequest) -> HttpResponse:
    """The plan that holds; while another is at work, how far it is."""
    account = officer(request)
    today, within = account.day(timezone.now()), scope_of(account)
    office = queries.office_of(within)
    if office is None:
        wanted = _day(request.GET.get("pekan", "")) or next_week(today)
        return render(request, "outreach/plans/area.html", area_page(within=within, week=wanted))
    plan, working, failed = (
        queries.find_newest(office),
        queries.find_at_work(office),
        queries.find_failed(office),
    )
    context = {
        "today": today,
        "progress": progress_of(working) if working else None,
        "failed": failed,
        "failed_why": str(SENTENCES.get(failed.code, failed.code)) if failed else "",
        "may_plan": allowed(account, "outreach.make_plan"),
        "may_plan_homes": allowed(account, "outreach.plan_home_visits"),
    }
    if plan is None:
        return render(request, "outreach/plans/none.html", context)
    wanted = _day(request.GET.get("pekan", "")) or max(next_week(today), plan.first)
    chosen = request.GET.get("kunjungan", "")
    shown = week_page(
        plan,
        week=min(max(wanted, plan.first), plan.last),
        chosen=chosen,
        today=today,
        all_reasons="semua" in request.GET,
    )
    return render(request, "outreach/plans/week.html", {**context, **shown})


@allow("outreach.make_plan")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    today = officer(request).day(timezone.now())
    form = ProposeForm(request.POST or None, initial={"first": next_week(today)})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        services.propose(
            first=told["first"],
            weeks=told["weeks"],
            seconds=told["seconds"],
            floor=int(told["floor"]) if told["floor"] else None,
            lending=told["lending"],
            **who(request),
        )
        return redirect("outreach:week")
    return render(request, "outreach/plans/propose.html", {"form": form})


@allow("outreach.see_plan")
@require_GET
def progress(request: HttpRequest, plan: UUID) -> HttpResponse:
    """How far a search is, for a page that asks every second; nothing to say once it is over."""
    row = queries.get_plan(plan)
    if row.state not in AT_WORK:
        return HttpResponse(status=204)
    context = {"progress": progress_of(row), "may_plan": allowed(officer(request), "outreach.make_plan")}
    return render(request, "outreach/plans/working.html", context)


@allow("outreach.make_plan")
@require_POST
def stop_search(request: HttpRequest, plan: UUID) -> HttpResponse:
    services.stop_search(plan=plan, **who(request))
    messages.success(request, _("Pencarian berhenti; yang terbaik sejauh ini dipakai."))
    return redirect("outreach:week")


@allow("outreach.make_plan")
@require_POST
def mend(request: HttpRequest) -> HttpResponse:
    """The plan that holds, mended for whatever changed since it was made."""
    account = officer(request)
    plan = queries.get_newest(scope_of(account))
    found = hindrances(plan, today=account.day(timezone.now()))
    why = "; ".join(one.words for one in found) or _("diperiksa lagi dengan keadaan hari ini")
    services.mend(plan=plan.uuid, why=why, **who(request))
    messages.success(request, _("Rencana diperbaiki; akibatnya tampak di sini sebentar lagi."))
    return redirect("outreach:week")


@allow("outreach.make_plan")
@require_POST
def announce(request: HttpRequest, plan: UUID) -> HttpResponse:
    row = queries.get_plan(plan)
    week = _day(request.POST.get("week", "")) or row.first
    visits = services.announce(plan=row.uuid, week=week, **who(request))
    told = _("%(visits)s kunjungan diumumkan; daftar panggilannya siap.")
    messages.success(request, told % {"visits": len(visits)})
    return back_to(week)


@allow("outreach.make_plan")
@require_POST
def pin(request: HttpRequest, stop: UUID) -> HttpResponse:
    row = queries.get_stop(stop)
    services.pin(site=row.site.uuid, day=row.day, allowed=True, **who(request))
    messages.success(request, _("Tanggal dikunci: rencana berikutnya memegangnya."))
    return back_to(row.day, stop=stop)


@allow("outreach.make_plan")
@require_POST
def lift(request: HttpRequest, stop: UUID) -> HttpResponse:
    row = queries.get_stop(stop)
    held = next((one for one in row.site.pins.all() if one.day == row.day), None)
    if held is None:
        raise RuleBroken("stop_not_pinned")
    services.lift(pin=held.uuid, **who(request))
    messages.success(request, _("Kunci dilepas."))
    return back_to(row.day, stop=stop)


def back_to(day: date, *, stop: UUID | None = None) -> HttpResponse:
    """The week's page of a day, with a stop chosen."""
    chosen = f"&kunjungan={stop}#kunjungan" if stop else ""
    return redirect(f"{reverse('outreach:week')}?pekan={day.isoformat()}{chosen}")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
