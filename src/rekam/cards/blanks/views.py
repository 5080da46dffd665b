"""Pages of the blank ledger."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import allow, who
from rekam.accounts.queries import named
from rekam.audit.services import record as audit
from rekam.cards import queries, services
from rekam.cards.blanks import words
from rekam.cards.blanks.forms import ReceiveForm, TransferForm
from rekam.cards.blanks.models import ROAD
from rekam.cards.blanks.rules import NEXT, BlankState
from rekam.cards.forms import ReasonForm
from rekam.cards.orders.about import allowed


@allow("cards.see")
@require_GET
def stock(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    balances = queries.balances(queries.sites(), at=at)
    shown = [balance for balance in balances if balance.received or balance.arrived or balance.sent]
    acts = queries.latest_acts()
    return render(
        request,
        "cards/blanks/stock.html",
        {
            "at": at,
            "rows": [(balance, [balance.held[state] for state in BlankState]) for balance in shown],
            "states": [word for _sign, word in words.BLANK_STATUS.values()],
            "total": [sum(balance.held[state] for balance in shown) for state in BlankState],
            "received": sum(balance.received for balance in shown),
            "whole": sum(balance.whole for balance in shown),
            "usable": sum(balance.usable for balance in shown),
            "adds_up": all(b.adds_up and queries.states_agree(b.site) for b in shown),
            "acts": [(act, _what(act), _place(act)) for act in acts],
            "names": named(act.actor for act in acts),
            "empty_places": [balance.site for balance in balances if balance not in shown],
            "may_move": allowed(request, "cards.receive_blanks"),
        },
    )


def _what(act: queries.Act) -> str:
    if act.other_site:
        return _("dikirim")
    return f"{words.ACCOUNTS[act.source]} → {words.ACCOUNTS[act.target]}"


def _place(act: queries.Act) -> str:
    here = queries.site_name(act.area_code)
    if not act.other_site:
        return here
    there = queries.site_name(act.other_site)
    return f"{here} → {there}" if act.target == ROAD else f"{there} → {here}"


@allow("cards.receive_blanks")
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    form = ReceiveForm(request.POST or None, request.FILES or None, places=queries.sites())
    if request.method == "POST" and form.is_valid():
        delivery = services.receive_delivery(
            site=form.cleaned_data["site"],
            letter=form.cleaned_data["letter"],
            serials=form.cleaned_data["serials"],
            **who(request),
        )
        told = ngettext("%(n)s keping diterima.", "%(n)s keping diterima.", delivery.count)
        messages.success(request, told % {"n": delivery.count})
        return redirect("cards:stock")
    return render(request, "cards/blanks/receive.html", {"form": form}, status=400 if form.errors else 200)


@allow("cards.receive_blanks")
@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest) -> HttpResponse:
    form = TransferForm(request.POST or None, places=queries.sites())
    if request.method == "POST" and form.is_valid():
        number = services.transfer_blanks(
            serials=form.cleaned_data["listed"],
            to_site=form.cleaned_data["to_site"],
            reason=form.cleaned_data["reason"],
            **who(request),
        )
        told = ngettext("%(n)s keping dikirim.", "%(n)s keping dikirim.", number)
        messages.success(request, told % {"n": number})
        return redirect("cards:stock")
    return render(request, "cards/blanks/transfer.html", {"form": form}, status=400 if form.errors else 200)


@allow("cards.see")
@require_GET
def blank(request: HttpRequest, serial: str) -> HttpResponse:
    return _blank_page(request, serial, ReasonForm())


def _blank_page(request: HttpRequest, serial: str, form: ReasonForm) -> HttpResponse:
    found = queries.get_blank(serial)
    state = BlankState(found.state)
    moves = queries.moves_of(found)
    audit("cards.blank.seen", **who(request), subjects=[serial])
    context = {
        "blank": found,
        "place": queries.site_name(found.area_code),
        "status": words.BLANK_STATUS[state],
        "moves": [
            (
                move,
                words.ACCOUNTS[move.source],
                words.ACCOUNTS[move.target],
                queries.site_name(move.area_code),
            )
            for move in moves
        ],
        "names": named(move.actor for move in moves),
        "job": queries.find_job_of_blank(found),
        "form": form,
        "may_spoil": state is BlankState.RECEIVED and allowed(request, "cards.receive_blanks"),
        "may_take_back": BlankState.RETURNED in NEXT[state] and allowed(request, "cards.hand_over"),
    }
    return render(request, "cards/blanks/blank.html", context, status=400 if form.errors else 200)


@allow("cards.receive_blanks")
@require_POST
def spoil_blank(request: HttpRequest, serial: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _blank_page(request, serial, form)
    services.spoil_blank(serial=serial, reason=form.cleaned_data["reason"], **who(request))
    messages.success(request, _("Keping dicatat rusak; ia keluar dari persediaan dan menunggu pemusnahan."))
    return redirect("cards:blank", serial)


@allow("cards.hand_over")
@require_POST
def take_back(request: HttpRequest, serial: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _blank_page(request, serial, form)
    services.take_back_card(serial=serial, reason=form.cleaned_data["reason"], **who(request))
    messages.success(request, _("Kartu dicatat kembali; ia menunggu pemusnahan."))
    return redirect("cards:blank", serial)
