"""Home-visit days: the list, asking for one, the day's page, locking and leaving out, announcing."""

from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import Account, allow, officer, who
from rekam.audit.rules import Purpose
from rekam.kernel.errors import RuleBroken
from rekam.outreach.refusals import SENTENCES
from rekam.outreach.rounds import queries, services
from rekam.outreach.rounds.forms import RoundForm
from rekam.outreach.rounds.models import HomeDay
from rekam.outreach.rounds.rules import Word
from rekam.outreach.rounds.showing import day_page, gone_page
from rekam.outreach.sites.places import villages_of
from rekam.outreach.sites.teams.models import Team
from rekam.outreach.sites.teams.queries import absent_days, teams
from rekam.ui.forms import refuse

_FIELDS = {
    "round_in_the_past": "on",
    "round_announced": "on",
    "round_team_absent": "teams",
    "round_team_without_kit": "teams",
}
FIRST_SHOWN = timedelta(days=14)


@allow("outreach.plan_home_visits")
@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    today = officer(request).day(timezone.now())
    found = queries.rounds(since=today - FIRST_SHOWN)
    gone = gone_page()
    _note_seen(request, people=[str(home.request.resident) for home, _word in gone if home.request.resident])
    context = {
        "coming": [one for one in found if one.on >= today],
        "past": [one for one in reversed(found) if one.on < today],
        "untold": queries.open_rounds(before=today),
        "waiting": len(queries.waiting_within(_area(officer(request)))),
        "gone": gone,
        "today": today,
    }
    return render(request, "outreach/rounds/list.html", context)


@allow("outreach.plan_home_visits")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Filled in already: the next day, its free teams; or what a stop of the plan says."""
    account = officer(request)
    today = account.day(timezone.now())
    wanted = _day(request.GET.get("tanggal", "")) or next_work_day(today)
    crews = teams(on=today)
    form = RoundForm(
        request.POST or None,
        crews=crews,
        villages=villages_of(account),
        initial=_initial(request, crews=crews, on=wanted),
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = services.propose(area_code=_area(account), **told, **who(request))
        except RuleBroken as broken:
            refuse(form, broken, sentences=SENTENCES, where=_FIELDS.get(broken.code))
        else:
            return redirect("outreach:round", home_day=made.uuid)
    return render(request, "outreach/rounds/propose.html", {"form": form}, status=400 if form.errors else 200)


def _initial(request: HttpRequest, *, crews: Sequence[Team], on: date) -> dict[str, object]:
    free = [str(team.uuid) for team in crews if not absent_days(team, days=[on])]
    return {
        "on": on,
        "teams": [team for team in request.GET.getlist("tim") if team in free] or free[:1],
        "health": request.GET.getlist("nakes"),
        "village": request.GET.get("kelurahan", ""),
    }


@allow("outreach.plan_home_visits")
@require_GET
def day(request: HttpRequest, home_day: UUID) -> HttpResponse:
    row = queries.get_day(home_day)
    shown = day_page(row, page=request.GET.get("page"))
    _note_seen(request, people=shown.people, case=str(row.uuid))
    today = officer(request).day(timezone.now())
    context = {
        **shown.context,
        "today": today,
        "failed_why": str(SENTENCES.get(row.code, row.code)) if row.code else "",
        "may_tell": row.announced_at is not None and row.on <= today,
        "may_change": row.announced_at is None and not row.at_work and row.on >= today,
        "again": _again(row),
    }
    return render(request, "outreach/rounds/day.html", context)


def _again(row: HomeDay) -> str:
    """The address of the form, filled in as the day was asked for."""
    routes = queries.routes_of(row)
    asked = [("tanggal", row.on.isoformat()), ("kelurahan", row.village)]
    asked += [("tim", str(route.team.uuid)) for route in routes]
    asked += [("nakes", str(route.team.uuid)) for route in routes if route.health]
    return f"{reverse('outreach:propose_round')}?{urlencode(asked)}"


@allow("outreach.plan_home_visits")
@require_POST
def announce(request: HttpRequest, home_day: UUID) -> HttpResponse:
    row = services.announce(home_day=home_day, **who(request))
    messages.success(request, _("Diumumkan. Kabari tiap keluarga paginya atau siangnya, bukan jamnya."))
    return redirect("outreach:round", home_day=row.uuid)


@allow("outreach.plan_home_visits")
@require_POST
def say(request: HttpRequest, home: UUID) -> HttpResponse:
    try:
        word = Word(request.POST.get("word", ""))
    except ValueError as error:
        raise RuleBroken("not_found") from error
    row = services.say(home=home, word=word, **who(request))
    told = {
        Word.LOCKED: _("Dikunci: rumah ini tetap di hari itu."),
        Word.OUT: _("Dikeluarkan; rutenya disusun ulang."),
        Word.NONE: _("Kunci dilepas."),
    }
    messages.success(request, told[word])
    return redirect("outreach:round", home_day=row.uuid)


def next_work_day(today: date) -> date:
    """The next day on which teams usually go out."""
    ahead = 3 if today.weekday() == 4 else 2 if today.weekday() == 5 else 1
    return today + timedelta(days=ahead)


def _area(account: Account) -> str:
    """Whose requests an officer puts into days: the office's, or those of the own kecamatan."""
    office = str(settings.REKAM_OFFICE_AREA)
    within = [area for area in sorted(account.areas) if f"{area}.".startswith(f"{office}.")]
    return within[0] if within else office


def _note_seen(request: HttpRequest, *, people: Sequence[str], case: str = "rounds") -> None:
    if people:
        show(request, "outreach.home_day.seen", people=people, purpose=Purpose.OUTREACH, case=case)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
