"""A resident's own page: what became of applications and recording, and how the account is entered."""

from django.conf import settings
from django.contrib import messages as told
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import officer
from rekam.accounts.residents import queries, services
from rekam.accounts.residents.permissions import ask_for_passkey, own_page, proven_page
from rekam.messages import services as messages
from rekam.messages.queries import is_stopped
from rekam.web.residents import showing
from rekam.web.residents.entering import find_address
from rekam.web.residents.views_enter import WAYS, address_page

private = cache_control(no_store=True, private=True)


@private
@require_GET
@own_page
def home(request: HttpRequest) -> HttpResponse:
    account, at = officer(request), timezone.now()
    context = {
        "level": showing.level_of(account),
        "has_way": queries.has_way_in(account),
        "applications": showing.applications_of(account),
        "recordings": showing.recordings_of(account, at=at),
        "at": at,
    }
    return render(request, "web/residents/home.html", context)


@private
@require_GET
@own_page
def ways(request: HttpRequest) -> HttpResponse:
    account = officer(request)
    login, to = queries.find_login(account), find_address(account)
    context = {
        "has_way": queries.has_way_in(account),
        "passkeys": queries.passkeys(account),
        "options": ask_for_passkey(request, account=account),
        "address": showing.covered(to) if to else "",
        "stopped": is_stopped(login.digest) if login else False,
        "sessions": queries.sessions(account),
        "here": request.session.session_key,
        "minutes": settings.REKAM_STEP_UP_MINUTES,
    }
    return render(request, "web/residents/ways.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
@proven_page
def address(request: HttpRequest) -> HttpResponse:
    return address_page(request, account=officer(request), to=WAYS)


@own_page
@require_POST
def wanting(request: HttpRequest) -> HttpResponse:
    """Reminders and invitations, or none; what the law owes and codes come all the same."""
    to = find_address(officer(request))
    if to is not None:
        stopped = request.POST.get("what") == "stop"
        messages.set_stop(to, stopped=stopped, at=timezone.now())
        told.success(request, _("Tidak ada lagi pengingat.") if stopped else _("Pengingat dikirim lagi."))
    return redirect("own:ways")


@private
@require_http_methods(["GET", "HEAD", "POST"])
@proven_page
def close(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "web/residents/close.html")
    services.close_account(officer(request), at=timezone.now())
    logout(request)
    told.success(request, _("Akun ditutup. Permohonan Anda tetap dapat dibuka dengan nomor dan kodenya."))
    return redirect("own:enter")
