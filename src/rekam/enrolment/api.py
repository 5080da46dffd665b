"""The packets' door over HTTP: tus 1.0, core, creation and creation-with-upload. Nobody is logged in; the
station's signature inside the packet is what counts.

The request has no transaction (web.middleware): a body may come over minutes. Each step opens its own.
"""

import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rekam.enrolment import intake, limits, refusals, sync_messages, uploads
from rekam.enrolment.packet_envelope import MAX_PACKET_BYTES
from rekam.kernel import tus as kernel_tus
from rekam.kernel.errors import RuleBroken
from rekam.kernel.tus import BODY_TYPE, VERSION, View, check_length, metadata, number
from rekam.kernel.version import OLDEST_STATION, find_numbers, is_older

log = logging.getLogger(__name__)
_bodies = threading.BoundedSemaphore(limits.BODIES_AT_ONCE)


def tus(view: View) -> View:
    """Speaks tus around a view of this door."""
    spoken = kernel_tus.tus(sentence=_sentence, status=refusals.STATUS)
    return csrf_exempt(spoken(view))


def refused(broken: RuleBroken) -> HttpResponse:
    """A refusal as the door tells it."""
    return kernel_tus.refused(broken, sentence=_sentence, status=refusals.STATUS)


def _sentence(broken: RuleBroken) -> str:
    return refusals.sentence(broken.code)


@tus
@require_http_methods(["OPTIONS", "POST"])
def packets(request: HttpRequest) -> HttpResponse:
    if request.method == "OPTIONS":
        _note_version(request.headers.get(sync_messages.STATION_HEADER, ""))
        return HttpResponse(
            status=204,
            headers={
                "Tus-Version": VERSION,
                "Tus-Extension": "creation,creation-with-upload",
                "Tus-Max-Size": str(MAX_PACKET_BYTES),
                sync_messages.OLDEST_HEADER: OLDEST_STATION,
            },
        )
    packet, sha256 = _metadata(request.headers.get("Upload-Metadata", ""))
    reached, is_new = _created(request, packet=packet, sha256=sha256)
    response = HttpResponse(status=201 if is_new else 200, headers={"Upload-Offset": str(reached)})
    address = reverse("enrolment_api:packet", kwargs={"packet": packet})
    response["Location"] = f"{address}?sha256={sha256}"
    return response


def _note_version(version: str) -> None:
    """A line of the log where a station is older than those we are tried with; its packets are taken."""
    if is_older(version, than=OLDEST_STATION):
        log.warning("a station is too old: version %s.%s.%s", *(find_numbers(version) or ()))


def _created(request: HttpRequest, *, packet: uuid.UUID, sha256: str) -> tuple[int, bool]:
    """How many bytes of the packet are here now, and whether the answer is 201 rather than 200."""
    length, now = number(request, "Upload-Length"), timezone.now()
    upload = uploads.announced(packet=packet, sha256=sha256, length=length, at=now)
    if request.content_type == BODY_TYPE:
        check_length(request, at_most=length)
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
    offset = number(request, "Upload-Offset")
    check_length(request, at_most=length - offset)
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


def _metadata(told: str) -> tuple[uuid.UUID, str]:
    """Packet id and hash of "packet <base64>,sha256 <base64>"; RuleBroken("upload_metadata_wrong")."""
    values = metadata(told)
    try:
        packet = uuid.UUID(values["packet"])
        if str(packet) != values["packet"]:
            raise ValueError("not the usual form")
        return packet, values["sha256"]
    except (ValueError, KeyError) as error:
        raise RuleBroken("upload_metadata_wrong") from error
