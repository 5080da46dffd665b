"""Home, sign in and out."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts.permissions import allow, officer
from rekam.accounts.queries import find_account
from rekam.accounts.rules import Role
from rekam.accounts.services import check_sign_in_tries, note_refused_sign_in
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.web.context import rooms
from rekam.web.demo_people import PEOPLE
from rekam.web.tour_numbers import lines, residents_of_the_demo

# What a role whose own room is not built yet would do there.
NOT_BUILT = {
    Role.SCHOOL_HEAD: lazy("Daftar murid yang akan genap 17 tahun, untuk dipanggil sebelum kunjungan."),
    Role.RESIDENT: lazy("Mengajukan, memesan jadwal, melacak dan mengambil; janji empat hari."),
    Role.BANK: lazy("Bertanya apakah sebuah kartu dan orangnya benar; jawabannya ya atau tidak."),
}


@allow("web.home")
def home(request: HttpRequest) -> HttpResponse:
    account = officer(request)
    if Role(account.role) in NOT_BUILT:
        return redirect("web:not_built")
    entered = rooms(request, account=account)
    return redirect(entered[0].href if entered else "web:not_built")


@allow("web.home")
def not_built(request: HttpRequest) -> HttpResponse:
    does = NOT_BUILT.get(Role(officer(request).role))
    return render(request, "web/not_built.html", {"does": does})


@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    form = AuthenticationForm(request, request.POST or None)
    if request.method == "POST":
        typed = request.POST.get("username", "")
        check_sign_in_tries(username=typed, at=timezone.now())
        if form.is_valid():
            return _enter(request, username=form.get_user().get_username())
        note_refused_sign_in(username=typed, at=timezone.now())
    context = _of_the_demo() if settings.REKAM_DEMO else {}
    return render(request, "web/log_in.html", {"form": form, **context})


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
    return _enter(request, username=username)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("web:log_in")


def _enter(request: HttpRequest, *, username: str) -> HttpResponse:
    account = find_account(username)
    if account is None:
        raise RuleBroken("not_found")
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    record("accounts.signed_in", actor=username, at=timezone.now())
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return redirect(wanted if ours else "web:home")
