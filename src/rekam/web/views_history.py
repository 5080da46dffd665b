"""A person's own access history: on his screen, and as a letter at the counter."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, officer
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.nik import masked
from rekam.registry.queries import get_resident
from rekam.web.history import history_of


@allow("registry.own_history")
@require_GET
@cache_control(no_store=True, private=True)
def own(request: HttpRequest) -> HttpResponse:
    account = officer(request)
    if account.resident is None:
        raise RuleBroken("resident_not_linked")
    subjects = [str(account.resident)]
    record(
        "web.history_seen",
        actor=account.username,
        at=timezone.now(),
        subjects=subjects,
        purpose=Purpose.OWN,
    )
    # A resident's account has no areas: for just his own ids the whole office is asked.
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        rows = history_of(account.resident)
    return render(request, "web/history.html", {"rows": rows, "at": timezone.now()})


@allow("registry.see_resident")
@require_GET
@cache_control(no_store=True, private=True)
def letter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    account, person = officer(request), get_resident(uuid)
    show(request, "web.history_given", people=[str(uuid)], purpose=Purpose.OWN)
    context = {
        "rows": history_of(uuid),
        "person": person,
        "nik": masked(person.nik),
        "office": account.office,
    }
    return render(request, "web/history_letter.html", context | {"at": timezone.now()})
