"""The door for new versions: nobody is logged in, the station's own signature counts."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rekam.devices.queries import station_that_signed
from rekam.devices.updates import publishing
from rekam.devices.updates.asking import (
    DOMAIN,
    MAX_BYTES,
    PIECE_BYTES,
    Ask,
    Offer,
    decode_ask,
    encode_offer,
)
from rekam.kernel.database import Scope, scope

NEVER_KEPT = {"Cache-Control": "no-store"}


@csrf_exempt
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    body = request.read(MAX_BYTES + 1)
    ask = decode_ask(body)
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        signature = request.headers.get("Rekam-Station-Signature", "")
        station_that_signed(ask.station, body=body, signature=signature, domain=DOMAIN)
    if ask.number:
        content = publishing.piece(ask.number, station=ask.station, offset=ask.offset, length=PIECE_BYTES)
        return HttpResponse(content, content_type="application/octet-stream", headers=NEVER_KEPT)
    return _offer(ask)


def _offer(ask: Ask) -> HttpResponse:
    found = publishing.find_offer(ask.station, running=ask.running)
    if found is None:
        return HttpResponse(status=204, headers=NEVER_KEPT)
    told = encode_offer(Offer(number=found.number, length=found.length))
    return HttpResponse(told, content_type="application/cbor", headers=NEVER_KEPT)
