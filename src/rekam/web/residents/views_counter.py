"""The counter: an officer who sees a person and the papers hands out a code on a slip, by PDF."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, officer
from rekam.accounts.residents.rules import OFFICE_CODE_DAYS, Seen
from rekam.accounts.residents.services import make_office_code
from rekam.audit.rules import Purpose
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day, public_address
from rekam.kernel.nik import masked
from rekam.registry.queries import get_resident
from rekam.registry.rules import Status, must_hold_card
from rekam.ui.files import opened
from rekam.web.residents import drawing
from rekam.web.residents.forms import GiveCodeForm


@allow("accounts.give_resident_code", fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def give(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The code stands on the slip alone: each one printed ends the one before."""
    person, at = get_resident(uuid), timezone.now()
    wajib = must_hold_card(born=person.birth_date, ever_married=person.ever_married, on=office_day(at))
    if person.status != Status.ACTIVE or not wajib:
        raise RuleBroken("resident_code_not_possible")
    show(request, "accounts.resident.code_seen", people=[str(uuid)], purpose=Purpose.SERVICE)
    form = GiveCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = officer(request)
        code = make_office_code(
            resident=uuid, seen=Seen(form.cleaned_data["seen"]), actor=account.username, at=at
        )
        path = reverse("own:office_code")
        page = public_address(path, asked=request.build_absolute_uri(path))
        slip = drawing.pdf(name=person.full_name, code=code, page=page, office=account.office, at=at)
        return opened(slip, name="kode-akun.pdf")
    context = {"person": person, "nik": masked(person.nik), "form": form, "days": OFFICE_CODE_DAYS}
    return render(request, "web/residents/give.html", context, status=400 if form.errors else 200)
