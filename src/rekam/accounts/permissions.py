"""The door of every page: who may open it."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypedDict, TypeVar, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from rekam.accounts.entering import due, enter, enter_by_password, inside
from rekam.accounts.lockout import address_of, check_sign_in_tries
from rekam.accounts.models import Account
from rekam.accounts.purpose import AT_THE_SEARCH, may_be_case, purpose_of, state_purpose
from rekam.accounts.purpose import WORDS as PURPOSES
from rekam.accounts.queries import absent_today
from rekam.accounts.role_words import ROLE_WORDS
from rekam.accounts.rules import PERMISSIONS, Role, may
from rekam.accounts.sessions import is_fresh
from rekam.kernel.database import Scope
from rekam.kernel.errors import RuleBroken

__all__ = [
    "AT_THE_SEARCH",
    "PURPOSES",
    "ROLE_WORDS",
    "Account",
    "address_of",
    "allow",
    "allowed",
    "check_sign_in_tries",
    "enter",
    "enter_by_password",
    "find_officer",
    "may_be_case",
    "officer",
    "proof_due",
    "purpose_of",
    "roles_of",
    "scope_of",
    "state_purpose",
    "who",
]

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
# What can be done before a due password or second factor: to make one.
BEFORE_ALL = frozenset({"accounts.own"})


def allow(permission: str, *, fresh: bool = False) -> Callable[[View], View]:
    """Let only accounts with this permission in; others are sent to sign in, or told no.

    fresh   also ask for the second factor (or the password, where there is none) unless it was given within
            REKAM_STEP_UP_MINUTES; a form sent too late comes back to its page and has to be sent again
    Raises RuleBroken("not_allowed") for a signed-in account without it.
    """
    if permission not in PERMISSIONS:
        raise ValueError(f"unknown permission {permission!r}")

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), login_url=_sign_in_page(permission))
            account = officer(request)
            if not allowed(account, permission):
                raise RuleBroken("not_allowed", permission=permission)
            first = None if permission in BEFORE_ALL else due(account, at=timezone.now())
            if first is not None:
                return redirect(first)
            again = proof_due(request) if fresh else None
            return again or view(request, *arguments, **named)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.fresh = fresh  # type: ignore[attr-defined]
        return cast(View, guarded)

    return guard


def _sign_in_page(permission: str) -> str:
    """Where one signs in who wants what needs this permission: residents have a door of their own."""
    return reverse("own:enter" if PERMISSIONS[permission] == {Role.RESIDENT} else "web:log_in")


def allowed(account: Account, permission: str) -> bool:
    """Whether an account has a permission today, by its role or as somebody's deputy."""
    own, *lent = roles_of(account)
    return may(own, permission, standing_in=lent)


def roles_of(account: Account) -> tuple[Role, ...]:
    """An account's own role, and those of whom it stands in for today."""
    return (Role(account.role), *(Role(absent.role) for absent in _absent(account)))


def scope_of(account: Account) -> Scope:
    """What the database shows to an account today: its areas, and those of whom it stands in for."""
    areas = account.scope.areas.union(*(absent.scope.areas for absent in _absent(account)))
    return Scope(areas)


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


class Who(TypedDict):
    """The actor and the moment, as services and `record` take them."""

    actor: str
    at: datetime


def who(request: HttpRequest) -> Who:
    """The signed-in officer, now."""
    return {"actor": officer(request).username, "at": timezone.now()}


def _absent(account: Account) -> list[Account]:
    return absent_today(account, at=timezone.now())


def proof_due(request: HttpRequest) -> HttpResponse | None:
    """The way to the second factor (or the password) and back; None where it was given lately enough."""
    if is_fresh(request, at=timezone.now()):
        return None
    came_from = urlsplit(inside(request, request.headers.get("Referer", "")))
    page = f"{came_from.path or '/'}{'?' if came_from.query else ''}{came_from.query}"
    back = request.get_full_path() if request.method == "GET" else page
    return redirect(f"{reverse('accounts:prove')}?{urlencode({'next': back})}")
