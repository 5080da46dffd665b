"""The first page: who is not recorded, where; down to the list of one kelurahan."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, allowed, officer
from rekam.audit.rules import Purpose
from rekam.coverage import queries
from rekam.coverage.counters.queries import find_ledger
from rekam.coverage.groups import group_table
from rekam.coverage.hiding import SMALLEST_SHOWN
from rekam.coverage.listing import page_of
from rekam.coverage.maps import drawings
from rekam.coverage.places import place_of
from rekam.coverage.rules import RULE_VERSION, Counts, share, total
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, area_name, find_area

TOP_VILLAGES = 5


@dataclass(frozen=True)
class Row:
    """One area of a table."""

    code: str
    name: str
    parent: str
    counts: Counts

    @property
    def gap(self) -> float:
        """Percent of wajib not recorded, for bars and order only."""
        return share(self.counts.not_recorded, of=self.counts.wajib)


@allow("coverage.see")
def start(request: HttpRequest) -> HttpResponse:
    return redirect("coverage:area", code=queries.widest_known(officer(request).areas))


@allow("coverage.see")
def area(request: HttpRequest, code: str) -> HttpResponse:
    account = officer(request)
    place = place_of(code, account=account)
    today = account.day(timezone.now())
    villages = queries.count_villages(area_code=place.text, on=today)
    if not villages:
        return _nobody_yet(request, place)
    level = min(place.level + 1, Level.KELURAHAN_DESA)
    parts = sorted(_rows(queries.gather(villages, parts=level)), key=lambda row: row.gap, reverse=True)
    village_rows = sorted(_rows(villages), key=lambda row: row.counts.not_recorded, reverse=True)
    changes = queries.changes(area_code=place.text, on=today)
    counts = total(villages.values())
    group_parts = [] if place.level == Level.KELURAHAN_DESA else sorted(row.code for row in parts)
    context = {
        "place": place,
        "name": area_name(place.text),
        "parents": queries.parents(place, within=account.scope),
        "counts": counts,
        "mean": share(counts.not_recorded, of=counts.wajib),
        "most": max(row.gap for row in parts),
        "parts": parts,
        "most_behind": parts[0] if parts else None,
        "most_people": max(parts, key=lambda row: row.counts.not_recorded),
        "top": village_rows[:TOP_VILLAGES] if level < Level.KELURAHAN_DESA else [],
        "part_level": _level_word(level),
        "changes": changes,
        "change_total": sum(change.people for change in changes),
        "map": drawings(place=place, parts=villages) if place.level < Level.KELURAHAN_DESA else None,
        "groups": group_table(place=place, parts=group_parts, on=today, account=account),
        "smallest_shown": SMALLEST_SHOWN,
        "press_url": reverse("coverage:statement", args=[place.text])
        if allowed(account, "coverage.reconcile")
        else "",
        "names_allowed": allowed(account, "coverage.see_names"),
        "quality_allowed": allowed(account, "coverage.see_quality"),
        "is_village": place.level == Level.KELURAHAN_DESA,
        "now": timezone.now(),
        "today": today,
        "rule_version": RULE_VERSION,
        "ledger": find_ledger(),
    }
    return render(request, "coverage/area.html", context)


@allow("coverage.see_names")
def names(request: HttpRequest, code: str) -> HttpResponse:
    account = officer(request)
    place = place_of(code, account=account)
    if place.level != Level.KELURAHAN_DESA:
        raise RuleBroken("not_found")
    now = timezone.now()
    today = account.day(now)
    page, people = page_of(request, queries.missing_people(area_code=place.text, on=today))
    show(request, "coverage.list_seen", people=people, purpose=Purpose.OUTREACH, case=place.text)
    context = {
        "place": place,
        "name": area_name(place.text),
        "page": page,
        "count": page.paginator.count,
        "today": today,
        "now": now,
    }
    return render(request, "coverage/names.html", context)


def _nobody_yet(request: HttpRequest, place: AreaCode) -> HttpResponse:
    """An area of ours whose register is empty, as on the first day of an installation."""
    if find_area(place) is None:
        raise RuleBroken("not_found")
    return render(request, "coverage/empty.html", {"name": area_name(place.text)})


def _rows(counts: Mapping[str, Counts]) -> list[Row]:
    return [
        Row(code, area_name(code), area_name(code.rpartition(".")[0]), found)
        for code, found in counts.items()
    ]


def _level_word(level: int) -> str:
    return {Level.KABUPATEN_KOTA: "Kabupaten/kota", Level.KECAMATAN: "Kecamatan"}.get(
        Level(level), "Kelurahan"
    )
