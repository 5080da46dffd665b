"""The second step of signing in, signing in by passkey, and proving it again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rekam.accounts import passkeys
from rekam.accounts.entering import enter, inside, keep_challenge, parked, place_of, take_challenge
from rekam.accounts.forms import OwnPasswordForm, ProofForm
from rekam.accounts.lockout import check_code_tries, note_refused_code
from rekam.accounts.models import Account
from rekam.accounts.permissions import allow, officer
from rekam.accounts.queries import passkeys as passkeys_of
from rekam.accounts.sessions import make_fresh
from rekam.kernel.errors import RuleBroken


@never_cache
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    account, wanted = parked(request, at=at)
    check_code_tries(request, account=account)
    if request.POST.get("answer"):
        _check_passkey_of(request, account=account)
        return enter(request, account=account, factor="password and passkey", wanted=wanted)
    form = ProofForm(request.POST or None, request=request, account=account, at=at)
    if request.method == "POST" and form.is_valid():
        return enter(request, account=account, factor="password and code", wanted=wanted)
    context = {"form": form, "options": _question(request, account=account)}
    return render(request, "accounts/second_step.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """Asked for by a form, so that nobody opens sessions by following a link."""
    if request.method == "GET":
        return redirect("web:log_in")
    at, wanted = timezone.now(), request.POST.get("next", "")
    answer = request.POST.get("answer", "")
    if answer:
        place, challenge = place_of(request), take_challenge(request, at=at)
        account = passkeys.check(answer=answer, challenge=challenge, place=place, at=at)
        return enter(request, account=account, factor="passkey", wanted=wanted)
    question = passkeys.ask_for_known(place=place_of(request))
    keep_challenge(request, challenge=question.challenge, at=at)
    return render(request, "accounts/passkey.html", {"options": question.options, "next": wanted})


@never_cache
@allow("accounts.own")
@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    at, account = timezone.now(), officer(request)
    wanted = inside(request, request.POST.get("next") or request.GET.get("next", "")) or "/"
    if request.POST.get("answer"):
        _check_passkey_of(request, account=account)
        make_fresh(request, at=at)
        return redirect(wanted)
    proof = ProofForm if account.has_second_factor else OwnPasswordForm
    form = proof(request.POST or None, request=request, account=account, at=at)
    if request.method == "POST" and form.is_valid():
        make_fresh(request, at=at)
        return redirect(wanted)
    context = {"form": form, "next": wanted, "options": _question(request, account=account)}
    return render(request, "accounts/prove.html", context)


def _question(request: HttpRequest, *, account: Account) -> str:
    """What this account's passkeys are asked; nothing where it has none."""
    if not passkeys_of(account):
        return ""
    question = passkeys.ask_for_known(place=place_of(request), account=account)
    keep_challenge(request, challenge=question.challenge, at=timezone.now())
    return question.options


def _check_passkey_of(request: HttpRequest, *, account: Account) -> None:
    at = timezone.now()
    try:
        challenge = take_challenge(request, at=at)
        answer = request.POST["answer"]
        owner = passkeys.check(answer=answer, challenge=challenge, place=place_of(request), at=at)
        if owner != account:
            raise RuleBroken("passkey_refused")
    except RuleBroken:
        note_refused_code(request, account=account)
        raise
