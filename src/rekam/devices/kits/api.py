"""The heartbeat's door: nobody is logged in, the station's own signature counts (docs/reference/kits.md)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rekam.devices.kits.hearing import hear
from rekam.devices.kits.messages import DOMAIN, MAX_BYTES, decode
from rekam.devices.queries import station_that_signed
from rekam.kernel.database import Scope, scope


@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    body = request.read(MAX_BYTES + 1)
    heartbeat = decode(body)
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        signature = request.headers.get("Rekam-Station-Signature", "")
        station = station_that_signed(heartbeat.station, body=body, signature=signature, domain=DOMAIN)
        hear(heartbeat, station=station, at=timezone.now())
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
