"""What a packet told beside the body: who came without NIK, what is wrong, what was allowed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, who
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.enrolment import consenting, queries, walk_ins
from rekam.enrolment.rules import Status
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import area_name
from rekam.registry.canaries.rules import Door
from rekam.registry.canaries.services import look_in


@require_GET
@allow("enrolment.validate")
def walk_in(request: HttpRequest, record: UUID) -> HttpResponse:
    found = queries.get_record(record)
    if found.resident is not None or found.state != Status.REQUEST_VALIDATION:
        raise RuleBroken("not_found")
    person = walk_ins.told_by(found)
    likely = walk_ins.candidates(person)
    show(
        request,
        "enrolment.walk_in_seen",
        people=[str(one.uuid) for one in likely],
        beside=[str(found.uuid)],
        purpose=Purpose.RECORDING,
        case=str(found.uuid),
    )
    rows = [
        {"person": one, "village": area_name(one.area_code), "same_day": one.birth_date == person.birth_date}
        for one in likely
    ]
    context = {"record": found, "person": person, "rows": rows, "why": queries.why_it_stands(found)}
    return render(request, "enrolment/walk_in.html", context)


@require_POST
@allow("enrolment.validate")
def away(request: HttpRequest, record: UUID) -> HttpResponse:
    nik = request.POST.get("nik", "").strip()
    look_in(nik, door=Door.OUTSIDE_DOMICILE, **who(request))
    walk_ins.place_away(record=record, nik=nik, **who(request))
    messages.success(request, _("Rekaman diproses dan menjadi urusan dinas asalnya; dihitung di sini."))
    return redirect("enrolment:records")


@require_GET
@allow("enrolment.validate")
@cache_control(no_store=True, private=True)
def paper(request: HttpRequest, case: UUID, number: int) -> HttpResponse:
    found = queries.corrections.get_case(case)
    image = queries.corrections.paper(found, number)
    audit(
        "enrolment.correction_seen",
        **who(request),
        **queries.about(found.record, purpose=Purpose.VERIFICATION),
    )
    return HttpResponse(image, content_type="image/jpeg")


@require_POST
@allow("enrolment.withdraw_consent")
def withdraw(request: HttpRequest, record: UUID, purpose: str) -> HttpResponse:
    consenting.withdraw(record=record, purpose=purpose, **who(request))
    messages.success(request, _("Persetujuan dicabut; nomornya dihapus."))
    return redirect("enrolment:record", record=record)
