"""Home, sign in and out."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts.permissions import (
    allow,
    check_sign_in_tries,
    enter,
    enter_by_password,
    find_officer,
    officer,
)
from rekam.accounts.queries import find_account
from rekam.accounts.residents.queries import is_resident
from rekam.accounts.rules import Role
from rekam.applications.bookings.showing import told_to_all
from rekam.kernel.errors import RuleBroken
from rekam.web.context import rooms
from rekam.web.demo_people import PEOPLE
from rekam.web.forms import SignInForm
from rekam.web.tour_numbers import lines, residents_of_the_demo

# What a role whose own room is not built yet would do there.
NOT_BUILT = {
    Role.BANK: lazy("Bertanya apakah sebuah kartu dan orangnya benar; jawabannya ya atau tidak."),
}


@allow("web.home")
def home(request: HttpRequest) -> HttpResponse:
    account = officer(request)
    if Role(account.role) in NOT_BUILT:
        return redirect("web:not_built")
    open_rooms = rooms(request, account=account)
    return redirect(open_rooms[0].href if open_rooms else "accounts:own")


@allow("web.home")
def not_built(request: HttpRequest) -> HttpResponse:
    does = NOT_BUILT.get(Role(officer(request).role))
    return render(request, "web/not_built.html", {"does": does})


@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request, request.POST or None)
    if request.method == "POST":
        check_sign_in_tries(request, username=request.POST.get("username", ""))
        if form.is_valid():
            account = form.get_user()
            return enter_by_password(request, account=account, wanted=request.POST.get("next", ""))
    by_button = settings.REKAM_DEMO and "kata-sandi" not in request.GET
    if by_button and settings.REKAM_SCENARIO:
        return render(
            request, "web/scenario.html", {"people": [p for p in PEOPLE if find_account(p.username)]}
        )
    context = _of_the_demo() if by_button else {}
    outages = told_to_all(at=timezone.now())
    return render(request, "web/log_in.html", {"form": form, "outages": outages, **context})


def _of_the_demo() -> dict[str, object]:
    return {
        "people": PEOPLE,
        "residents": residents_of_the_demo(),
        "tour": lines(at=timezone.now()),
        "station_url": settings.REKAM_STATION_URL,
        "device_url": settings.REKAM_DEVICE_URL,
        "passphrase": settings.REKAM_DEMO_PASSPHRASE,
    }


@require_POST
def enter_demo(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's people, without a password. Demo settings answer on loopback only."""
    username = request.POST.get("username", "")
    from_here = request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}
    if not (settings.REKAM_DEMO and from_here) or username not in {person.username for person in PEOPLE}:
        raise RuleBroken("not_found")
    account = find_account(username)
    if account is None:
        raise RuleBroken("not_found")
    return enter(request, account=account, factor="demo", wanted=request.POST.get("next", ""))


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    page = "own:enter" if is_resident(find_officer(request)) else "web:log_in"
    logout(request)
    return redirect(page)
