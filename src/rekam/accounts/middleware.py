"""Who asks, and whether their session's time is over, before anything else is asked."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from rekam.accounts.models import Account
from rekam.accounts.session_store import SessionStore
from rekam.accounts.sessions import keep_or_end


class SignedIn(AuthenticationMiddleware):
    """Django's, with the account that was read together with the session."""

    def process_request(self, request: HttpRequest) -> None:
        """Who it is, looked up when somebody asks."""
        request.user = SimpleLazyObject(lambda: account_of(request))  # type: ignore[assignment]


def account_of(request: HttpRequest) -> Account | AnonymousUser:
    """Who is signed in. What is not as it always is (an old key, another account) Django decides."""
    session = cast(SessionStore, request.session)
    arrived = session.arrived
    if arrived is None:
        return auth.get_user(request)
    account = arrived.sign_in.account
    right = (
        account.is_active
        and session.get(auth.SESSION_KEY) == str(account.pk)
        and session.get(auth.BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(session.get(auth.HASH_SESSION_KEY, ""), account.get_session_auth_hash())
    )
    if not right:
        return auth.get_user(request)
    if not arrived.stands_in:
        account.absent_today = []
    return account


class SessionLimits:
    """Idle time, absolute time, and sessions that were ended elsewhere (accounts.sessions).

    Pages of a session stay in no browser: at a shared desk the next one would only have to go back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            keep_or_end(request, at=timezone.now())
        of_session = not request.session.is_empty()  # asked before: signing out empties it
        response = self.get_response(request)
        if of_session or not request.session.is_empty():
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response
