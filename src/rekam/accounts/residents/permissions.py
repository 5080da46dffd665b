"""The door of residents' pages, and what upper rooms need of a session there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from rekam.accounts import passkeys
from rekam.accounts.entering import FACTOR, inside, keep_challenge, place_of
from rekam.accounts.entering import enter as enter_session
from rekam.accounts.models import Account
from rekam.accounts.permissions import allow, find_officer, officer
from rekam.accounts.residents.queries import has_way_in, is_resident
from rekam.accounts.sessions import is_fresh

PERMISSION = "accounts.own_as_resident"
HOME = "/saya/"
View = Callable[..., HttpResponse]


def own_page(view: View) -> View:
    """For residents alone, whose door is their own."""
    return allow(PERMISSION)(view)


def proven_page(view: View) -> View:
    """The same, for who entered within REKAM_STEP_UP_MINUTES: an open session alone makes no other way in.

    Whoever came by an office's code and has no way in yet is not sent to the counter again.
    """

    @wraps(view)
    def proven(request: HttpRequest, **named: Any) -> HttpResponse:
        if is_fresh(request, at=timezone.now()) or not has_way_in(officer(request)):
            return view(request, **named)
        return redirect(f"{reverse('own:enter')}?{urlencode({'next': reverse('own:ways')})}")

    return own_page(proven)


def by_passkey(request: HttpRequest) -> bool:
    """Whether this session was opened by a passkey, within REKAM_STEP_UP_MINUTES."""
    return request.session.get(FACTOR) == "passkey" and is_fresh(request, at=timezone.now())


def signed_in(request: HttpRequest) -> Account | None:
    """The resident at this browser, or None."""
    account = find_officer(request)
    return account if is_resident(account) else None


def wanted(request: HttpRequest) -> str:
    """Where somebody wanted to go, inside these pages; else the own page."""
    return inside(request, request.POST.get("next", "") or request.GET.get("next", "")) or HOME


def enter(request: HttpRequest, *, account: Account, factor: str, to: str) -> HttpResponse:
    """Open a resident's session and lead on."""
    return enter_session(request, account=account, factor=factor, wanted=to)


def ask_for_passkey(request: HttpRequest, *, account: Account) -> str:
    """What the browser is asked to make a passkey; "" at a bare network address, where none can be."""
    place = place_of(request)
    if place.name.replace(".", "").isdigit():
        return ""
    question = passkeys.ask_for_new(account, place=place)
    keep_challenge(request, challenge=question.challenge, at=timezone.now())
    return question.options
