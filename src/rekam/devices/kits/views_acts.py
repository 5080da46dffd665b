"""Pages that change something: registering, handing on, reporting, repairing, lending, reserving."""

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
from rekam.devices.kits.forms import (
    CustodyForm,
    KitForm,
    LendForm,
    PartForm,
    PutForm,
    ReserveForm,
    StationForm,
    StepForm,
)
from rekam.devices.kits.parts import NewPart, Said
from rekam.devices.kits.rules import Act, PartKind, State
from rekam.devices.kits.standing import standings


def _asked(request: HttpRequest, form: forms.Form, *, title: str, button: str, back: str) -> HttpResponse:
    """The form's page; 400 where something is to be put right."""
    context = {"form": form, "title": title, "button": button, "back": back}
    return render(request, "kits/form.html", context, status=400 if form.errors else 200)


def _said(request: HttpRequest, given: Mapping[str, Any]) -> Said:
    today = timezone.localdate()
    return Said(
        on=given.get("on") or today,
        today=today,
        by=given.get("by", ""),
        cost=given.get("cost"),
        note=given.get("note", ""),
        **who(request),
    )


def _goal(given: Mapping[str, Any]) -> UUID | None:
    return UUID(given["goal"]) if given["goal"] else None


@allow("devices.keep_kits")
@require_http_methods(["GET", "POST"])
def register_kit(request: HttpRequest) -> HttpResponse:
    form = KitForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        made = services.register_kit(**form.cleaned_data, **who(request))
        messages.success(request, _("Kit terdaftar. Sekarang daftarkan bagian-bagiannya."))
        return redirect("kits:kit", made.uuid)
    return _asked(request, form, title=_("Daftarkan kit"), button=_("Daftarkan"), back=reverse("kits:list"))


@allow("devices.keep_kits")
@require_http_methods(["GET", "POST"])
def register_part(request: HttpRequest) -> HttpResponse:
    form = PartForm(request.POST or None, kits=queries.kits(), initial={"goal": request.GET.get("kit", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kit, place, kind = _goal(given), given["area_code"], PartKind(given["kind"])
        facts = {name: given[name] for name in ("make", "model", "serial", "bought_on", "budget")}
        new = NewPart(kind=kind, **facts)
        made = parts.register_part(new, kit=kit, area_code=place, said=_said(request, {}))
        messages.success(request, _("Bagian terdaftar."))
        return redirect("kits:kit", made.kit.uuid) if made.kit else redirect("kits:part", made.uuid)
    back = reverse("kits:list")
    return _asked(request, form, title=_("Daftarkan bagian"), button=_("Daftarkan"), back=back)


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
    return _asked(request, form, title=title, button=_("Catat serah terima"), back=found.get_absolute_url())


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
    return _asked(request, form, title=title, button=_("Simpan"), back=found.get_absolute_url())


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
    return _asked(request, form, title=title, button=_("Pesan kit"), back=found.get_absolute_url())


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
        reported = parts.report_fault(part=chosen, said=_said(request, {}))
        told = _("%(part)s dilaporkan rusak. Belakang kantor melihatnya di papan perbaikan.")
        messages.success(request, told % {"part": words.PARTS[PartKind(reported.kind)]})
        return redirect("kits:kit", kit)
    (standing,) = standings([found], today=timezone.localdate())
    inside = [one for one in standing.parts if one.kit_id == found.pk]
    lines = [(words.PARTS[PartKind(one.kind)], one, showing.told_part(one)) for one in inside]
    return render(request, "kits/fault.html", {"kit": found, "parts": lines})


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


@allow("devices.keep_kits")
@require_POST
def step(request: HttpRequest, part: UUID) -> HttpResponse:
    found = queries.get_part(part)
    form = StepForm(request.POST, state=State(found.state))
    if not form.is_valid():
        title = _("Langkah perbaikan")
        return _asked(request, form, title=title, button=_("Catat"), back=found.get_absolute_url())
    given = form.cleaned_data
    parts.step_part(part=part, act=Act(given["act"]), said=_said(request, given))
    messages.success(request, _("Langkah perbaikan dicatat."))
    return redirect("kits:part", part)


@allow("devices.keep_kits")
@require_http_methods(["GET", "POST"])
def lend(request: HttpRequest, part: UUID) -> HttpResponse:
    found = queries.get_part(part)
    form = LendForm(request.POST or None, kits=queries.kits(), initial={"goal": request.GET.get("kit", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        parts.borrow_part(
            part=part,
            kit=_goal(given),
            office=given["office"].strip(),
            due_on=given["due_on"],
            said=_said(request, given),
        )
        messages.success(request, _("Pinjaman dicatat; daftar pinjaman mengingatkan tanggal kembalinya."))
        return redirect("kits:part", part)
    title = _("Pinjamkan %(part)s") % {"part": words.PARTS[PartKind(found.kind)]}
    return _asked(request, form, title=title, button=_("Catat pinjaman"), back=found.get_absolute_url())


@allow("devices.keep_kits")
@require_http_methods(["GET", "POST"])
def put(request: HttpRequest, part: UUID) -> HttpResponse:
    found = queries.get_part(part)
    form = PutForm(request.POST or None, kits=queries.kits())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        parts.put_part(part=part, kit=_goal(given), said=_said(request, given))
        messages.success(request, _("Pemindahan dicatat."))
        return redirect("kits:part", part)
    title = _("Pindahkan %(part)s") % {"part": words.PARTS[PartKind(found.kind)]}
    return _asked(request, form, title=title, button=_("Catat pemindahan"), back=found.get_absolute_url())


@allow("devices.keep_kits")
@require_POST
def give_back(request: HttpRequest, part: UUID) -> HttpResponse:
    parts.return_part(part=part, said=_said(request, {}))
    messages.success(request, _("Bagian sudah kembali."))
    return redirect("kits:part", part)
