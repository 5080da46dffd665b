"""The door for an officer's body: signed by the officer and by a registered station."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rekam.accounts.queries import station_officers
from rekam.devices.queries import station_that_signed
from rekam.enrolment.operators import services
from rekam.enrolment.operators.messages import MAX_BYTES, SENT_DOMAIN, open_body
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken


@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    data = request.read(MAX_BYTES + 1)
    station = request.headers.get("Rekam-Station", "")
    signature = request.headers.get("Rekam-Station-Signature", "")
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        station_that_signed(station, body=data, signature=signature, domain=SENT_DOMAIN)
        officers = station_officers()
        keys = {kid: bytes(one.signing_key or b"") for kid, one in officers.items()}
        taken, kid = open_body(data, keys=keys)
        officer = officers[kid]
        if (taken.username, taken.station) != (officer.username, station):
            raise RuleBroken("officer_body_malformed")
        services.take(taken, officer=officer, at=timezone.now())
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
