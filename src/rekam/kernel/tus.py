"""What every door that takes uploads in parts has in common: tus 1.0, a protocol over HTTP."""

import base64
import binascii
from collections.abc import Callable, Mapping
from functools import wraps

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse

from rekam.kernel.errors import RuleBroken

VERSION = "1.0.0"
BODY_TYPE = "application/offset+octet-stream"
View = Callable[..., HttpResponse]


def tus(*, sentence: Callable[[RuleBroken], str], status: Mapping[str, int]) -> Callable[[View], View]:
    """Speaks tus around a view: version in and out, refusals as JSON with code, facts and status.

    sentence  what to tell about a refusal
    status    its HTTP status by code, where it is not 409
    """

    def around(view: View) -> View:
        @wraps(view)
        def spoken(request: HttpRequest, **named: object) -> HttpResponse:
            try:
                if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
                    raise RuleBroken("tus_version_wrong")
                response = view(request, **named)
            except RuleBroken as broken:
                response = refused(broken, sentence=sentence, status=status)
            except (OperationalError, InterfaceError):  # it went away in the middle; the bytes stay
                response = refused(RuleBroken("database_away"), sentence=sentence, status=status)
            response["Tus-Resumable"] = VERSION
            response["Cache-Control"] = "no-store"
            return response

        return spoken

    return around


def refused(
    broken: RuleBroken, *, sentence: Callable[[RuleBroken], str], status: Mapping[str, int]
) -> HttpResponse:
    """A refusal as such a door tells it."""
    told = {"code": broken.code, "message": sentence(broken), "facts": broken.facts}
    answer = JsonResponse(told, status=status.get(broken.code, 409), json_dumps_params={"default": str})
    if broken.code == "tus_version_wrong":
        answer["Tus-Version"] = VERSION
    return answer


def metadata(told: str) -> dict[str, str]:
    """The words of an Upload-Metadata header, "name <base64>,name <base64>".

    Raises RuleBroken("upload_metadata_wrong").
    """
    try:
        pairs = dict(pair.strip().split(" ", 1) for pair in told.split(","))
        return {key: base64.b64decode(value, validate=True).decode() for key, value in pairs.items()}
    except (ValueError, binascii.Error) as error:
        raise RuleBroken("upload_metadata_wrong") from error


def number(request: HttpRequest, header: str) -> int:
    """A header's number of bytes. Raises RuleBroken("upload_header_wrong")."""
    told = request.headers.get(header, "")
    if not (told.isascii() and told.isdigit() and len(told) <= 12):
        raise RuleBroken("upload_header_wrong", header=header)
    return int(told)


def check_length(request: HttpRequest, *, at_most: int) -> None:
    """Refuse a body of more bytes than are missing. Raises RuleBroken("packet_too_large")."""
    length = number(request, "Content-Length") if request.headers.get("Content-Length") else 0
    if length > at_most:
        raise RuleBroken("packet_too_large", bytes=length, limit=at_most)
