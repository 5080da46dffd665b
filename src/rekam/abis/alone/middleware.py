"""What stands around the workbench's pages, and around nothing else: the doors of machines pass by it."""

import logging
from collections.abc import Callable

from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils.translation import gettext as _

from rekam.abis.alone.refusals import sentence, status_of
from rekam.accounts.permissions import find_officer, scope_of
from rekam.audit.services import NotWritten
from rekam.kernel.database import NOTHING, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.lengths import is_within

MACHINES = ("/api/", "/osia/")
MOST_FORM_BYTES = 64 * 1024

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)


class Machines:
    """Leads to a machine's door at once: it has no cookie, no form, and opens its own transactions."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(MACHINES):
            return self.get_response(request)
        match = resolve(request.path_info)
        request.resolver_match = match
        answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return answer


class OneTransaction:
    """All a request does is one transaction; a refusal or an error undoes it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        texts = [request.path_info, *(one for _name, some in request.GET.lists() for one in some)]
        if not is_within(request.META.get("CONTENT_LENGTH"), most=MOST_FORM_BYTES):
            return HttpResponse(status=413)
        if any("\x00" in text for text in texts):
            return HttpResponse(status=400)
        try:
            with scope(NOTHING):
                response = self.get_response(request)
                if getattr(request, "rekam_undo", False) or response.status_code >= 500:
                    transaction.set_rollback(True)
            return response
        except (NotWritten, OperationalError) as gone:
            log.error("a page was not made: %s", type(gone).__name__)
            return HttpResponse(status=503, headers={"Retry-After": "60"})


class ScopeOfTheAdjudicator:
    """Rows of the signed-in account's areas, and none of nobody's; refusals become pages."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = find_officer(request)
        with scope(scope_of(account) if account else NOTHING):
            response = self.get_response(request)
            if getattr(request, "rekam_undo", False):
                transaction.set_rollback(True)
            return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A refused rule as a page with its code; anything else is a bug and propagates."""
        if not isinstance(error, RuleBroken):
            return None
        request.rekam_undo = True  # type: ignore[attr-defined]
        told = {"code": error.code, "sentence": sentence(error), "title": _("Tidak dapat dilakukan")}
        return render(request, "abis/alone/refusal.html", told, status=status_of(error.code))
