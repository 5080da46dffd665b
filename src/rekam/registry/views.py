"""Find a resident; see one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from rekam.accounts.caps.permissions import count_shown
from rekam.accounts.permissions import allow, officer, purpose_of, state_purpose
from rekam.accounts.rules import Role, may
from rekam.audit.services import record
from rekam.kernel.dates import OfficeZone, today_at
from rekam.kernel.nik import masked
from rekam.registry import queries
from rekam.registry.canaries.services import look_in
from rekam.registry.entries import words
from rekam.registry.entries.queries import area_name, waiting_of
from rekam.registry.entries.showing import history, kind_word
from rekam.registry.models import Resident
from rekam.registry.rules import Mode, Nationality, Status, is_wajib
from rekam.registry.services import mode


@sensitive_post_parameters("cari")
@allow("registry.see_resident")
def search(request: HttpRequest) -> HttpResponse:
    """By POST: what is looked for is a person, and stays out of addresses and logs."""
    stated = state_purpose(request)
    text = request.POST.get("cari", "")
    look_in(text, actor=officer(request).username, at=timezone.now())
    found = queries.find_residents(text) if text.strip() else []
    count_shown(request, people=len(found))
    if text.strip():  # who is looked for in vain is looked for all the same
        record(
            "registry.searched",
            actor=officer(request).username,
            at=timezone.now(),
            subjects=[str(person.uuid) for person in found],
            **stated.said,
        )
    rows = [(person, masked(person.nik), area_name(person.area_code), _card_word(person)) for person in found]
    context = {"text": text, "rows": rows, "asked": bool(text.strip()), "stated": stated}
    context["may_see_imports"] = may(Role(officer(request).role), "registry.see_imports")
    context["may_export"] = may(Role(officer(request).role), "registry.see_exports")
    return render(request, "registry/search.html", context)


@allow("registry.see_resident")
def resident(request: HttpRequest, uuid: UUID) -> HttpResponse:
    account = officer(request)
    person = queries.get_resident(uuid)
    count_shown(request, people=1)
    record(
        "registry.resident_seen",
        actor=account.username,
        at=timezone.now(),
        subjects=[str(uuid)],
        **purpose_of(request).said,
    )
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
    context |= {
        "history": history(queries.events_of(person)),
        "waiting": [(one, kind_word(one.kind)) for one in waiting_of(uuid)],
        "status": words.STATUSES[person.status],
        "blocked": words.BLOCKS.get(person.blocked_for, person.blocked_for),
        "stated": purpose_of(request),
        "siak_owns": mode() is Mode.BESIDE,
        "may_enter": mode() is Mode.FULL and may(Role(account.role), "registry.enter"),
    }
    return render(request, "registry/resident.html", context)


def _card_word(person: Resident) -> str:
    """How far the KTP-el is, in one word; the last date that is there says it."""
    if person.handed_on:
        return _("memegang kartu")
    if person.printed_on:
        return _("tercetak")
    if person.print_ready_on:
        return _("siap cetak")
    return _("direkam") if person.recorded_on else _("belum direkam")
