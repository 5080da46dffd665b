"""The alarms: who asked for a key that belongs to nobody."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.permissions import allow, allowed, officer
from rekam.accounts.queries import named
from rekam.registry.canaries import queries, services
from rekam.registry.canaries.rules import Door

DOORS = {
    Door.SEARCH: lazy("pencarian register"),
    Door.OUTSIDE_DOMICILE: lazy("layanan luar domisili"),
    Door.API: lazy("antarmuka lembaga"),
    Door.IMPORT: lazy("impor berkas"),
}


@require_GET
@allow("registry.see_alarms")
def alarms(request: HttpRequest) -> HttpResponse:
    with queries.watched_by(officer(request)):
        rows = [(row, DOORS[Door(row.door)]) for row in queries.alarms()]
    awake, retired = queries.count_canaries()
    context = {
        "rows": rows,
        "names": named({who for row, _door in rows for who in (row.actor, row.seen_by)}),
        "open": sum(row.seen_at is None for row, _door in rows),
        "awake": awake,
        "retired": retired,
        "own": officer(request).username,
        "may_tell": allowed(officer(request), "applications.tell_breach"),
        "most": queries.AT_MOST,
    }
    return render(request, "registry/canaries/alarms.html", context)


@require_POST
@allow("registry.see_alarms")
def close(request: HttpRequest, alarm: UUID) -> HttpResponse:
    account = officer(request)
    with queries.watched_by(account):
        services.note_finding(
            alarm=alarm,
            finding=request.POST.get("finding", ""),
            actor=account.username,
            at=timezone.now(),
        )
    messages.success(request, _("Hasilnya dicatat; alarm ini tidak lagi diperingatkan."))
    return redirect("registry:alarms")
