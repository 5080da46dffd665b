"""Officers and offices, for an administrator."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts import queries, services
from rekam.accounts.forms import NewOfficerForm, OfficeForm, PostForm, told
from rekam.accounts.models import Account, Office
from rekam.accounts.officers import check_area_of
from rekam.accounts.offices import open_office
from rekam.accounts.permissions import allow, officer
from rekam.accounts.role_words import LEVEL_WORDS, ROLE_WORDS
from rekam.accounts.rules import OfficeLevel, Role
from rekam.accounts.sessions import open_sessions
from rekam.kernel.errors import RuleBroken


@allow("accounts.manage")
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    by = officer(request)
    rows = [(one, ROLE_WORDS[Role(one.role)]) for one in queries.officers(by=by)]
    return render(request, "accounts/officers.html", {"rows": rows, "resets": queries.open_resets(by=by)})


@never_cache
@allow("accounts.manage", fresh=True)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    by = officer(request)
    form = NewOfficerForm(request.POST or None, offices=_offices(by))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made, password = services.open_officer(
                username=given["username"],
                display_name=given["display_name"],
                employee_number=given["employee_number"],
                role=Role(given["role"]),
                post=given["post"],
                areas=given["areas"],
                by=by,
                at=timezone.now(),
            )
        except RuleBroken as broken:
            form.add_error(None, told(broken))
        else:
            return render(request, "accounts/told.html", {"officer": made, "password": password})
    return render(request, "accounts/officer_new.html", {"form": form})


@allow("accounts.manage", fresh=True)
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    by = officer(request)
    found = queries.get_officer(identity, by=by)
    initial = {"post": found.post and found.post.uuid, "role": found.role, "areas": ", ".join(found.areas)}
    initial["employee_number"] = found.employee_number
    form = PostForm(request.POST or None, offices=_offices(by), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.post_officer(
                found,
                role=Role(given["role"]),
                post=given["post"],
                areas=given["areas"],
                employee_number=given["employee_number"],
                by=by,
                at=timezone.now(),
            )
        except RuleBroken as broken:
            form.add_error(None, told(broken))
        else:
            messages.success(request, _("Jabatan sudah diganti. Sesi petugas ini berakhir."))
            return redirect("accounts:officer", identity)
    context = {
        "officer": found,
        "role": ROLE_WORDS[Role(found.role)],
        "form": form,
        "is_own": found == by,
        "sessions": len(open_sessions(found)),
        "has_key": queries.has_station_key(found),
    }
    return render(request, "accounts/officer.html", context)


@never_cache
@allow("accounts.manage", fresh=True)
@require_POST
def act(request: HttpRequest, identity: uuid.UUID, name: str) -> HttpResponse:
    by, at = officer(request), timezone.now()
    found = queries.get_officer(identity, by=by)
    if name == "kata-sandi":
        password = services.give_password(found, by=by, at=at)
        return render(request, "accounts/told.html", {"officer": found, "password": password})
    if name == "cabut-kunci":
        password = services.revoke_station_keys(found, by=by, at=at)
        return render(request, "accounts/told.html", {"officer": found, "password": password})
    if name in {"hidupkan", "matikan"}:
        services.switch_account(found, on=name == "hidupkan", by=by, at=at)
    elif name == "buka-kunci":
        services.unlock_account(found, by=by, at=at)
    elif name == "minta-hapus-faktor":
        services.ask_reset(found, by=by, at=at)
    else:
        raise RuleBroken("not_found")
    messages.success(request, _("Sudah dilakukan dan dicatat."))
    return redirect("accounts:officer", identity)


@allow("accounts.grant_reset")
@require_GET
def resets(request: HttpRequest) -> HttpResponse:
    by = officer(request)
    waiting = queries.open_resets(by=by)
    context = {
        "resets": waiting,
        "own": queries.accounts_of_person(by.username),
        "names": queries.named({who for one in waiting for who in (one.account.username, one.asked_by)}),
    }
    return render(request, "accounts/resets.html", context)


@allow("accounts.grant_reset", fresh=True)
@require_POST
def grant_reset(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    services.grant_reset(queries.get_reset(identity), by=officer(request), at=timezone.now())
    messages.success(request, _("Faktor kedua dihapus. Petugas membuat yang baru saat masuk."))
    return redirect("accounts:resets")


@allow("accounts.manage", fresh=True)
@require_http_methods(["GET", "POST"])
def offices(request: HttpRequest) -> HttpResponse:
    by = officer(request)
    form = OfficeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            check_area_of(by, area=given["area"])
            open_office(
                name=given["name"],
                level=OfficeLevel(given["level"]),
                area=given["area"],
                zone=given["zone"],
                actor=by.username,
                at=timezone.now(),
            )
        except RuleBroken as broken:
            form.add_error(None if broken.code not in {"office_area_level"} else "area", _told(broken))
        else:
            messages.success(request, _("Kantor sudah dibuka."))
            return redirect("accounts:offices")
    rows = [(office, LEVEL_WORDS[OfficeLevel(office.level)]) for office in _offices(by)]
    return render(request, "accounts/offices.html", {"form": form, "rows": rows})


def _told(broken: RuleBroken) -> str:
    return _("Wilayah itu di luar wilayah Anda.") if broken.code == "not_found" else told(broken)


def _offices(by: Account) -> list[Office]:
    return queries.offices(within=by.areas, on=timezone.localdate())
