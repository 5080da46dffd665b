"""Which application a browser has open, and on whose behalf: no address holds it, so none gives it away."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from rekam.accounts.permissions import Account, allowed, find_officer, scope_of
from rekam.accounts.residents.permissions import signed_in
from rekam.applications.filing.models import Application
from rekam.applications.filing.rules import Channel
from rekam.applications.filing.writing import PUBLIC
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken

OPEN, TOKEN = "application", "application_token"
MINUTES = 60
HELPERS = ("applications.file", "applications.assist")
View = Callable[..., HttpResponse]


def helper(request: HttpRequest) -> Account | None:
    """The officer who files for somebody; None where an applicant sits before the screen himself."""
    account = find_officer(request)
    return account if account is not None and any(allowed(account, one) for one in HELPERS) else None


def actor(request: HttpRequest) -> str:
    """Who acts, for the audit."""
    account = helper(request)
    return account.username if account else PUBLIC


def channel(request: HttpRequest) -> Channel:
    """How an application that is begun here comes."""
    account = helper(request)
    if account is None:
        return Channel.ONLINE
    return Channel.COUNTER if allowed(account, "applications.file") else Channel.VILLAGE


def holder(request: HttpRequest) -> UUID | None:
    """The account in which an application lies that is begun here; None where nobody has one."""
    account = signed_in(request)
    return account.uuid if account else None


def area(request: HttpRequest) -> str:
    """Where an application belongs until it is known whom it is for."""
    account = helper(request)
    return account.areas[0] if account and account.areas else settings.REKAM_OFFICE_AREA


def reach(request: HttpRequest) -> Scope:
    """Which rows the work on an application may see: the officer's, or of an applicant the office's."""
    account = helper(request)
    return scope_of(account) if account else Scope.of(settings.REKAM_OFFICE_AREA)


def begin_session(request: HttpRequest) -> None:
    """A session of its own, over soon, for a stranger: others may sit here after, or have sat here before."""
    if find_officer(request) is None:
        request.session.cycle_key()
        request.session.set_expiry(MINUTES * 60)


def open_here(request: HttpRequest, application: UUID) -> None:
    """Let this browser have the application open."""
    begin_session(request)
    request.session[OPEN] = str(application)


def close_here(request: HttpRequest) -> None:
    """This browser knows nothing of it any more."""
    for name in (OPEN, TOKEN):
        request.session.pop(name, None)


def find_open(request: HttpRequest) -> Application | None:
    """The application that this browser has open, inside the scope set."""
    key = request.session.get(OPEN)
    return Application.objects.filter(uuid=key).first() if key else None


def with_own(view: View) -> View:
    """Give a view the application that the browser has open, in its scope; else ask for its number."""

    @wraps(view)
    def opened(request: HttpRequest, **named: str) -> HttpResponse:
        with scope(reach(request)):
            row = find_open(request)
            if row is not None:
                return view(request, row, **named)
        if request.method in {"POST", "PATCH"}:
            raise RuleBroken("application_not_open")
        return redirect("applications:find")

    return opened
