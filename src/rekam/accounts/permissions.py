"""The door of every page: who may open it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from rekam.accounts.models import Account
from rekam.accounts.purpose import WORDS as PURPOSES
from rekam.accounts.purpose import purpose_of, state_purpose
from rekam.accounts.rules import PERMISSIONS, Role, may
from rekam.kernel.errors import RuleBroken

__all__ = ["PURPOSES", "Account", "allow", "find_officer", "officer", "purpose_of", "state_purpose"]

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def allow(permission: str) -> Callable[[View], View]:
    """Let only accounts with this permission in; others are sent to sign in, or told no.

    Raises RuleBroken("not_allowed") for a signed-in account without it.
    """
    if permission not in PERMISSIONS:
        raise ValueError(f"unknown permission {permission!r}")

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(Role(officer(request).role), permission):
                raise RuleBroken("not_allowed", permission=permission)
            return view(request, *arguments, **named)

        guarded.permission = permission  # type: ignore[attr-defined]
        return cast(View, guarded)

    return guard


def find_officer(request: HttpRequest) -> Account | None:
    """The account behind a request, or None where nobody signed in."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Account) else None


def officer(request: HttpRequest) -> Account:
    """The account behind a request that `allow` let in."""
    account = find_officer(request)
    if account is None:
        raise RuleBroken("not_signed_in")
    return account
