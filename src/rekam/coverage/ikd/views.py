"""IKD by area and channel beside its three bases, and the two forms that feed it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rekam.accounts.permissions import Account, allow, allowed, officer
from rekam.coverage import queries as coverage
from rekam.coverage.ikd import queries, services
from rekam.coverage.ikd.forms import CountForm, SessionForm
from rekam.coverage.ikd.rules import WEEKS_SHOWN
from rekam.coverage.ikd.table import table
from rekam.coverage.ikd.words import CHANNELS
from rekam.coverage.places import place_of
from rekam.kernel.region import AreaCode, Level, area_name, children
from rekam.ui.templatetags.rekam import jumlah, tanggal_pendek
from rekam.ui.weeks import NARROW, WIDE, Words, draw_weeks


@allow("coverage.see")
def ikd(request: HttpRequest, code: str) -> HttpResponse:
    account = officer(request)
    place = place_of(code, account=account)
    now = timezone.now()
    today = account.day(now)
    found = table(place=place, on=today)
    weeks = queries.weeks(area_code=place.text, on=today, count=WEEKS_SHOWN)
    context = {
        "place": place,
        "name": area_name(place.text),
        "found": found,
        "total": found.total,
        "standing": found.total.standing,
        "channels": [(CHANNELS[channel], own, outsiders) for channel, own, outsiders in found.channels],
        "is_village": place.level == Level.KELURAHAN_DESA,
        "weeks": weeks,
        "drawn": _drawn(weeks),
        "source": queries.find_source(area_code=place.text, on=today),
        "may_keep": allowed(account, "coverage.keep_ikd"),
        "now": now,
    }
    return render(request, "coverage/ikd/ikd.html", context)


def _drawn(weeks: Sequence[tuple[date, int]]) -> Mapping[str, str]:
    told = Words(
        _("Aktivasi warga sendiri, 12 minggu terakhir"),
        day=tanggal_pendek,
        figure=lambda people: jumlah(int(people)),
    )
    return {
        "title": told.title,
        "wide": draw_weeks(weeks, told=told, box=WIDE, every=3, identifier="minggu-lebar"),
        "narrow": draw_weeks(weeks, told=told, box=NARROW, every=5, identifier="minggu-sempit"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@allow("coverage.keep_ikd")
def keep_count(request: HttpRequest) -> HttpResponse:
    return _keep(request, CountForm, title=_("Catat aktivasi IKD"))


@require_http_methods(["GET", "HEAD", "POST"])
@allow("coverage.keep_ikd")
def keep_session(request: HttpRequest) -> HttpResponse:
    return _keep(request, SessionForm, title=_("Catat sosialisasi IKD"))


def _keep(request: HttpRequest, kind: type[SessionForm], *, title: str) -> HttpResponse:
    account, now = officer(request), timezone.now()
    start = coverage.widest_known(account.areas)
    form = kind(request.POST or None, villages=_villages(account, within=start), today=account.day(now))
    if request.method == "POST" and form.is_valid():
        actor = account.username
        if isinstance(form, CountForm):
            taken = services.take_counts([form.count()], actor=actor, at=now)
        else:
            taken = services.take_sessions([form.line()], actor=actor, at=now)
        messages.success(request, _("Sudah ada, tidak diubah.") if taken.same else _("Sudah dicatat."))
        return redirect("coverage:ikd", code=form.cleaned_data["area_code"])
    status = 400 if form.errors else 200
    context = {"form": form, "title": title, "area": start}
    return render(request, "coverage/ikd/keep.html", context, status=status)


def _villages(account: Account, *, within: str) -> list[str]:
    """The kelurahan of the account's areas, at most those of the office whose register this is."""
    return [code for code in _leaves(AreaCode(within)) if account.scope.contains(code)]


def _leaves(place: AreaCode) -> list[str]:
    if place.level == Level.KELURAHAN_DESA:
        return [place.text]
    return [leaf for area in children(place) for leaf in _leaves(area.code)]
