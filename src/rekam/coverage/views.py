"""The first page: who is not recorded, where, since when, and what to do next."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rekam.accounts.permissions import Account, allow, allowed, officer
from rekam.coverage import queries
from rekam.coverage.community.start import first_page
from rekam.coverage.counters.queries import find_ledger
from rekam.coverage.dashboard.forms import DayForm, asking_for, days_offered
from rekam.coverage.dashboard.page import page_of
from rekam.coverage.outages.queries import lately
from rekam.coverage.places import place_of
from rekam.coverage.rules import RULE_VERSION
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, area_name, find_area
from rekam.registry.voters.queries import next_polling_day


@allow("coverage.see")
def start(request: HttpRequest) -> HttpResponse:
    return redirect(first_page(officer(request)))


@require_safe
@allow("coverage.see")
def area(request: HttpRequest, code: str) -> HttpResponse:
    account = officer(request)
    place = place_of(code, account=account)
    now = timezone.now()
    today = account.day(now)
    form = DayForm(request.GET or None, today=today, initial={"per": today})
    on = form.day if form.is_valid() else today
    page = page_of(place, account=account, on=on, today=today)
    if page is None:
        return _nobody_yet(request, place)
    context = {
        "place": place,
        "name": area_name(place.text),
        "parents": queries.parents(place, within=account.scope),
        "part_level": _level_word(place.level + 1),
        "form": form,
        "on": on,
        "today": today,
        "is_today": on == today,
        "day_query": "" if on == today else asking_for(on),
        "days_offered": [
            (day, asking_for(day)) for day in days_offered(today, polling=next_polling_day(after=today))
        ],
        "now": now,
        "ledger": find_ledger(),
        "rule_version": RULE_VERSION,
        **_may(account, place=place),
        **page,
    }
    if context["outages_allowed"] and on == today and not settings.REKAM_SCENARIO:
        context["outages"] = lately(place.text, at=now)
    return render(request, "coverage/area.html", context, status=400 if form.errors else 200)


def _may(account: Account, *, place: AreaCode) -> dict[str, bool]:
    """Which of the page's links lead somebody on."""
    of_office = place.text == settings.REKAM_OFFICE_AREA
    return {
        "reconcile_allowed": allowed(account, "coverage.reconcile"),
        "names_allowed": allowed(account, "coverage.see_names"),
        "quality_allowed": allowed(account, "coverage.see_quality"),
        "open_data_allowed": allowed(account, "coverage.see_open_data"),
        "explore_allowed": allowed(account, "coverage.explore"),
        "outages_allowed": place.level <= Level.KECAMATAN and allowed(account, "devices.see_outages"),
        "indicators_allowed": of_office and allowed(account, "coverage.see_indicators"),
    }


def _nobody_yet(request: HttpRequest, place: AreaCode) -> HttpResponse:
    """An area of ours whose register is empty, as on the first day of an installation."""
    if find_area(place) is None:
        raise RuleBroken("not_found")
    return render(request, "coverage/empty.html", {"name": area_name(place.text)})


def _level_word(level: int) -> str:
    if level == Level.KABUPATEN_KOTA:
        return "Kabupaten/kota"
    return "Kecamatan" if level == Level.KECAMATAN else "Kelurahan"
