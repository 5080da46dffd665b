"""See one resident; finding one is lookup's."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rekam.accounts.permissions import allow, officer
from rekam.audit.services import record
from rekam.kernel.dates import OfficeZone, today_at
from rekam.registry import queries
from rekam.registry.lookup.rows import area_name
from rekam.registry.rules import Nationality, Status, is_wajib


@allow("registry.see_resident")
def resident(request: HttpRequest, uuid: UUID) -> HttpResponse:
    account = officer(request)
    person = queries.get_resident(uuid)
    record("registry.resident_seen", actor=account.username, at=timezone.now(), subjects=[str(uuid)])
    today = today_at(zone=OfficeZone(account.zone), now=timezone.now())
    wajib = is_wajib(
        born=person.birth_date,
        ever_married=person.ever_married,
        nationality=Nationality(person.nationality),
        permit_until=person.permit_until,
        status=Status(person.status),
        on=today,
    )
    context = {"person": person, "wajib": wajib, "area": area_name(person.area_code), "today": today}
    return render(request, "registry/resident.html", context | {"events": queries.events_of(person)})
