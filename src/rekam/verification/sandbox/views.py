"""Anybody opens a client of the sandbox: no account, no name, only a public key."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from rekam.accounts.permissions import address_of
from rekam.verification.sandbox import services
from rekam.verification.sandbox.forms import PastedKeyForm
from rekam.verification.sandbox.keys import LIFE
from rekam.verification.sandbox.people import COMPARE, EXAMPLE


@cache_control(no_store=True, private=True)
@require_http_methods(["GET", "HEAD", "POST"])
def try_out(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    form = PastedKeyForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 400 if form.errors else 200
        context = {"form": form, "days": LIFE.days, "most": services.TRIES}
        return render(request, "verification/sandbox/try_out.html", context, status=status)
    client_id = services.open_for_anybody(form.cleaned_data["key"], address=address_of(request), at=at)
    address = settings.REKAM_VERIFICATION_ADDRESS
    told = {"client_id": client_id, "address": address, "audience": address}
    context = {
        "client_id": client_id,
        "client": json.dumps(told, indent=1),
        "question": json.dumps(EXAMPLE, indent=1),
        "compare": COMPARE,
        "until": at + LIFE,
        "openapi": f"{address}/openapi.json",
    }
    return render(request, "verification/sandbox/opened.html", context)
