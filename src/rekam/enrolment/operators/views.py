"""Officers' bodies for who supervises them: confirm, take away, and answer the telephone."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import allow, officer, who
from rekam.accounts.queries import named
from rekam.devices.pairing.queries import stations
from rekam.enrolment.capture_rules import POSITIONS
from rekam.enrolment.operators import queries, services
from rekam.enrolment.operators.forms import ConfirmForm, PhoneForm, WithdrawForm
from rekam.enrolment.operators.rules import STAYS, Standing


@allow("enrolment.supervise")
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    rows = queries.operators(officer(request))
    unknown = sum(one.confirmed is None for one in rows)
    waiting = sum(one.waiting is not None for one in rows)
    context = {"rows": rows, "unknown": unknown, "waiting": waiting}
    return render(request, "enrolment/operators/listed.html", context)


@never_cache
@allow("enrolment.supervise", fresh=True)
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, body: uuid.UUID) -> HttpResponse:
    found = queries.get_body(body)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if services.confirm(body, number=form.cleaned_data["number"], **who(request)):
            messages.success(request, _("Sudah dikonfirmasi. Laptop membawanya sejak daftar berikutnya."))
            return redirect("enrolment:operators")
        form.add_error("number", _("Bukan angka itu. Baca lagi di layar laptop."))
    waiting = found.standing == Standing.WAITING
    people = named({found.officer, found.witness} - {""})
    context = {
        "body": found,
        "waiting": waiting,
        "over": waiting and timezone.now() - found.taken_at > STAYS,
        "officer": people[found.officer].name,
        "witness": people.get(found.witness),
        "form": form if waiting else WithdrawForm(),
        "parts": len(POSITIONS),
    }
    return render(request, "enrolment/operators/one.html", context)


@never_cache
@allow("enrolment.supervise", fresh=True)
@require_GET
def photo(request: HttpRequest, body: uuid.UUID) -> HttpResponse:
    image = services.show_photo(body, **who(request))
    return HttpResponse(image, content_type="image/png", headers={"Cache-Control": "no-store"})


@allow("enrolment.supervise", fresh=True)
@require_POST
def withdraw(request: HttpRequest, body: uuid.UUID) -> HttpResponse:
    services.withdraw(body, why=request.POST.get("why", ""), **who(request))
    messages.success(request, _("Sudah dihapus dari simpanan. Laptop melepasnya dengan daftar berikutnya."))
    return redirect("enrolment:operators")


@never_cache
@allow("enrolment.supervise", fresh=True)
@require_http_methods(["GET", "POST"])
def phone(request: HttpRequest) -> HttpResponse:
    known = [(one.kid, one.name) for one in stations() if one.is_active]
    form = PhoneForm(request.POST or None, stations=known)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        answer = services.answer_by_phone(given["question"], station=given["station"], **who(request))
        context |= {"question": given["question"], "answer": f"{answer[:4]} {answer[4:]}"}
    return render(request, "enrolment/operators/phone.html", context)
