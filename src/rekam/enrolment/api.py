"""The packets' door over HTTP: tus 1.0, core and creation. Nobody is logged in; the station's signature
inside the packet is what counts."""

import base64
import binascii
import uuid
from collections.abc import Callable
from functools import wraps

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rekam.enrolment import intake, refusals
from rekam.enrolment.packet_envelope import MAX_PACKET_BYTES
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken

VERSION = "1.0.0"
BODY_TYPE = "application/offset+octet-stream"
View = Callable[..., HttpResponse]


def tus(view: View) -> View:
    """Speaks tus around a view: version in and out, refusals as JSON with code, facts and status."""

    @wraps(view)
    def spoken(request: HttpRequest, **named: uuid.UUID) -> HttpResponse:
        try:
            if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
                raise RuleBroken("tus_version_wrong")
            with scope(EVERYWHERE):  # once a request; who asks is nobody, and asks by a random id
                response = view(request, **named)
        except RuleBroken as broken:
            response = refused(request, broken)
        except (OperationalError, InterfaceError):  # the database went away in the middle; the bytes stay
            response = refused(request, RuleBroken("database_away"))
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return csrf_exempt(spoken)


def refused(request: HttpRequest, broken: RuleBroken) -> HttpResponse:
    request.rekam_undo = True  # type: ignore[attr-defined]
    told = {"code": broken.code, "message": refusals.sentence(broken.code), "facts": broken.facts}
    status = refusals.STATUS.get(broken.code, 409)
    response = JsonResponse(told, status=status, json_dumps_params={"default": str})
    if broken.code == "tus_version_wrong":
        response["Tus-Version"] = VERSION
    return response


@tus
@require_http_methods(["OPTIONS", "POST"])
def packets(request: HttpRequest) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(
            status=204,
            headers={
                "Tus-Version": VERSION,
                "Tus-Extension": "creation",
                "Tus-Max-Size": str(MAX_PACKET_BYTES),
            },
        )
    packet, sha256 = _metadata(request.headers.get("Upload-Metadata", ""))
    length = _number(request, "Upload-Length")
    upload, is_new = intake.begin(packet=packet, sha256=sha256, length=length, at=timezone.now())
    response = HttpResponse(status=201 if is_new else 200)
    response["Location"] = reverse("enrolment_api:packet", kwargs={"packet": packet})
    if not is_new:
        intake.finish(upload, at=timezone.now())
        response["Upload-Offset"] = str(intake.offset(upload))
    return response


@tus
@require_http_methods(["HEAD", "PATCH"])
def packet(request: HttpRequest, *, packet: uuid.UUID) -> HttpResponse:
    upload = intake.get_upload(packet)
    if request.method == "HEAD":
        return HttpResponse(
            headers={"Upload-Offset": str(intake.offset(upload)), "Upload-Length": str(upload.length)}
        )
    if request.content_type != BODY_TYPE:
        raise RuleBroken("upload_media_wrong", expected=BODY_TYPE)
    told = _number(request, "Upload-Offset")
    length = _number(request, "Content-Length") if request.headers.get("Content-Length") else 0
    if told + length > upload.length:
        raise RuleBroken("packet_too_large", bytes=told + length, limit=upload.length)
    reached = intake.go_on(upload=upload, offset=told, read=request.read, at=timezone.now())
    return HttpResponse(status=204, headers={"Upload-Offset": str(reached)})


@require_http_methods(["GET"])
def receipt(request: HttpRequest, *, packet: uuid.UUID) -> HttpResponse:
    found = intake.find_packet(packet)
    if found is None:
        try:
            upload = intake.get_upload(packet)
            intake.finish(upload, at=timezone.now())
        except RuleBroken as broken:
            if broken.code == "upload_busy":
                return HttpResponse(status=202)
            return refused(request, broken)
        found = intake.find_packet(packet)
    if found is None:
        return HttpResponse(status=202)
    return HttpResponse(
        intake.receipt(found), content_type="application/cbor", headers={"Cache-Control": "no-store"}
    )


def _metadata(told: str) -> tuple[uuid.UUID, str]:
    """Packet id and hash of "packet <base64>,sha256 <base64>"; RuleBroken("upload_metadata_wrong")."""
    try:
        pairs = dict(pair.strip().split(" ", 1) for pair in told.split(","))
        values = {key: base64.b64decode(value, validate=True).decode() for key, value in pairs.items()}
        packet = uuid.UUID(values["packet"])
        if str(packet) != values["packet"]:
            raise ValueError("not the usual form")
        return packet, values["sha256"]
    except (ValueError, KeyError, binascii.Error) as error:
        raise RuleBroken("upload_metadata_wrong") from error


def _number(request: HttpRequest, header: str) -> int:
    told = request.headers.get(header, "")
    if not (told.isascii() and told.isdigit() and len(told) <= 12):
        raise RuleBroken("upload_header_wrong", header=header)
    return int(told)
