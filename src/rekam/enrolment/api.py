"""The packets' door over HTTP: tus 1.0, core, creation and creation-with-upload. Nobody is logged in; the
station's signature inside the packet is what counts.

The request has no transaction (web.middleware): a body may come over minutes. Each step opens its own.
"""

import base64
import binascii
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rekam.enrolment import intake, limits, refusals, uploads
from rekam.enrolment.packet_envelope import MAX_PACKET_BYTES
from rekam.kernel.errors import RuleBroken

VERSION = "1.0.0"
BODY_TYPE = "application/offset+octet-stream"
View = Callable[..., HttpResponse]
_bodies = threading.BoundedSemaphore(limits.BODIES_AT_ONCE)


def tus(view: View) -> View:
    """Speaks tus around a view: version in and out, refusals as JSON with code, facts and status."""

    @wraps(view)
    def spoken(request: HttpRequest, **named: uuid.UUID) -> HttpResponse:
        try:
            if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
                raise RuleBroken("tus_version_wrong")
            response = view(request, **named)
        except RuleBroken as broken:
            response = refused(broken)
        except (OperationalError, InterfaceError):  # the database went away in the middle; the bytes stay
            response = refused(RuleBroken("database_away"))
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return csrf_exempt(spoken)


def refused(broken: RuleBroken) -> HttpResponse:
    """A refusal as the door tells it."""
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
                "Tus-Extension": "creation,creation-with-upload",
                "Tus-Max-Size": str(MAX_PACKET_BYTES),
            },
        )
    packet, sha256 = _metadata(request.headers.get("Upload-Metadata", ""))
    reached, is_new = _created(request, packet=packet, sha256=sha256)
    response = HttpResponse(status=201 if is_new else 200, headers={"Upload-Offset": str(reached)})
    address = reverse("enrolment_api:packet", kwargs={"packet": packet})
    response["Location"] = f"{address}?sha256={sha256}"
    return response


def _created(request: HttpRequest, *, packet: uuid.UUID, sha256: str) -> tuple[int, bool]:
    """How many bytes of the packet are here now, and whether the answer is 201 rather than 200."""
    length, now = _number(request, "Upload-Length"), timezone.now()
    upload = uploads.announced(packet=packet, sha256=sha256, length=length, at=now)
    if request.content_type == BODY_TYPE:
        _check_length(request, at_most=length)
        with _body():
            return uploads.take_first(upload, read=request.read, at=now), True
    known = intake.find_packet(packet, sha256=sha256)
    if known is not None and intake.is_held(known):
        return known.length, False
    is_new = uploads.begin(upload)
    if not is_new and uploads.finish(upload, at=now):
        return length, False
    return uploads.offset(upload), is_new


@tus
@require_http_methods(["HEAD", "PATCH"])
def packet(request: HttpRequest, *, packet: uuid.UUID) -> HttpResponse:
    sha256 = request.GET.get("sha256", "")
    whole = intake.find_packet(packet, sha256=sha256)
    if request.method == "PATCH" and request.content_type != BODY_TYPE:
        raise RuleBroken("upload_media_wrong", expected=BODY_TYPE)
    if whole is not None and intake.is_held(whole):
        there = length = whole.length
    else:
        upload = uploads.get_upload(packet, sha256=sha256)
        there, length = uploads.offset(upload), upload.length
    if request.method == "HEAD":
        return HttpResponse(headers={"Upload-Offset": str(there), "Upload-Length": str(length)})
    offset = _number(request, "Upload-Offset")
    _check_length(request, at_most=length - offset)
    if offset != there:
        raise RuleBroken("upload_offset_wrong", offset=there)
    if there < length:
        with _body():
            there = uploads.take_more(upload, offset=offset, read=request.read, at=timezone.now())
    return HttpResponse(status=204, headers={"Upload-Offset": str(there)})


@require_http_methods(["GET"])
def receipt(request: HttpRequest, *, packet: uuid.UUID) -> HttpResponse:
    sha256 = request.GET.get("sha256", "")
    try:
        found = intake.find_packet(packet, sha256=sha256)
        if found is None:
            upload = uploads.get_upload(packet, sha256=sha256)
            if uploads.finish(upload, at=timezone.now()):
                found = intake.find_packet(packet, sha256=upload.sha256)
        if found is None or not intake.is_held(found):
            raise RuleBroken("upload_unknown")
    except RuleBroken as broken:
        return HttpResponse(status=202) if broken.code == "upload_busy" else refused(broken)
    return HttpResponse(
        intake.receipt(found), content_type="application/cbor", headers={"Cache-Control": "no-store"}
    )


@contextmanager
def _body() -> Iterator[None]:
    """One of the bodies that are read at the same time. Raises RuleBroken("door_busy")."""
    if not _bodies.acquire(blocking=False):
        raise RuleBroken("door_busy")
    try:
        yield
    finally:
        _bodies.release()


def _check_length(request: HttpRequest, *, at_most: int) -> None:
    length = _number(request, "Content-Length") if request.headers.get("Content-Length") else 0
    if length > at_most:
        raise RuleBroken("packet_too_large", bytes=length, limit=at_most)


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
