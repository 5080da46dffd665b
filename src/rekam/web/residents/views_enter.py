"""Residents' own door: none of its pages says whether somebody has an account."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from rekam.accounts.permissions import Account
from rekam.accounts.residents import services
from rekam.accounts.residents.permissions import HOME, enter, signed_in, wanted
from rekam.kernel.errors import RuleBroken
from rekam.web.refusals import sentence
from rekam.web.residents import entering
from rekam.web.residents.forms import EnterForm, KeepForm, OfficeCodeForm, SentCodeForm

WAYS = "/saya/masuk/"
# What somebody puts right in the form; every other refusal is a page of its own.
IN_THE_FORM = frozenset(
    {
        *("resident_sign_in_wrong", "resident_no_way"),
        *("message_phone_malformed", "message_email_malformed"),
    }
)
private = cache_control(no_store=True, private=True)
pages = require_http_methods(["GET", "HEAD", "POST"])


@private
@pages
def door(request: HttpRequest) -> HttpResponse:
    """Address and password; passkey, office's slip and a new account lead on from here."""
    form, to = EnterForm(request.POST or None), wanted(request)

    def ask() -> None:
        told = form.cleaned_data
        entering.ask_for_code(
            request, told=told["address"], password=told["password"], wanted=to, at=timezone.now()
        )

    if request.method == "POST" and form.is_valid() and done(form, ask):
        return redirect("own:code")
    context = {"form": form, "next": to}
    return render(request, "web/residents/door.html", context, status=400 if form.errors else 200)


@private
@pages
def new(request: HttpRequest) -> HttpResponse:
    """A new account, or a new beginning of one whose password was forgotten."""
    return address_page(request, account=None, to=HOME)


def address_page(request: HttpRequest, *, account: Account | None, to: str) -> HttpResponse:
    """Address and password by which an account is entered from now on; None = a new one."""
    form = KeepForm(request.POST or None)

    def ask() -> None:
        told = form.cleaned_data
        entering.ask_for_address(
            request,
            account=account,
            told=told["address"],
            password=told["password"],
            wanted=to,
            at=timezone.now(),
        )

    if request.method == "POST" and form.is_valid() and done(form, ask):
        return redirect("own:code")
    context = {"form": form, "own": account}
    return render(request, "web/residents/address.html", context, status=400 if form.errors else 200)


@private
@pages
def code(request: HttpRequest) -> HttpResponse:
    """The code that was sent; a wrong one, an old one and one of nobody are the same."""
    at = timezone.now()
    waiting = entering.parked(request, at=at)
    form = SentCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = services.take_code(waiting.row, code=form.cleaned_data["code"], at=at)
        if account is not None:
            del request.session[entering.PARKED]
            return enter(request, account=account, factor="password and message", to=waiting.wanted)
        form.add_error("code", _("Kodenya tidak cocok atau tidak berlaku lagi. Minta kode baru."))
    return render(request, "web/residents/code.html", {"form": form}, status=400 if form.errors else 200)


@private
@pages
def office_code(request: HttpRequest) -> HttpResponse:
    """The slip of the counter: it opens, links or recovers an account."""
    form = OfficeCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = entering.account_by_office_code(
            request, code=form.cleaned_data["code"], born=form.birth_date, at=timezone.now()
        )
        if account is not None:
            return enter(request, account=account, factor="office code", to=WAYS)
        form.add_error(None, _("Kode dan tanggal lahir ini tidak cocok, atau kodenya tidak berlaku lagi."))
    context = {"form": form, "own": signed_in(request)}
    return render(request, "web/residents/office_code.html", context, status=400 if form.errors else 200)


def done(form: forms.Form, act: Callable[[], None]) -> bool:
    """Whether it was done; what somebody can put right stands in the form."""
    try:
        act()
    except RuleBroken as broken:
        if broken.code not in IN_THE_FORM:
            raise
        form.add_error(None, sentence(broken))
        return False
    return True
