"""Teams: the list, one team with its days away."""

from datetime import time
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.sites.queries import sites
from rekam.outreach.sites.refusals import SENTENCES
from rekam.outreach.sites.rules import WORKDAYS, Kind
from rekam.outreach.sites.teams import queries, services
from rekam.outreach.sites.teams.forms import AbsenceForm, TeamForm
from rekam.outreach.sites.teams.models import Team
from rekam.outreach.sites.words import WEEKDAYS
from rekam.ui.forms import refuse

_FIELDS = {"team_name_known": "name", "team_hours": "back", "site_never_open": "weekdays"}


@allow("outreach.see")
@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and not allowed(officer(request), "outreach.keep_sites"):
        raise RuleBroken("not_allowed", permission="outreach.keep_sites")
    today = office_day(timezone.now())
    known = queries.teams(on=today)
    form = _form(request, initial={"weekdays": list(WORKDAYS), "leaves": time(8), "back": time(15)})
    if request.method == "POST" and form.is_valid() and (answer := _keep(request, form, team=None)):
        return answer
    context = {
        "rows": [(team, _weekdays(team), next(iter(team.absences.all()), None)) for team in known],
        "form": form,
        "may_keep": allowed(officer(request), "outreach.keep_sites"),
    }
    return render(request, "outreach/sites/teams.html", context, status=400 if form.errors else 200)


@allow("outreach.keep_sites")
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, team: UUID) -> HttpResponse:
    row = queries.get_team(team)
    form = _form(
        request,
        initial={
            "name": row.name,
            "office": str(row.office.uuid),
            "members": ", ".join(row.members),
            "weekdays": row.weekdays,
            "leaves": row.leaves,
            "back": row.back,
            "saturday_leaves": row.saturday_leaves,
            "saturday_back": row.saturday_back,
        },
    )
    if request.method == "POST" and form.is_valid() and (answer := _keep(request, form, team=row.uuid)):
        return answer
    context = {
        "team": row,
        "form": form,
        "absences": row.absences.order_by("first", "pk"),
        "absence_form": AbsenceForm(auto_id="absence_%s"),
    }
    return render(request, "outreach/sites/team.html", context, status=400 if form.errors else 200)


def _form(request: HttpRequest, *, initial: dict[str, object]) -> TeamForm:
    offices = sites(on=office_day(timezone.now()), kind=Kind.OFFICE)
    return TeamForm(request.POST or None, offices=offices, initial=initial)


def _keep(request: HttpRequest, form: TeamForm, *, team: UUID | None) -> HttpResponse | None:
    told = dict(form.cleaned_data)
    try:
        services.keep_team(team=team, **{**told, "office": UUID(told["office"])}, **who(request))
    except RuleBroken as broken:
        refuse(form, broken, sentences=SENTENCES, where=_FIELDS.get(broken.code))
        return None
    messages.success(request, _("Tim disimpan."))
    return redirect("outreach:teams")


def _weekdays(team: Team) -> str:
    return ", ".join(str(WEEKDAYS[day]) for day in team.weekdays)


@allow("outreach.keep_sites")
@require_POST
def away(request: HttpRequest, team: UUID) -> HttpResponse:
    row = queries.get_team(team)
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Isi kedua tanggal dan sebabnya."))
        return redirect("outreach:team", row.uuid)
    services.note_absence(team=row.uuid, **form.cleaned_data, **who(request))
    messages.success(request, _("Dicatat."))
    return redirect("outreach:team", row.uuid)


@allow("outreach.keep_sites")
@require_POST
def back(request: HttpRequest, absence: UUID) -> HttpResponse:
    row = services.drop_absence(absence=absence, **who(request))
    messages.success(request, _("Dicatat."))
    return redirect("outreach:team", row.uuid)


@allow("outreach.keep_sites")
@require_POST
def end(request: HttpRequest, team: UUID) -> HttpResponse:
    services.end_team(team=team, on=office_day(timezone.now()), **who(request))
    messages.success(request, _("Tim diakhiri."))
    return redirect("outreach:teams")
