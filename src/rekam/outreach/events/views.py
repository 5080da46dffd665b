"""Service events: the list, planning and changing one, who registers; and which channel records whom."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import area_name
from rekam.outreach.events import queries, services
from rekam.outreach.events.channels import by_channel
from rekam.outreach.events.forms import BookForm, EventForm, HeldForm
from rekam.outreach.events.models import Event
from rekam.outreach.events.rules import Kind, Spent
from rekam.outreach.events.words import CHANNELS, KINDS, SERVICES
from rekam.outreach.forms import CallOffForm
from rekam.outreach.refusals import SENTENCES
from rekam.outreach.sites.queries import figures_on, sites
from rekam.outreach.sites.rules import Group
from rekam.outreach.sites.rules import Kind as SiteKind
from rekam.outreach.sites.teams.queries import teams
from rekam.outreach.sites.words import GROUPS

PERIOD = timedelta(days=90)
PER_PAGE = 50
WHOM = (Group.FIRST_TIME, Group.ELDERLY, Group.DISABLED)


@require_GET
@allow("outreach.see")
def events(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.events(since=office_day(timezone.now())), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "rows": [_told(row) for row in page],
        "page": page,
        "kinds": list(KINDS.items()),
        "may_plan": allowed(officer(request), "outreach.plan_visit"),
    }
    return render(request, "outreach/events/list.html", context)


def _told(row: Event) -> dict[str, object]:
    return {
        "event": row,
        "kind": KINDS[Kind(row.kind)],
        "services": [SERVICES[one] for one in row.offered],
        "called": len(row.visit.people),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@allow("outreach.plan_visit")
def add(request: HttpRequest) -> HttpResponse:
    today = office_day(timezone.now())
    asked = request.GET.get("jenis", "")
    kind = Kind(asked) if asked in list(Kind) else Kind.SATURDAY
    known = [site for site in sites(on=today) if site.kind != SiteKind.HOMES]
    places = [(str(site.uuid), f"{site.name}, {area_name(site.area_code)}") for site in known]
    form = EventForm(request.POST or None, kind=kind, sites=places, teams=_teams())
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        place, held = UUID(told["site"]), form.held(kind=Kind(told["kind"]))
        more = {name: told[name] for name in ("on", "weeks", "call")}
        try:
            made = services.plan_event(site=place, held=held, **more, **who(request))
        except RuleBroken as refused:
            _refuse(form, refused)
        else:
            messages.success(request, _("Layanan direncanakan."))
            return redirect("outreach:event", made[0].visit.uuid)
    context = {"form": form, "places": bool(places)}
    return render(request, "outreach/events/add.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow("outreach.plan_visit")
def change(request: HttpRequest, event: UUID) -> HttpResponse:
    row = queries.get_event(event)
    first = {name: getattr(row, name) for name in ("opens", "closes", "services", "kits", "per_hour")}
    first |= {"on": row.visit.on, "team": str(row.team.uuid) if row.team else ""}
    form = HeldForm(request.POST or None, teams=_teams(), initial=first)
    if request.method == "POST" and form.is_valid():
        held = form.held(kind=Kind(row.kind))
        try:
            services.change_event(event=event, held=held, on=form.cleaned_data["on"], **who(request))
        except RuleBroken as refused:
            _refuse(form, refused)
        else:
            messages.success(request, _("Layanan diubah."))
            return redirect("outreach:event", event)
    context = {**_told(row), "form": form}
    return render(request, "outreach/events/change.html", context, status=400 if form.errors else 200)


def _teams() -> list[tuple[str, str]]:
    return [
        (str(team.uuid), f"{team.name}, {team.office.name}") for team in teams(on=office_day(timezone.now()))
    ]


_FIELDS = {
    **dict.fromkeys(("event_capacity", "event_too_small"), "kits"),
    **dict.fromkeys(("event_full", "event_nobody_registered"), "number"),
    **dict.fromkeys(("day_in_the_past", "event_there_already"), "on"),
    "event_hours": "closes",
    "event_services": "services",
    "event_team_busy": "team",
    "event_weeks": "weeks",
}


def _refuse(form: HeldForm | BookForm, refused: RuleBroken) -> None:
    """Show the refusal at its field; what is of no field goes on as it is."""
    if refused.code not in _FIELDS:
        raise refused
    form.add_error(_FIELDS[refused.code], str(SENTENCES[refused.code]).format(**refused.facts))


@require_GET
@allow("outreach.see")
def event(request: HttpRequest, event: UUID) -> HttpResponse:
    return _page(request, queries.get_event(event), form=BookForm())


@require_POST
@allow("outreach.plan_visit")
def book(request: HttpRequest, event: UUID) -> HttpResponse:
    row, form = queries.get_event(event), BookForm(request.POST)
    if form.is_valid():
        try:
            services.book(event=event, number=form.cleaned_data["number"], **who(request))
        except RuleBroken as refused:
            _refuse(form, refused)
        else:
            messages.success(request, _("Jumlah pendaftar dicatat."))
            return redirect("outreach:event", event)
    return _page(request, row, form=form)


def _page(request: HttpRequest, row: Event, *, form: BookForm) -> HttpResponse:
    context = _told(row)
    may_plan = allowed(officer(request), "outreach.plan_visit")
    if may_plan and row.visit.may_change(on=office_day(timezone.now())):
        context |= {"form": form, "off_form": CallOffForm()}
    return render(request, "outreach/events/event.html", context, status=400 if form.errors else 200)


@require_GET
@allow("outreach.see")
def channels(request: HttpRequest) -> HttpResponse:
    today = office_day(timezone.now())
    found = by_channel(since=today - PERIOD, until=today)
    figures = figures_on(office=settings.REKAM_OFFICE_AREA, on=today)
    ordered = sorted(found.items(), key=lambda one: -one[1].people)
    rows = [
        (CHANNELS[channel], spent, [spent.groups.get(group, 0) for group in WHOM])
        for channel, spent in ordered
    ]
    priced = [(word, spent) for word, spent, _ in rows if spent.cost_each is not None]
    context = {
        "rows": rows,
        "groups": [GROUPS[group] for group in WHOM],
        "total": sum(found.values(), Spent()),
        "most": max((spent.people for _, spent, _ in rows), default=0),
        "dearest": max((spent.cost_each or 0 for _word, spent in priced), default=0),
        "cheapest": min(priced, key=lambda one: one[1].cost_each or 0, default=None),
        "unpriced": any(spent.cost is None for _, spent, _ in rows),
        "figures": figures,
        "since": today - PERIOD,
    }
    return render(request, "outreach/events/channels.html", context)
