"""Every request has a number, is counted, and leaves a line where it failed or took long."""

import logging
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from django.http import HttpRequest, HttpResponse

from rekam.kernel.logs import request_id
from rekam.web.watch.requests import counters, door_of

SLOW_SECONDS: Final = 5.0
"""From here a request is told of even where it succeeded; a resident waits for a page no longer than that."""
log = logging.getLogger("rekam.requests")


class Measured:
    """Before everything else, so that it sees each answer, whoever gave it.

    What is told of a request is its route's name, never its address, which may hold anything.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = secrets.token_hex(8)
        request_id.set(
            number
        )  # until the thread's next request: Django tells of an answer after it was given
        began = time.perf_counter()
        response = self.get_response(request)
        _tell(request, status=response.status_code, seconds=time.perf_counter() - began)
        response["X-Request-ID"] = number
        return response


def _tell(request: HttpRequest, *, status: int, seconds: float) -> None:
    with suppress(OSError):  # a full disk must not refuse what could be answered
        counters().count(door_of(request.path_info), status=status, seconds=seconds)
    bad = status >= 500 or seconds >= SLOW_SECONDS
    level = logging.WARNING if bad else logging.INFO
    if log.isEnabledFor(level):
        match = request.resolver_match
        facts = {
            "method": request.method,
            "route": match.view_name if match else "",
            "status": status,
            "ms": round(seconds * 1000),
        }
        log.log(level, "request answered", extra={"facts": facts})
