"""Signing in, step by step: password, second factor, and what is due before the work begins."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from rekam.accounts.models import Account
from rekam.accounts.passkeys import Place
from rekam.accounts.passwords import password_is_due
from rekam.accounts.rules import Policy, Role, policy_for
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken

BACKEND = "django.contrib.auth.backends.ModelBackend"
PARKED = "rekam_parked"
CHALLENGE = "rekam_challenge"
FACTOR = "rekam_factor"  # in the session: by what its owner came in
PATIENCE = timedelta(minutes=5)


def policy_of(account: Account) -> Policy:
    """What this installation asks of an account's role."""
    return policy_for(
        Role(account.role),
        policy=Policy(settings.REKAM_SECOND_FACTOR),
        required_of=[Role(role) for role in settings.REKAM_SECOND_FACTOR_ROLES],
    )


def enter_by_password(request: HttpRequest, *, account: Account, wanted: str) -> HttpResponse:
    """Go on from a right password: in, or to the second factor."""
    if account.has_second_factor and policy_of(account) != Policy.OFF:
        until = (timezone.now() + PATIENCE).isoformat()
        request.session[PARKED] = {"account": account.pk, "until": until, "wanted": wanted}
        return redirect("accounts:second_step")
    return enter(request, account=account, factor="password", wanted=wanted)


def enter(request: HttpRequest, *, account: Account, factor: str, wanted: str) -> HttpResponse:
    """Open a session for who gave all factors; its key is a new one."""
    request.session.pop(PARKED, None)
    if request.user.is_authenticated:  # somebody else at the same browser: their session ends here
        logout(request)
    login(request, account, backend=BACKEND)
    request.session[FACTOR] = factor
    record("accounts.signed_in", actor=account.username, at=timezone.now(), factor=factor)
    return redirect(inside(request, wanted) or "web:home")


def inside(request: HttpRequest, wanted: str) -> str:
    """An address of ours that somebody wanted, or nothing."""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else ""


def parked(request: HttpRequest, *, at: datetime) -> tuple[Account, str]:
    """Who gave the right password and not yet the second factor, and where they wanted to go.

    Raises RuleBroken("sign_in_over") after five minutes.
    """
    told = request.session.get(PARKED)
    if told is None or at > datetime.fromisoformat(told["until"]):
        raise RuleBroken("sign_in_over")
    account = Account.objects.filter(pk=told["account"], is_active=True).first()
    if account is None:
        raise RuleBroken("sign_in_over")
    return account, told["wanted"]


def due(account: Account, *, at: datetime) -> str | None:
    """The address of what an account has to do before its work; None when nothing is, as for residents."""
    if account.role == Role.RESIDENT:
        return None
    if password_is_due(account, at=at):
        return "accounts:password"
    if policy_of(account) == Policy.REQUIRED and not account.has_second_factor:
        return "accounts:factors"
    return None


def place_of(request: HttpRequest) -> Place:
    """Where a passkey of this page is for."""
    host = request.get_host()
    return Place(name=host.partition(":")[0], origin=f"{request.scheme}://{host}")


def keep_challenge(request: HttpRequest, *, challenge: bytes, at: datetime) -> None:
    """Remember what a passkey is asked, for five minutes and one answer."""
    request.session[CHALLENGE] = {"value": challenge.hex(), "until": (at + PATIENCE).isoformat()}


def take_challenge(request: HttpRequest, *, at: datetime) -> bytes:
    """What was asked, once. Raises RuleBroken("passkey_refused")."""
    told = request.session.pop(CHALLENGE, None)
    if told is None or at > datetime.fromisoformat(told["until"]):
        raise RuleBroken("passkey_refused")
    return bytes.fromhex(told["value"])
