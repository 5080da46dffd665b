"""The province's page, and the page on which it says which areas are remote."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import Account, allow, allowed, officer, who
from rekam.coverage.followups.queries import follow_ups
from rekam.coverage.followups.rules import Standing
from rekam.coverage.followups.views import told
from rekam.coverage.maps import drawings
from rekam.coverage.places import place_of
from rekam.coverage.province import page, queries, services
from rekam.coverage.province.forms import KindForm
from rekam.coverage.province.rules import AreaKind, Track
from rekam.coverage.province.words import KINDS
from rekam.coverage.queries import count_villages
from rekam.coverage.rules import RULE_VERSION, share, total
from rekam.kernel.installation import office_day
from rekam.kernel.region import AreaCode, Level, area_name, children

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
    context = {
        "place": place,
        "name": area_name(place.text),
        "counts": counts,
        "mean": share(counts.not_recorded, of=counts.wajib),
        "most": max(row.gap for row in rows),
        "rows": rows,
        "last": rows[-1],
        "off": [row for row in rows if row.track is Track.OFF],
        "goals": any(row.part.goal for row in rows),
        "change": _sum_or_none([row.change for row in rows]),
        "absent": [area.name for area in children(place) if area.code.text not in {p.code for p in parts}],
        "lines": page.small_lines(rows, today=today),
        "kinds": page.kinds_told(villages, kinds=queries.find_kinds(within=place.text)),
        "map": drawings(place=place, parts={p.code: p.now for p in parts}, level=Level.KABUPATEN_KOTA),
        "now": now,
        "today": today,
        "rule_version": RULE_VERSION,
        **_may(account),
    }
    return render(request, "coverage/province/province.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow("coverage.set_area_kinds")
def kinds(request: HttpRequest, code: str) -> HttpResponse:
    place = _province_of(request, code)
    form = KindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.set_area_kind(
            area_code=form.cleaned_data["area_code"],
            kind=AreaKind(form.cleaned_data["kind"]),
            source=form.cleaned_data["source"],
            **who(request),
        )
        messages.success(request, _("Tanda wilayah dicatat."))
        return redirect("coverage:area_kinds", place.text)
    rows = [
        (
            row,
            area_name(row.area_code),
            area_name(row.area_code.rpartition(".")[0]),
            KINDS[AreaKind(row.kind)],
        )
        for row in queries.kind_rows(within=place.text)
    ]
    context = {"place": place, "name": area_name(place.text), "rows": rows, "form": form}
    return render(request, "coverage/province/kinds.html", context, status=400 if form.errors else 200)


@require_POST
@allow("coverage.set_area_kinds")
def withdraw_kind(request: HttpRequest, mark: UUID) -> HttpResponse:
    row = services.withdraw_area_kind(mark=mark, **who(request))
    messages.success(request, _("Tanda ditarik; riwayatnya tetap tercatat."))
    return redirect("coverage:area_kinds", AreaCode(row.area_code).at(Level.PROVINSI).text)


def _province_of(request: HttpRequest, code: str) -> AreaCode:
    return place_of(code, account=officer(request)).at(Level.PROVINSI)


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
        "may_set_kinds": allowed(account, "coverage.set_area_kinds"),
    }


def _sum_or_none(changes: list[int | None]) -> int | None:
    known = [change for change in changes if change is not None]
    return sum(known) if len(known) == len(changes) else None
