"""See one resident; finding one is lookup's."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rekam.accounts.caps.permissions import Look, count_shown
from rekam.accounts.permissions import allow, allowed, officer, purpose_of
from rekam.accounts.queries import named
from rekam.audit.services import record
from rekam.registry import queries
from rekam.registry.entries import words
from rekam.registry.entries.queries import area_name, waiting_of
from rekam.registry.entries.showing import history, kind_word
from rekam.registry.models import Resident
from rekam.registry.rules import Mode, Nationality, Status, is_wajib
from rekam.registry.services import mode


@allow("registry.see_resident")
def resident(request: HttpRequest, uuid: UUID) -> HttpResponse:
    account = officer(request)
    person = queries.get_resident(uuid)
    count_shown(request, people=1, look=Look("registry.resident_seen", [str(uuid)]))
    record(
        "registry.resident_seen",
        actor=account.username,
        at=timezone.now(),
        subjects=[str(uuid)],
        **purpose_of(request).said,
    )
    today = account.day(timezone.now())
    past = history(queries.events_of(person))
    context = {
        "person": person,
        "wajib": _is_wajib(person, on=today),
        "area": area_name(person.area_code),
        "today": today,
        "history": past,
        "names": named({who for one in past for who in (one.by, one.entered_by)}),
        "waiting": [(one, kind_word(one.kind)) for one in waiting_of(uuid)],
        "status": words.STATUSES[person.status],
        "blocked": words.BLOCKS.get(person.blocked_for, person.blocked_for),
        "stated": purpose_of(request),
        "siak_owns": mode() is Mode.BESIDE,
        "may_hand_out": allowed(account, "credentials.hand_out"),
        "may_enter": mode() is Mode.FULL and allowed(account, "registry.enter"),
    }
    return render(request, "registry/resident.html", context)


def _is_wajib(person: Resident, *, on: date) -> bool:
    return is_wajib(
        born=person.birth_date,
        ever_married=person.ever_married,
        nationality=Nationality(person.nationality),
        permit_until=person.permit_until,
        status=Status(person.status),
        on=on,
    )
