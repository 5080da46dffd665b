"""Doors of machines, past all that is a browser's.

An institution's request has no cookie, no language and no form, and its door opens its own transactions: so
of the middlewares only those around it are run. That is most of what a question costs besides its own work
(benchmarks/verification_api.py).
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve

from rekam.kernel.database import trust_open_line
from rekam.kernel.errors import RuleBroken
from rekam.kernel.lengths import is_within
from rekam.verification.comparing.rules import MOST_BODY
from rekam.web.middleware import refusal

DOOR = "/api/v1/verification/"
MOST_BYTES = 64 * 1024
MOST_WITH_PICTURES = {f"{DOOR}comparisons": MOST_BODY}


class Machines:
    """Leads to such a door at once, and refuses unread what is larger than any of its requests."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(DOOR):
            return self.get_response(request)
        most = MOST_WITH_PICTURES.get(request.path_info, MOST_BYTES)
        if not is_within(request.META.get("CONTENT_LENGTH"), most=most):
            return refusal(request, RuleBroken("request_too_large", limit=most))
        try:
            match = resolve(request.path_info)
        except Http404:
            return refusal(request, RuleBroken("not_found"))
        request.resolver_match = match
        trust_open_line()
        answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
        answer["Content-Length"] = str(len(answer.content))  # else it goes out in chunks
        return answer
