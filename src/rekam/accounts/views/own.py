"""One's own account: password, second factor, sessions."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts import codes, passkeys, queries
from rekam.accounts.entering import due, keep_challenge, place_of, policy_of, take_challenge
from rekam.accounts.forms import FirstCodeForm, NewPasswordForm, told
from rekam.accounts.models import Account
from rekam.accounts.passwords import change_password, password_is_due
from rekam.accounts.permissions import allow, allowed, officer
from rekam.accounts.recovery import make_recovery_codes
from rekam.accounts.role_words import ROLE_WORDS
from rekam.accounts.rules import Policy, Role
from rekam.accounts.sessions import end_session as end_one
from rekam.accounts.sessions import make_fresh, open_sessions, renew_session
from rekam.kernel.errors import RuleBroken
from rekam.ui.qr import qr_svg

NAME_LETTERS = 60


@allow("accounts.own")
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    account = officer(request)
    may_grant = allowed(account, "accounts.grant_reset")
    context = {
        "owner": account,
        "role": ROLE_WORDS[Role(account.role)],
        "sessions": open_sessions(account),
        "here": request.session.session_key,
        "policy": policy_of(account),
        "password_is_due": password_is_due(account, at=timezone.now()),
        "may_grant_reset": may_grant,
        "resets": len(queries.open_resets(by=account)) if may_grant else 0,
    }
    return render(request, "accounts/own.html", context)


@allow("accounts.own")
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    account, at = officer(request), timezone.now()
    form = NewPasswordForm(request.POST or None, request=request, account=account, at=at)
    if request.method == "POST" and form.is_valid():
        change_password(account, password=form.cleaned_data["new"], actor=account.username, at=at)
        renew_session(request, account=account, at=at)
        messages.success(request, _("Kata sandi sudah diganti. Sesi Anda di tempat lain berakhir."))
        return redirect(due(account, at=at) or "accounts:own")
    context = {"form": form, "owner": account, "due": password_is_due(account, at=at)}
    return render(request, "accounts/password.html", context)


@never_cache
@allow("accounts.own")
@require_GET
def factors(request: HttpRequest) -> HttpResponse:
    account, place = officer(request), place_of(request)
    question = passkeys.ask_for_new(account, place=place)
    keep_challenge(request, challenge=question.challenge, at=timezone.now())
    context = {
        "owner": account,
        "policy": policy_of(account),
        "has_codes": queries.has_codes(account),
        "passkeys": queries.passkeys(account),
        "codes_left": queries.recovery_codes_left(account),
        "options": question.options,
        "is_address": place.name.replace(".", "").isdigit(),
    }
    return render(request, "accounts/factors.html", context)


@never_cache
@allow("accounts.own", fresh=True)
@require_http_methods(["GET", "POST"])
def new_codes(request: HttpRequest) -> HttpResponse:
    account, at = officer(request), timezone.now()
    if request.method == "POST" and "code" not in request.POST:
        codes.begin(account)
        return redirect("accounts:new_codes")
    form = FirstCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        first = not account.has_second_factor
        try:
            codes.confirm(account, code=form.cleaned_data["code"], at=at)
        except RuleBroken as broken:
            form.add_error("code", told(broken))
        else:
            return _after_new(request, account=account, first=first)
    try:
        address = codes.address_for_telephone(account)
    except RuleBroken:  # nothing was begun, or a page that was left is loaded again
        return redirect("accounts:factors")
    context = {"form": form, "svg": qr_svg(address), "secret": codes.secret_in_groups(address)}
    return render(request, "accounts/new_codes.html", context)


@allow("accounts.own", fresh=True)
@require_POST
def remove_codes(request: HttpRequest) -> HttpResponse:
    account = officer(request)
    _check_not_last(account, left=len(queries.passkeys(account)))
    codes.remove(account, at=timezone.now())
    messages.success(request, _("Kode dari telepon dihapus."))
    return redirect("accounts:factors")


@allow("accounts.own", fresh=True)
@require_POST
def new_passkey(request: HttpRequest) -> HttpResponse:
    account, at = officer(request), timezone.now()
    first = not account.has_second_factor
    passkeys.keep_new(
        account,
        answer=request.POST.get("answer", ""),
        challenge=take_challenge(request, at=at),
        place=place_of(request),
        name=request.POST.get("name", "").strip()[:NAME_LETTERS] or _("Kunci sandi"),
        at=at,
    )
    return _after_new(request, account=account, first=first)


@allow("accounts.own", fresh=True)
@require_POST
def remove_passkey(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    account = officer(request)
    known = queries.passkeys(account)
    found = next((passkey for passkey in known if passkey.uuid == identity), None)
    if found is None:
        raise RuleBroken("not_found")
    _check_not_last(account, left=len(known) - 1 + queries.has_codes(account))
    passkeys.remove(found, at=timezone.now())
    messages.success(request, _("Kunci sandi dihapus."))
    return redirect("accounts:factors")


@never_cache
@allow("accounts.own", fresh=True)
@require_POST
def recovery(request: HttpRequest) -> HttpResponse:
    account = officer(request)
    if not account.has_second_factor:
        raise RuleBroken("no_second_factor")
    return _codes_on_paper(request, account=account)


@allow("accounts.own")
@require_POST
def end_session(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    end_one(officer(request), uuid=identity, at=timezone.now())
    messages.success(request, _("Sesi itu sudah berakhir."))
    return redirect("accounts:own")


def _after_new(request: HttpRequest, *, account: Account, first: bool) -> HttpResponse:
    """With the first factor come the codes on paper; it was given just now, so the session is fresh."""
    make_fresh(request, at=timezone.now())
    if first:
        return _codes_on_paper(request, account=account)
    messages.success(request, _("Faktor kedua ini sekarang dipakai."))
    return redirect("accounts:factors")


def _codes_on_paper(request: HttpRequest, *, account: Account) -> HttpResponse:
    at = timezone.now()
    context = {"codes": make_recovery_codes(account, at=at), "owner": account, "at": at}
    return render(request, "accounts/recovery.html", context)


def _check_not_last(account: Account, *, left: int) -> None:
    if not left and policy_of(account) == Policy.REQUIRED:
        raise RuleBroken("second_factor_needed")
