"""The door for a sheet in parts: tus 1.0, core and creation, for whoever has the application open here."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rekam.applications.catalogue.rules import Document
from rekam.applications.filing import own
from rekam.applications.filing.models import Application
from rekam.applications.uploads import parts
from rekam.applications.uploads.told import STATUS, sentence
from rekam.applications.uploads.views import read_document
from rekam.kernel.errors import RuleBroken
from rekam.kernel.tus import BODY_TYPE, check_length, metadata, number, tus

MOST_OF_PART = 1024 * 1024  # bytes of one request
spoken = tus(sentence=sentence, status=STATUS)


@spoken
@require_POST
@own.with_own
def begin(request: HttpRequest, row: Application, *, document: str) -> HttpResponse:
    sha256 = metadata(request.headers.get("Upload-Metadata", "")).get("sha256", "")
    there = parts.begin(
        application=row.uuid,
        document=read_document(document),
        sha256=sha256,
        length=number(request, "Upload-Length"),
        actor=own.actor(request),
        at=timezone.now(),
    )
    address = reverse("applications:part", args=[document, sha256])
    return HttpResponse(status=201, headers={"Location": address, "Upload-Offset": str(there)})


@spoken
@require_http_methods(["HEAD", "PATCH"])
@own.with_own
def part(request: HttpRequest, row: Application, *, document: str, sha256: str) -> HttpResponse:
    paper = read_document(document)
    if request.method == "PATCH":
        there = _take(request, row, paper, sha256)
        return HttpResponse(status=204, headers={"Upload-Offset": str(there)})
    there, length = parts.reached(application=row.uuid, document=paper, sha256=sha256)
    return HttpResponse(headers={"Upload-Offset": str(there), "Upload-Length": str(length)})


def _take(request: HttpRequest, row: Application, paper: Document, sha256: str) -> int:
    if request.content_type != BODY_TYPE:
        raise RuleBroken("upload_media_wrong", expected=BODY_TYPE)
    check_length(request, at_most=MOST_OF_PART)
    return parts.take(
        application=row.uuid,
        document=paper,
        sha256=sha256,
        offset=number(request, "Upload-Offset"),
        data=request.read(),
        actor=own.actor(request),
        at=timezone.now(),
    )
