"""Stations and their pairing, for an administrator, whose session sees no area of its own accord."""

import secrets
import uuid
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.permissions import allow, officer, who
from rekam.accounts.queries import offices
from rekam.accounts.rules import ROLES_AT, OfficeLevel, Role
from rekam.devices.pairing import queries, services
from rekam.devices.pairing.forms import InviteForm
from rekam.devices.pairing.messages import (
    CODE_LENGTH,
    Invitation,
    PairState,
    code_from,
    fingerprint_of,
    write_invitation,
)
from rekam.devices.pairing.rules import STAYS, is_over
from rekam.devices.updates.publishing import published
from rekam.kernel.database import Scope, scope
from rekam.ui.qr import qr_svg
from rekam.vault.queries import server_keys

View = Callable[..., HttpResponse]


def in_own_areas(view: View) -> View:
    """Run a view in the areas of whoever is signed in; stations and invitations hold no resident."""

    @wraps(view)
    def scoped(request: HttpRequest, **named: uuid.UUID) -> HttpResponse:
        with scope(Scope.of(*officer(request).areas)):
            return view(request, **named)

    return scoped


@allow("devices.pair")
@require_GET
@in_own_areas
def listed(request: HttpRequest) -> HttpResponse:
    newest = published()
    context = {
        "stations": queries.stations(),
        "asking": queries.asking(),
        "newest": newest[0] if newest else None,
    }
    return render(request, "devices/stations.html", context)


@never_cache
@allow("devices.pair", fresh=True)
@require_http_methods(["GET", "POST"])
@in_own_areas
def invite(request: HttpRequest) -> HttpResponse:
    open_now = offices(within=officer(request).areas, on=timezone.localdate())
    recording = [one for one in open_now if Role.OPERATOR in ROLES_AT[OfficeLevel(one.level)]]
    areas = [(one.area, f"{one.name} ({one.area})") for one in recording]
    form = InviteForm(request.POST or None, areas=areas)
    if request.method != "POST" or not form.is_valid():
        return render(request, "devices/invite.html", {"form": form}, status=400 if form.errors else 200)
    code = code_from(secrets.token_bytes(CODE_LENGTH))
    given = form.cleaned_data
    pairing = services.invite(name=given["name"], area_code=given["area"], code=code, **who(request))
    keys = server_keys()
    text = write_invitation(
        Invitation(
            server=request.build_absolute_uri("/").rstrip("/"),
            code=code,
            fingerprint=fingerprint_of(keys.receipt_public[keys.receipt_kid]),
        )
    )
    context = {"pairing": pairing, "text": text, "qr": qr_svg(text), "minutes": STAYS.seconds // 60}
    return render(request, "devices/invitation.html", context)


@allow("devices.pair", fresh=True)
@require_http_methods(["GET", "POST"])
@in_own_areas
def one(request: HttpRequest, pairing: uuid.UUID) -> HttpResponse:
    if request.method == "POST":
        answer = request.POST.get("answer", "")
        if answer in {"same", "different"}:
            services.decide(pairing, same=answer == "same", **who(request))
        return redirect("devices:pairing", pairing)
    found = queries.get_pairing(pairing)
    state = PairState(found.state)
    over = is_over(state=state, invited_at=found.invited_at, at=timezone.now())
    return render(request, "devices/pairing.html", {"pairing": found, "state": "over" if over else state})
