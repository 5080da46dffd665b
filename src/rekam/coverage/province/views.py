"""The province's page, and the page on which it says which areas are hard to reach."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.permissions import Account, allow, allowed, officer, who
from rekam.accounts.rules import CENTRE_AREA
from rekam.coverage.followups.queries import follow_ups
from rekam.coverage.followups.rules import Standing
from rekam.coverage.followups.views import told
from rekam.coverage.maps import drawings
from rekam.coverage.outages.queries import DAYS, lately_by_part
from rekam.coverage.places import place_of
from rekam.coverage.province import page, queries
from rekam.coverage.province.forms import TraitsForm
from rekam.coverage.province.rules import Track
from rekam.coverage.province.words import TRAITS
from rekam.coverage.queries import count_villages
from rekam.coverage.rules import RULE_VERSION, share, total
from rekam.coverage.traits.queries import areas_with
from rekam.coverage.traits.services import set_traits
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import AreaCode, Level, area_name, children
from rekam.ui.templatetags.rekam import jumlah

MOST_FOLLOW_UPS = 5


@require_GET
@allow("coverage.see")
def province(request: HttpRequest, code: str) -> HttpResponse:
    account = officer(request)
    place = place_of(code, account=account)
    if place.level is not Level.PROVINSI:
        return redirect("coverage:area", code=place.text)
    now = timezone.now()
    today = office_day(now)
    villages = count_villages(area_code=place.text, on=today)
    if not villages:
        return render(request, "coverage/empty.html", {"name": area_name(place.text)})
    parts = queries.parts_of(villages, province=place.text, today=today)
    rows = page.rows_of(parts, today=today)
    counts = total(villages.values())
    absent = [area.name for area in children(place) if area.code.text not in {p.code for p in parts}]
    context = {
        "place": place,
        "name": area_name(place.text),
        "counts": counts,
        "mean": share(counts.not_recorded, of=counts.wajib),
        "absent": absent,
        "of_parts": len(parts) + len(absent),
        "lines": page.small_lines(rows, today=today),
        "traits": page.traits_told(villages),
        "map": drawings(place=place, parts={p.code: p.now for p in parts}, level=Level.KABUPATEN_KOTA),
        "now": now,
        "today": today,
        "rule_version": RULE_VERSION,
        **_of_rows(rows),
        **_outages(account, rows=rows, place=place),
        **_may(account),
    }
    return render(request, "coverage/province/province.html", context)


def _outages(account: Account, *, rows: Sequence[page.Row], place: AreaCode) -> dict[str, object]:
    """What outages cost each part lately, for who may see the log."""
    if not allowed(account, "devices.see_outages"):
        return {}
    found = lately_by_part([row.part.code for row in rows], within=place.text, at=timezone.now())
    return {
        "outages": [(row, found[row.part.code]) for row in rows],
        "outage_days": DAYS,
        "outage_hours": sum(one.found.all_hours for one in found.values()),
    }


def _of_rows(rows: Sequence[page.Row]) -> dict[str, object]:
    """The rows, and what the page says of them all."""
    return {
        "rows": rows,
        "most": max(row.gap for row in rows),
        "last": rows[-1],
        "off": [row for row in rows if row.track is Track.OFF],
        "goals": any(row.part.goal for row in rows),
        "change": _sum_or_none([row.change for row in rows]),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@allow("coverage.set_traits")
def traits(request: HttpRequest) -> HttpResponse:
    place = _province_of(officer(request))
    form = TraitsForm(request.POST or None, province=place)
    if request.method == "POST" and form.is_valid():
        count = set_traits(form.cleaned_data["rows"], source=form.cleaned_data["source"], **who(request))
        messages.success(request, _("%(n)s tanda wilayah dicatat.") % {"n": jumlah(count)})
        return redirect("coverage:traits")
    rows = [
        (TRAITS[trait], area_name(code), area_name(code.rpartition(".")[0]), code)
        for trait, codes in areas_with().items()
        for code in sorted(codes)
    ]
    context = {"place": place, "name": area_name(place.text), "rows": rows, "form": form}
    return render(request, "coverage/province/traits.html", context, status=400 if form.errors else 200)


def _province_of(account: Account) -> AreaCode:
    """The province whose office the account works at.

    Raises RuleBroken("not_found") for an account that sees less than a province.
    """
    for area in account.areas:
        if area != CENTRE_AREA and AreaCode(area).level is Level.PROVINSI:
            return AreaCode(area)
    raise RuleBroken("not_found")


def _may(account: Account) -> dict[str, object]:
    """What else this reader finds on the page."""
    if not allowed(account, "coverage.see_follow_ups"):
        return {}
    found = follow_ups(today=office_day(timezone.now()), open_only=True)
    return {
        "sees_follow_ups": True,
        "follow_ups": [told(one) for one in found[:MOST_FOLLOW_UPS]],
        "overdue": sum(one.standing is Standing.OVERDUE for one in found),
        "may_write": allowed(account, "coverage.write_follow_up"),
        "may_set_traits": allowed(account, "coverage.set_traits"),
    }


def _sum_or_none(changes: list[int | None]) -> int | None:
    known = [change for change in changes if change is not None]
    return sum(known) if len(known) == len(changes) else None
