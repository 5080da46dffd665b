"""Visits at home: the queue, asking for one, putting a day's visits together, saying how it ended."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.audit.rules import Purpose
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import area_name
from rekam.outreach.sites.homes import queries, refusals, services
from rekam.outreach.sites.homes.forms import HomeVisitForm
from rekam.outreach.sites.homes.models import HomeVisit
from rekam.outreach.sites.homes.rules import Asker, HalfDay, Reason, State
from rekam.outreach.sites.places import villages_of
from rekam.outreach.sites.words import ASKERS, HALF_DAYS, REASONS, STATES

PER_PAGE = 25
ENDS = {"done": State.DONE, "ended": State.ENDED, "waiting": State.WAITING}
_FIELDS = {
    "nik_not_here": "nik",
    "nik_malformed": "nik",
    "home_visit_recorded": "nik",
    "home_visit_open": "nik",
}
_FIELDS |= {"home_name_missing": "full_name", "place_missing": "place"}


@allow("outreach.ask_home_visit")
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    today = office_day(timezone.now())
    page = Paginator(queries.queue(), PER_PAGE).get_page(request.GET.get("page"))
    recorded = queries.recorded_since(list(page))
    people = [str(one.resident) for one in page if one.resident]
    if people:
        show(
            request, "outreach.home_visits.seen", people=people, purpose=Purpose.OUTREACH, case="home_visits"
        )
    may_plan = allowed(officer(request), "outreach.plan_home_visits")
    context = {
        "rows": [_told(one, recorded=one.resident in recorded) for one in page],
        "page": page,
        "ages": queries.ages(list(page), on=today),
        "may_plan": may_plan,
        "today": today,
    }
    return render(request, "outreach/sites/homes.html", context)


def _told(row: HomeVisit, *, recorded: bool) -> dict[str, object]:
    sign, word = STATES[State(row.state)]
    return {
        "row": row,
        "area": area_name(row.area_code),
        "reason": REASONS[Reason(row.reason)],
        "needs": ", ".join(_needs(row)),
        "asker": ASKERS[Asker(row.asker)],
        "sign": "good" if recorded else sign,
        "word": _("sudah direkam; tutup permintaannya") if recorded else word,
        "age": (office_day(timezone.now()) - row.asked_on).days,
    }


def _needs(row: HomeVisit) -> list[str]:
    return [
        *([_("mendesak")] if row.urgent else []),
        *([_("tenaga kesehatan")] if row.health else []),
        *([str(HALF_DAYS[HalfDay(row.half_day)])] if row.half_day != HalfDay.ANY else []),
    ]


@allow("outreach.ask_home_visit")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    form = HomeVisitForm(request.POST or None, villages=villages_of(officer(request)))
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_home_visit(**form.told(), asked_on=office_day(timezone.now()), **who(request))
        except RuleBroken as broken:
            sentence = refusals.SENTENCES.get(broken.code, _("NIK terdiri dari 16 angka."))
            form.add_error(_FIELDS.get(broken.code), str(sentence))
        else:
            messages.success(request, _("Permintaan dicatat; antreannya di bawah."))
            return redirect("outreach:homes")
    return render(request, "outreach/sites/ask_home.html", {"form": form}, status=400 if form.errors else 200)


@allow("outreach.plan_home_visits")
@require_POST
def close(request: HttpRequest, request_id: UUID) -> HttpResponse:
    state = ENDS.get(request.POST.get("state", ""))
    if state is None:
        raise RuleBroken("home_visit_step")
    services.close_request(
        request=request_id, state=state, note=request.POST.get("note", "")[:200], **who(request)
    )
    messages.success(request, _("Dicatat."))
    return redirect("outreach:homes")
