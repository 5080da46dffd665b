"""Pages that change a kit: registering, handing on, a fault, reserving. Parts: kits/views_parts.py."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts.permissions import allow, who
from rekam.devices.kits import parts, queries, services, showing, words
from rekam.devices.kits.forms import CustodyForm, KitForm, ReserveForm, StationForm
from rekam.devices.kits.guests import is_guest
from rekam.devices.kits.parts import Said
from rekam.devices.kits.rules import PartKind
from rekam.devices.kits.standing import standings


def asked(
    request: HttpRequest, form: forms.Form, *, title: str, todo: str, button: str, back: str
) -> HttpResponse:
    """The form's page; 400 where something is to be put right."""
    context = {"form": form, "title": title, "todo": todo, "button": button, "back": back}
    return render(request, "kits/form.html", context, status=400 if form.errors else 200)


def said_in(request: HttpRequest, given: Mapping[str, Any]) -> Said:
    """What a form says beside an act."""
    today = timezone.localdate()
    return Said(
        on=given.get("on") or today,
        today=today,
        by=given.get("by", ""),
        cost=given.get("cost"),
        note=given.get("note", ""),
        **who(request),
    )


@allow("devices.keep_kits")
@require_http_methods(["GET", "POST"])
def register_kit(request: HttpRequest) -> HttpResponse:
    form = KitForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        made = services.register_kit(**form.cleaned_data, **who(request))
        messages.success(request, _("Kit terdaftar. Sekarang daftarkan bagian-bagiannya."))
        return redirect("kits:kit", made.uuid)
    todo = _("Beri nama yang tertulis di koper kit; sesudah ini bagian-bagiannya didaftarkan satu per satu.")
    title, button = _("Daftarkan kit"), _("Daftarkan")
    return asked(request, form, title=title, todo=todo, button=button, back=reverse("kits:list"))


@allow("devices.keep_kits")
@require_http_methods(["GET", "POST"])
def hand(request: HttpRequest, kit: UUID) -> HttpResponse:
    found = queries.get_kit(kit)
    initial = {"area_code": found.area_code, "team": found.team, "holder": found.holder}
    form = CustodyForm(request.POST or None, initial=initial | {"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        services.hand_kit(kit=kit, **form.cleaned_data, **who(request))
        messages.success(request, _("Serah terima dicatat."))
        return redirect("kits:kit", kit)
    title = _("Serah terima %(kit)s") % {"kit": found.name}
    todo = _("Tulis siapa yang menerima dan di mana; semua bagian di dalamnya ikut pindah.")
    button = _("Catat serah terima")
    return asked(request, form, title=title, todo=todo, button=button, back=found.get_absolute_url())


@allow("devices.keep_kits")
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, kit: UUID) -> HttpResponse:
    found = queries.get_kit(kit)
    form = StationForm(request.POST or None, initial={"station": found.station})
    if request.method == "POST" and form.is_valid():
        services.join_station(kit=kit, station=form.cleaned_data["station"], **who(request))
        messages.success(request, _("Laptop kit dicatat."))
        return redirect("kits:kit", kit)
    title = _("Laptop %(kit)s") % {"kit": found.name}
    todo = _("Pilih laptop yang ada di kit ini; kabar dan laporan rusaknya lalu masuk ke sini.")
    return asked(request, form, title=title, todo=todo, button=_("Simpan"), back=found.get_absolute_url())


@allow("devices.keep_kits")
@require_http_methods(["GET", "POST"])
def reserve(request: HttpRequest, kit: UUID) -> HttpResponse:
    found, today = queries.get_kit(kit), timezone.localdate()
    form = ReserveForm(request.POST or None, initial={"first": today, "last": today})
    if request.method == "POST" and form.is_valid():
        services.reserve_kit(kit=kit, today=today, **form.cleaned_data, **who(request))
        messages.success(request, _("Kit dipesan; rencana tidak memakainya pada hari itu."))
        return redirect("kits:kit", kit)
    title = _("Pesan %(kit)s") % {"kit": found.name}
    todo = _("Pada hari-hari ini rencana jemput bola tidak memakai kit ini.")
    return asked(request, form, title=title, todo=todo, button=_("Pesan kit"), back=found.get_absolute_url())


@allow("devices.keep_kits")
@require_POST
def free(request: HttpRequest, reservation: UUID) -> HttpResponse:
    row = services.cancel_reservation(reservation=reservation, **who(request))
    messages.success(request, _("Pesanan dibatalkan."))
    return redirect("kits:kit", row.kit.uuid)


@allow("devices.keep_kits")
@require_POST
def retire(request: HttpRequest, kit: UUID) -> HttpResponse:
    services.retire_kit(kit=kit, on=timezone.localdate(), **who(request))
    messages.success(request, _("Kit dikeluarkan dari daftar."))
    return redirect("kits:list")


@allow("devices.report_fault")
@require_http_methods(["GET", "POST"])
def fault(request: HttpRequest, kit: UUID) -> HttpResponse:
    found = queries.get_kit(kit)
    if request.method == "POST":
        chosen = _chosen(request)
        if chosen is None:
            return redirect("kits:fault", kit)
        reported = parts.report_fault(part=chosen, said=said_in(request, {}))
        told = _("%(part)s dilaporkan rusak. Belakang kantor melihatnya di papan perbaikan.")
        messages.success(request, told % {"part": words.PARTS[PartKind(reported.kind)]})
        return redirect("kits:kit", kit)
    (standing,) = standings([found], today=timezone.localdate())
    inside = [one for one in standing.parts if one.kit_id == found.pk]
    lines = [(words.PARTS[PartKind(one.kind)], one, showing.told_part(one)) for one in inside]
    context = {"kit": found, "parts": lines, "guests": [one.pk for one in inside if is_guest(one)]}
    return render(request, "kits/fault.html", context)


def _chosen(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("part", ""))
    except ValueError:
        return None


@allow("devices.keep_kits")
@require_POST
def close_report(request: HttpRequest, report: UUID) -> HttpResponse:
    parts.close_report(report=report, **who(request))
    messages.success(request, _("Laporan ditutup tanpa bagian."))
    return redirect("kits:list")
