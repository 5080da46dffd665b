"""Pages that change a part: registering, repairing, lending, fitting what is lent to us, moving."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts.permissions import allow, who
from rekam.devices.kits import parts, queries, words
from rekam.devices.kits.forms import FitForm, LendForm, PartForm, PutForm, StepForm
from rekam.devices.kits.guests import fit_part
from rekam.devices.kits.parts import NewPart
from rekam.devices.kits.rules import Act, PartKind, State
from rekam.devices.kits.views_acts import asked, said_in

USUAL_LOAN = timedelta(days=14)


@allow("devices.keep_kits")
@require_http_methods(["GET", "POST"])
def register_part(request: HttpRequest) -> HttpResponse:
    initial = {"goal": request.GET.get("kit", ""), "kind": request.GET.get("bagian", "")}
    form = PartForm(request.POST or None, kits=queries.kits(), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kit, place, kind = goal_of(given), given["area_code"], PartKind(given["kind"])
        facts = {name: given[name] for name in ("make", "model", "serial", "bought_on", "budget")}
        new = NewPart(kind=kind, **facts)
        made = parts.register_part(new, kit=kit, area_code=place, said=said_in(request, {}))
        messages.success(request, _("Bagian terdaftar."))
        return redirect("kits:kit", made.kit.uuid) if made.kit else redirect("kits:part", made.uuid)
    todo = _("Salin merek, tipe dan nomor seri dari stiker alatnya; yang tidak diketahui biarkan kosong.")
    title, button = _("Daftarkan bagian"), _("Daftarkan")
    return asked(request, form, title=title, todo=todo, button=button, back=reverse("kits:list"))


@allow("devices.keep_kits")
@require_POST
def step(request: HttpRequest, part: UUID) -> HttpResponse:
    found = queries.get_part(part)
    form = StepForm(request.POST, state=State(found.state))
    if not form.is_valid():
        title, todo = _("Langkah perbaikan"), _("Perbaiki isian yang ditandai, lalu catat.")
        back = found.get_absolute_url()
        return asked(request, form, title=title, todo=todo, button=_("Catat"), back=back)
    given = form.cleaned_data
    parts.step_part(part=part, act=Act(given["act"]), said=said_in(request, given))
    messages.success(request, _("Langkah perbaikan dicatat."))
    return redirect("kits:part", part)


@allow("devices.keep_kits")
@require_http_methods(["GET", "POST"])
def lend(request: HttpRequest, part: UUID) -> HttpResponse:
    found = queries.get_part(part)
    initial = {"goal": request.GET.get("kit", ""), "due_on": timezone.localdate() + USUAL_LOAN}
    form = LendForm(request.POST or None, kits=queries.kits(), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        parts.borrow_part(
            part=part,
            kit=goal_of(given),
            office=given["office"].strip(),
            due_on=given["due_on"],
            said=said_in(request, given),
        )
        messages.success(request, _("Pinjaman dicatat; Rekam mengingatkan bila lewat harinya."))
        return redirect("kits:part", part)
    title = _("Pinjamkan %(part)s") % {"part": words.PARTS[PartKind(found.kind)]}
    todo = _("Pilih satu peminjam; sesudah hari kembalinya Rekam mengingatkan sampai ia dicatat kembali.")
    button = _("Catat pinjaman")
    return asked(request, form, title=title, todo=todo, button=button, back=found.get_absolute_url())


@allow("devices.keep_kits")
@require_http_methods(["GET", "POST"])
def fit(request: HttpRequest, part: UUID) -> HttpResponse:
    found = queries.get_part(part)
    form = FitForm(request.POST or None, kits=queries.kits(), initial={"goal": request.GET.get("kit", "")})
    if request.method == "POST" and form.is_valid():
        fit_part(part=part, kit=goal_of(form.cleaned_data), **who(request))
        messages.success(request, _("Dicatat. Kit itu sekarang memakai bagian pinjaman ini."))
        return redirect("kits:part", part)
    title = _("Pasang %(part)s pinjaman") % {"part": words.PARTS[PartKind(found.kind)]}
    todo = _("Pilih kit yang memakainya; sampai hari kembalinya kit itu dihitung lengkap dengan bagian ini.")
    return asked(request, form, title=title, todo=todo, button=_("Simpan"), back=found.get_absolute_url())


@allow("devices.keep_kits")
@require_http_methods(["GET", "POST"])
def put(request: HttpRequest, part: UUID) -> HttpResponse:
    found = queries.get_part(part)
    form = PutForm(request.POST or None, kits=queries.kits())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        parts.put_part(part=part, kit=goal_of(given), said=said_in(request, given))
        messages.success(request, _("Pemindahan dicatat."))
        return redirect("kits:part", part)
    title = _("Pindahkan %(part)s") % {"part": words.PARTS[PartKind(found.kind)]}
    todo = _("Untuk bagian yang tetap di sana; yang akan kembali dicatat sebagai pinjaman.")
    button = _("Catat pemindahan")
    return asked(request, form, title=title, todo=todo, button=button, back=found.get_absolute_url())


@allow("devices.keep_kits")
@require_POST
def give_back(request: HttpRequest, part: UUID) -> HttpResponse:
    parts.return_part(part=part, said=said_in(request, {}))
    messages.success(request, _("Bagian sudah kembali."))
    return redirect("kits:part", part)


def goal_of(given: Mapping[str, Any]) -> UUID | None:
    """The kit that a form names; None for the shelf, or for another office."""
    return UUID(given["goal"]) if given["goal"] else None
