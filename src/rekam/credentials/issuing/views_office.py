"""The officer who sees a person hands out a code, prints a QR code, and ends what a lost phone holds."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, allowed, officer, roles_of, who
from rekam.accounts.rules import Role
from rekam.audit.rules import Purpose
from rekam.credentials import refusals
from rekam.credentials.issuing import making, offering, paper_qr, phones, remote_steps, showing
from rekam.credentials.issuing.documents import Kind
from rekam.credentials.issuing.forms import FindForm, GiveForm, RemoteForm
from rekam.credentials.issuing.naming import product_name
from rekam.credentials.issuing.offering import Made
from rekam.credentials.issuing.rules import LIFE
from rekam.credentials.issuing.standing_rules import Cause
from rekam.credentials.issuing.ways import Seen, Step, Way
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.nik import masked
from rekam.registry.queries import Resident, find_by_nik, get_resident
from rekam.ui.files import opened
from rekam.ui.qr import qr_svg

HAND_OUT = "credentials.hand_out"
private = cache_control(no_store=True, private=True)


@private
@require_http_methods(["GET", "HEAD", "POST"])
@allow(HAND_OUT)
def find(request: HttpRequest) -> HttpResponse:
    """By what stands on the paper; a stranger's NIK alone opens nothing."""
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = find_by_nik(form.cleaned_data["nik"])
        if found is not None and found.birth_date == form.birth_date:
            return redirect("credentials:person", uuid=found.uuid)
        form.add_error(None, _("Tidak ada orang dengan NIK dan tanggal lahir ini di wilayah Anda."))
    context = {"form": form, "product": product_name()}
    return render(request, "credentials/find.html", context, status=400 if form.errors else 200)


@private
@require_http_methods(["GET", "HEAD"])
@allow(HAND_OUT)
def person(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _person(request, get_resident(uuid))


@private
@require_POST
@allow(HAND_OUT, fresh=True)
def give(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The code stands on this answer alone: each one given ends the one before."""
    holder, at = get_resident(uuid), timezone.now()
    people = [one for one in showing.possible(holder, on=office_day(at)) if one.kinds]
    form = GiveForm(request.POST, people=people)
    if not form.is_valid():
        return _person(request, holder, form=form)
    made = offering.make_offer(
        subject=form.person,
        holder=uuid,
        way=_way(request),
        seen=Seen(form.cleaned_data["seen"]),
        **who(request),
    )
    return _code(request, holder, made=made, at=at)


@private
@require_POST
@allow(HAND_OUT, fresh=True)
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For whoever has no phone: a QR code on paper, with the face in it."""
    holder = get_resident(uuid)
    content = making.print_qr(kind=Kind.KTP, subject=uuid, holder=uuid, way=_way(request), **who(request))
    slip = paper_qr.pdf(content, name=holder.full_name, at=timezone.now())
    return opened(slip, name="kode-qr-ktp.pdf")


@private
@require_POST
@allow("credentials.revoke")
def change_phone(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Suspend, lift, or end for good, for whoever says at the counter that the phone is gone."""
    get_resident(uuid)
    phone = phones.find_phone(uuid)
    if phone is None:
        raise RuleBroken("digital_id_no_phone")
    what = request.POST.get("what", "")
    if what == "suspend":
        phones.suspend(phone, **who(request))
        messages.success(request, _("Ditangguhkan. Pembaca menolaknya sampai penangguhan diakhiri."))
    elif what == "lift":
        phones.lift(phone, **who(request))
        messages.success(request, _("Penangguhan diakhiri. Salinan berlaku lagi."))
    elif what == "end":
        phones.end_phone(phone, cause=Cause.LOST, **who(request))
        messages.success(request, _("Dicabut. Berikan kode baru untuk ponsel berikutnya."))
    return redirect("credentials:person", uuid=uuid)


@private
@require_http_methods(["GET", "HEAD", "POST"])
@allow("credentials.see_remotely", fresh=True)
def remote(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The video call itself is not ours: here its outcome is written down, and the code read out."""
    holder, form = get_resident(uuid), RemoteForm(request.POST or None)
    remote_steps.check_allowed(at=timezone.now())
    show(request, "credentials.person_seen", people=[str(uuid)], purpose=Purpose.SERVICE)
    context = {
        "person": holder,
        "form": form,
        "product": product_name(),
        "portrait": showing.portrait(holder),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "credentials/remote.html", context, status=400 if form.errors else 200)
    passed = bool(form.cleaned_data["passed"])
    remote_steps.note_step(resident=uuid, step=Step.VIDEO, passed=passed, **who(request))
    if not passed:
        messages.success(request, _("Dicatat. Tidak ada kode; mintalah ia datang ke loket."))
        return redirect("credentials:person", uuid=uuid)
    made = offering.make_offer(subject=uuid, holder=uuid, way=Way.REMOTE, seen=Seen.VIDEO, **who(request))
    return _code(request, holder, made=made, at=timezone.now())


def _code(request: HttpRequest, holder: Resident, *, made: Made, at: datetime) -> HttpResponse:
    context = {
        "person": holder,
        "made": made,
        "until": at + LIFE,
        "product": product_name(),
        "qr": qr_svg(made.link),
    }
    return render(request, "credentials/code.html", context)


def _person(request: HttpRequest, holder: Resident, *, form: GiveForm | None = None) -> HttpResponse:
    at, account = timezone.now(), officer(request)
    people = showing.possible(holder, on=office_day(at))
    shown = [str(holder.uuid), *(str(one.person) for one in people if one.person != holder.uuid)]
    show(request, "credentials.person_seen", people=shown, purpose=Purpose.SERVICE)
    offered = [one for one in people if one.kinds]
    phone = phones.find_phone(holder.uuid)
    context = {
        "person": holder,
        "nik": masked(holder.nik),
        "portrait": showing.portrait(holder),
        "product": product_name(),
        "refused_words": refusals.SENTENCES.get(people[0].refused, ""),
        "form": form or (GiveForm(people=offered) if offered else None),
        "may_print": Kind.KTP in people[0].kinds,
        "phone": phone,
        "state": showing.state_of(phone),
        "held": showing.on_phone(phone, at=at),
        "prints": showing.prints_of(holder.uuid, at=at),
        "may_revoke": allowed(account, "credentials.revoke"),
    }
    return render(request, "credentials/person.html", context, status=400 if form and form.errors else 200)


def _way(request: HttpRequest) -> Way:
    return Way.VILLAGE if Role.LURAH in roles_of(officer(request)) else Way.OFFICE
