"""The first set-up: a code from the terminal, an administrator, then steps that may be left."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts import queries
from rekam.accounts.area_search import find_areas
from rekam.accounts.entering import enter
from rekam.accounts.forms import FirstAdministratorForm, OfficeForm, told
from rekam.accounts.models import Account
from rekam.accounts.officers import found_office, open_account
from rekam.accounts.offices import level_of
from rekam.accounts.permissions import allow, officer
from rekam.accounts.rules import OfficeLevel, Role
from rekam.accounts.set_up import end_set_up_code, is_set_up_code
from rekam.kernel.errors import RuleBroken
from rekam.ui.parts import Step

CODE_GIVEN = "rekam_set_up"


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    if queries.administrator_exists():
        return redirect("accounts:set_up")
    if request.method == "POST":
        if not is_set_up_code(request.POST.get("code", "")):
            raise RuleBroken("set_up_code_wrong")
        request.session[CODE_GIVEN] = True
        return redirect("accounts:set_up_administrator")
    return render(request, "accounts/set_up_code.html")


@never_cache
@require_http_methods(["GET", "POST"])
def administrator(request: HttpRequest) -> HttpResponse:
    if queries.administrator_exists() or not request.session.get(CODE_GIVEN):
        raise RuleBroken("set_up_done")
    form = FirstAdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        account = open_account(
            username=given["username"],
            display_name=given["display_name"],
            role=Role.ADMINISTRATOR,
            areas=[settings.REKAM_OFFICE_AREA],
            employee_number=given["employee_number"],
            password=given["password"],
            zone=settings.REKAM_OFFICE_ZONE,
            actor="set-up code",
            at=timezone.now(),
        )
        end_set_up_code()
        return enter(request, account=account, factor="set-up code", wanted="/mulai/langkah/")
    return render(request, "accounts/set_up_administrator.html", {"form": form})


@allow("accounts.manage")
@require_GET
def steps(request: HttpRequest) -> HttpResponse:
    by = officer(request)
    context = {"steps": _steps(by), "owner": by, "office": by.post, "area": settings.REKAM_OFFICE_AREA}
    return render(request, "accounts/set_up.html", context)


@allow("accounts.manage", fresh=True)
@require_http_methods(["GET", "POST"])
def office(request: HttpRequest) -> HttpResponse:
    by, text = officer(request), request.GET.get("cari", "")
    if by.post is not None:
        return redirect("accounts:set_up")
    form = OfficeForm(request.POST or None, initial=_suggested(request.GET.get("wilayah", "")))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            found_office(
                by,
                name=given["name"],
                level=OfficeLevel(given["level"]),
                area=given["area"],
                zone=given["zone"],
                at=timezone.now(),
            )
        except RuleBroken as broken:
            form.add_error("area" if broken.code == "office_beyond" else "level", told(broken))
        else:
            return redirect("accounts:set_up")
    context = {"form": form, "text": text, "found": find_areas(text), "picked": request.GET.get("wilayah")}
    return render(request, "accounts/set_up_office.html", context)


def _suggested(area: str) -> dict[str, str]:
    found = find_areas(area)
    if not area or len(found) != 1:
        return {}
    code = found[0].code.text
    level = level_of(code, role=Role.ADMINISTRATOR)
    name = f"Disdukcapil {found[0].name}" if level == OfficeLevel.KABUPATEN_KOTA else found[0].name
    return {"name": name, "area": code, "level": level, "zone": settings.REKAM_OFFICE_ZONE}


def _steps(by: Account) -> list[Step]:
    """What is done already is seen from what is there, so the set-up may be left and returned to."""
    done = [
        (_("Administrator"), True, "accounts:own"),
        (_("Faktor kedua Anda"), by.has_second_factor, "accounts:factors"),
        (_("Kantor, wilayah dan zona waktu"), by.post is not None, "accounts:set_up_office"),
        (_("Petugas pertama"), len(queries.officers(by=by)) > 1, "accounts:new_officer"),
    ]
    first = next((name for name, is_done, _href in done if not is_done), None)
    return [
        Step(
            name=name, state="done" if is_done else "current" if name == first else "todo", href=reverse(href)
        )
        for name, is_done, href in done
    ]
