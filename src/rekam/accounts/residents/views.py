"""Passkeys and sessions of a resident: what needs nothing of upper rooms."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts import passkeys, queries
from rekam.accounts.entering import keep_challenge, place_of, take_challenge
from rekam.accounts.permissions import officer
from rekam.accounts.residents.permissions import enter, own_page, proven_page, wanted
from rekam.accounts.sessions import end_all_sessions
from rekam.accounts.sessions import end_session as end_one
from rekam.kernel.errors import RuleBroken

NAME_LETTERS = 60


@never_cache
@require_http_methods(["GET", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """Asked for by a form, so that nobody opens sessions by following a link."""
    if request.method == "GET":
        return redirect("own:enter")
    at, to, place = timezone.now(), wanted(request), place_of(request)
    answer = request.POST.get("answer", "")
    if answer:
        challenge = take_challenge(request, at=at)
        account = passkeys.check(answer=answer, challenge=challenge, place=place, at=at, residents=True)
        return enter(request, account=account, factor="passkey", to=to)
    question = passkeys.ask_for_known(place=place)
    keep_challenge(request, challenge=question.challenge, at=at)
    return render(request, "accounts/residents/passkey.html", {"options": question.options, "next": to})


@proven_page
@require_POST
def new_passkey(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    passkeys.keep_new(
        officer(request),
        answer=request.POST.get("answer", ""),
        challenge=take_challenge(request, at=at),
        place=place_of(request),
        name=request.POST.get("name", "").strip()[:NAME_LETTERS] or _("Kunci sandi"),
        at=at,
    )
    messages.success(request, _("Kunci sandi dibuat. Dengan itu Anda masuk tanpa mengetik apa pun."))
    return redirect("own:ways")


@proven_page
@require_POST
def remove_passkey(request: HttpRequest, identity: UUID) -> HttpResponse:
    known = queries.passkeys(officer(request))
    found = next((one for one in known if one.uuid == identity), None)
    if found is None:
        raise RuleBroken("not_found")
    passkeys.remove(found, at=timezone.now())
    messages.success(request, _("Kunci sandi dihapus."))
    return redirect("own:ways")


@own_page
@require_POST
def end_session(request: HttpRequest, identity: UUID) -> HttpResponse:
    end_one(officer(request), uuid=identity, at=timezone.now())
    messages.success(request, _("Sesi itu sudah berakhir."))
    return redirect("own:ways")


@own_page
@require_POST
def end_everywhere(request: HttpRequest) -> HttpResponse:
    end_all_sessions(officer(request), at=timezone.now())
    logout(request)
    return redirect("own:enter")
