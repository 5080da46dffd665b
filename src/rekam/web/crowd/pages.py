"""The pages of a rush: small, alone, and without the database."""

import logging
import math
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from rekam.web.crowd.addresses import is_residents
from rekam.web.crowd.rules import SOONEST, Answer


def waiting(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Where somebody stands in line, and for how long; it asks again by itself."""
    told = {
        "again": answer.asks_again,
        "ahead": answer.ahead,
        "minutes": math.ceil(answer.seconds / 60),
        "is_full": answer.number is None,
        "address": request.get_full_path(),
    }
    return _page(
        request,
        "web/crowd/waiting.html",
        told,
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        again=answer.asks_again,
    )


def send_again(request: HttpRequest, *, slow: bool) -> HttpResponse:
    """A form that was not taken: reloading this page sends it again, with its content."""
    status = HTTPStatus.REQUEST_TIMEOUT if slow else HTTPStatus.SERVICE_UNAVAILABLE
    return _page(request, "web/crowd/send_again.html", {"slow": slow}, status=status, again=SOONEST)


def _page(
    request: HttpRequest, template: str, told: dict[str, object], *, status: HTTPStatus, again: int
) -> HttpResponse:
    language = translation.get_language_from_request(request)
    with translation.override(language):
        text = render_to_string(template, told | {"language": language}).encode()
    headers = {
        "Connection": "close",  # who waits a minute needs no line meanwhile
        "Content-Length": str(len(text)),
        "Retry-After": str(again),
        "Cache-Control": "no-store",
        "Vary": "Cookie, Accept-Language",
    }
    return HttpResponse(text, status=status, headers=headers)


class NotOfTheLine(logging.Filter):
    """Keeps who was asked to wait out of the log: thousands of lines that say nothing."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is written."""
        request = getattr(record, "request", None)
        is_wait = getattr(record, "status_code", None) == HTTPStatus.SERVICE_UNAVAILABLE
        return not (is_wait and isinstance(request, HttpRequest) and is_residents(request.path_info))
