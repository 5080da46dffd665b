"""One transaction a request, the scope of whoever asks, and refusals told in words."""

import logging
import sys
from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

import psycopg
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import is_valid_path
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from rekam.accounts.permissions import allowed, find_officer, scope_of
from rekam.audit.services import NotWritten, record
from rekam.kernel.database import NOTHING, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.lengths import is_within
from rekam.web.refusals import sentence, status_of

# Four image records at the counter (cards.counter); what is larger is no form of ours.
MOST_FORM_BYTES = 16 * 1024 * 1024
MOST_BYTES = 2**48  # of anything else, whose door has its own limit
# A look at the register whose answer was "no", which undoes its own entry.
LOOKED_IN_VAIN = {"validation_still_open"}
REFUSED_ACCESS = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS)
# Addresses to which an officer with LARGE_FORMS_NEED may send more.
LARGE_FORMS = {"/register/impor/kirim/": 512 * 1024 * 1024}
LARGE_FORMS_NEED = "registry.import"

# Addresses that open their own transactions: a packet may come over minutes, on many lines at once.
OWN_TRANSACTIONS = "/api/v1/packets"

# Where wallets ask, who read refusals by the names of RFC 6749 section 5.2.
WALLETS = ("/ikd/", "/.well-known/")

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)


class SoundRequests:
    """Refuses what no page of ours can mean, before anything is read or asked: see `unsound`."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = unsound(request)
        return self.get_response(request) if code is None else refusal(request, RuleBroken(code))


def unsound(request: HttpRequest) -> str | None:
    """The code of a request that is larger than any form, or holds the one letter no database takes.

    Nobody knows how large a request is whose length is no number: Django would break on it.
    """
    is_form = request.content_type in {"multipart/form-data", "application/x-www-form-urlencoded"}
    most = LARGE_FORMS.get(request.path_info, MOST_FORM_BYTES) if is_form else MOST_BYTES
    if not is_within(request.META.get("CONTENT_LENGTH"), most=most):
        return "request_too_large"
    asked = [text for _, texts in request.GET.lists() for text in texts]
    if any("\x00" in text for text in [request.path_info, *asked, *request.COOKIES.values()]):
        return "text_malformed"
    return None


class OneTransaction:
    """All a request does is one transaction; an error or a refusal undoes it.

    Django's ATOMIC_REQUESTS begins only at the view, but the scope, set before it, is local to
    the transaction: so the transaction has to stand around both.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(OWN_TRANSACTIONS):
            return self.get_response(request)
        try:
            with scope(NOTHING):
                response = self.get_response(request)
                if getattr(request, "rekam_undo", False) or response.status_code >= 500:
                    transaction.set_rollback(True)
            note_refused_access(request)
            return response
        except NotWritten:
            log.critical("the audit cannot be written")
            return refusal(request, RuleBroken("audit_away"))
        except OperationalError:
            log.error("the database does not answer")
            return refusal(request, RuleBroken("database_away"))


class ScopeOfTheOfficer:
    """Rows of the signed-in account's areas, and no others; of nobody's for who is not signed in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = find_officer(request)
        # Before anything of the body is read.
        is_large = not is_within(request.META.get("CONTENT_LENGTH"), most=MOST_FORM_BYTES)
        if is_large and not (account and allowed(account, LARGE_FORMS_NEED)):
            return refusal(request, RuleBroken("request_too_large"))
        if request.path_info.startswith(OWN_TRANSACTIONS):
            return self.get_response(request)
        with scope(scope_of(account) if account else NOTHING):
            response = self.get_response(request)
            if getattr(request, "rekam_undo", False):
                transaction.set_rollback(True)
            return response


class ToldRefusals:
    """Turns a refused rule into a page or JSON with its code, and undoes what was done."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            return _page_behind(request) or response
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """A form with a letter that no database takes; read here, after its token was checked."""
        if any("\x00" in text for _, texts in request.POST.lists() for text in texts):
            return refusal(request, RuleBroken("text_malformed"))
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Refusals, and statements that the database ended; anything else is a bug and propagates."""
        told = ended_statement(error) if isinstance(error, DatabaseError) else error
        if not isinstance(told, RuleBroken):
            return None
        request.rekam_undo = True  # type: ignore[attr-defined]
        request.rekam_refused = told  # type: ignore[attr-defined]
        return refusal(request, told)


def note_refused_access(request: HttpRequest) -> None:
    """Write down who was refused what, after the undone request, in a transaction of its own.

    Only for who is signed in, and only refusals of access (403, 404, 429): no rule that says "not yet".
    The ids come from the address; whoever is behind them may see in their own history that somebody tried.
    Raises NotWritten: then the page is a 503 too.
    """
    error = getattr(request, "rekam_refused", None)
    account = find_officer(request) if error is not None else None
    if error is None or account is None:
        return
    if status_of(error.code) not in REFUSED_ACCESS and error.code not in LOOKED_IN_VAIN:
        return
    match = request.resolver_match
    asked = match.kwargs if match else {}
    with scope(NOTHING):
        record(
            "web.access_refused",
            actor=account.username,
            at=timezone.now(),
            subjects=[str(value) for value in asked.values() if isinstance(value, UUID)],
            code=error.code,
            page=match.view_name if match else "",
        )


def _page_behind(request: HttpRequest) -> HttpResponse | None:
    """The page whose form posts here: whoever changes the language or reloads after a refused form comes by.

    A form of /kartu/pesanan/X/ posts to /kartu/pesanan/X/tolak/, so the page is one step up.
    """
    above = request.path.rstrip("/").rpartition("/")[0] + "/"
    if request.path.startswith("/api/") or not is_valid_path(above):
        return None
    return redirect(above)


def refusal(request: HttpRequest, error: RuleBroken) -> HttpResponse:
    """A refusal as its reader wants it: JSON under /api/ and for wallets, else a page.

    Without the database the page stands alone: its frame would ask who is signed in.
    """
    status, told = status_of(error.code), {"code": error.code, "sentence": sentence(error)}
    if request.path.startswith("/api/"):
        return JsonResponse({"code": error.code, "message": told["sentence"]}, status=status)
    if request.path.startswith(WALLETS):
        name = "server_error" if status >= 500 else "invalid_request"
        return JsonResponse({"error": name, "error_description": error.code}, status=status)
    if status >= 500:
        return HttpResponse(render_to_string("web/refusal.html", told), status=status)
    return render(request, "web/refusal.html", told | {"back": way_back(request)}, status=status)


def way_back(request: HttpRequest) -> str:
    """The page of ours that led here, where a refused form is put right; else the first page."""
    came_from = request.META.get("HTTP_REFERER", "")
    itself = request.method != "POST" and came_from == request.build_absolute_uri()
    ours = url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return came_from if ours and not itself else "/"


def failure(request: HttpRequest) -> HttpResponse:
    """Django's handler500: the database that went away in mid-request, or a mistake of ours."""
    error = sys.exc_info()[1]
    if isinstance(error, NotWritten):
        log.critical("the audit cannot be written")
        return refusal(request, RuleBroken("audit_away"))
    lost = isinstance(error, OperationalError | InterfaceError)
    return refusal(request, RuleBroken("database_away" if lost else "our_mistake"))


def ended_statement(error: DatabaseError) -> RuleBroken | None:
    """What to tell where the database is there and ended one statement: too much asked, or a row in use."""
    if isinstance(error.__cause__, psycopg.errors.QueryCanceled):
        return RuleBroken("too_much_asked")
    return RuleBroken("row_in_use") if isinstance(error.__cause__, psycopg.errors.LockNotAvailable) else None
