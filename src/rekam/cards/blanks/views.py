"""The ledger's first pages: the stock of all sites, receiving, one blank's story, what teams have."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import allow, officer, who
from rekam.accounts.queries import named
from rekam.audit.services import record as audit
from rekam.cards import queries, services
from rekam.cards.blanks import words
from rekam.cards.blanks.boxes.queries import boxes_at
from rekam.cards.blanks.fields import officers_to_choose
from rekam.cards.blanks.forms import CarryForm, FindForm, MomentForm, ReceiveForm
from rekam.cards.blanks.losses.forms import ToldForm
from rekam.cards.blanks.losses.queries import find_finding
from rekam.cards.blanks.rules import NEXT, BlankState, parse_serial
from rekam.cards.blanks.seconds.queries import open_custody
from rekam.cards.blanks.seconds.rules import Kind
from rekam.cards.blanks.seconds.words import HEADS
from rekam.cards.blanks.todo import todo_of
from rekam.cards.forms import ReasonForm
from rekam.cards.orders.about import allowed
from rekam.kernel.installation import office_day


@allow("cards.see")
@require_GET
def stock(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    moment = MomentForm(request.GET or None)
    asked = moment.cleaned_data["at"] if moment.is_valid() else None
    context = {
        **_stock_at(asked or now),
        "todo": todo_of(officer(request), today=office_day(now)),
        "moment": moment,
        "asked": asked,
        "find": FindForm(),
        "may_move": allowed(request, "cards.receive_blanks"),
    }
    return render(request, "cards/blanks/stock.html", context)


def _stock_at(at: datetime) -> dict[str, object]:
    balances = queries.balances(queries.sites(), at=at)
    shown = [balance for balance in balances if balance.received or balance.arrived or balance.sent]
    acts = queries.latest_acts(until=at)
    return {
        "at": at,
        "rows": [(balance, words.columns_of(balance)) for balance in shown],
        "heads": words.COLUMNS.keys(),
        "total": [sum(column) for column in zip(*map(words.columns_of, shown), strict=True)],
        "most": max((balance.usable for balance in shown), default=0) or 1,
        "received": sum(balance.received for balance in shown),
        "whole": sum(balance.whole for balance in shown),
        "usable": sum(balance.usable for balance in shown),
        "boxed": sum(balance.boxed for balance in shown),
        "road": sum(balance.sent - balance.arrived for balance in shown),
        "adds_up": all(b.adds_up and queries.states_agree(b.site) for b in shown),
        "boxes": [(box, queries.site_name(box.area_code)) for box in boxes_at([b.site.code for b in shown])],
        "acts": [(act, _what(act), _place(act)) for act in acts],
        "names": named(act.actor for act in acts),
        "empty_places": [balance.site for balance in balances if balance not in shown],
    }


def _what(act: queries.Act) -> str:
    return f"{words.ACCOUNTS[act.source]} → {words.ACCOUNTS[act.target]}"


def _place(act: queries.Act) -> str:
    here = queries.site_name(act.area_code)
    if not act.other_site:
        return here
    there = queries.site_name(act.other_site)
    return f"{here} → {there}" if act.target == BlankState.ROAD else f"{there} → {here}"


@allow("cards.see")
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    return redirect("cards:blank", parse_serial(request.GET.get("serial", "")))


@allow("cards.receive_blanks")
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    initial = {"site": queries.own_site(officer(request).areas)}
    form = ReceiveForm(request.POST or None, request.FILES or None, places=queries.sites(), initial=initial)
    if request.method == "POST" and form.is_valid():
        delivery = services.receive_delivery(
            site=form.cleaned_data["site"],
            letter=form.cleaned_data["letter"],
            serials=form.cleaned_data["serials"],
            boxes=form.cleaned_data["boxes"],
            **who(request),
        )
        told = ngettext("%(n)s keping diterima.", "%(n)s keping diterima.", delivery.count)
        messages.success(request, told % {"n": delivery.count})
        return redirect("cards:stock")
    return render(request, "cards/blanks/receive.html", {"form": form}, status=400 if form.errors else 200)


@allow("cards.see")
@require_http_methods(["GET", "POST"])
def carriers(request: HttpRequest) -> HttpResponse:
    may_move = allowed(request, "cards.receive_blanks")
    officers = officers_to_choose(besides=officer(request).username)
    first = {"carrier": request.GET.get("tim", "")[:40]}
    form = CarryForm(request.POST or None, officers=officers, initial=first)
    if request.method == "POST" and may_move and form.is_valid():
        return _carry(request, form)
    away, waiting = queries.open_carriers(), open_custody()
    context = {
        "form": form,
        "rows": [
            (one, _pack_of(one.carrier), [b.serial for b in queries.carried_by(one.carrier)]) for one in away
        ],
        "open": [(row, HEADS[Kind(row.kind)], len(row.serials)) for row in waiting],
        "names": named([*(one.by for one in away), *(row.second for row in waiting)]),
        "may_move": may_move,
    }
    return render(request, "cards/blanks/carriers.html", context, status=400 if form.errors else 200)


def _pack_of(carrier: str) -> UUID | None:
    """The pack of cards that a carrier is, which has a page of its own, or None for another team."""
    try:
        return UUID(carrier)
    except ValueError:
        return None


def _carry(request: HttpRequest, form: CarryForm) -> HttpResponse:
    told = form.cleaned_data
    kind = Kind.BROUGHT if "kembali" in request.POST else Kind.TAKEN
    row = services.write_custody(kind=kind, **told, **who(request))
    messages.success(request, _("Ditulis; petugas yang membawa memastikannya dengan akunnya sendiri."))
    return redirect("cards:act_of_two", row.uuid)


@allow("cards.see")
@require_GET
def blank(request: HttpRequest, serial: str) -> HttpResponse:
    return _blank_page(request, serial, ReasonForm())


def _blank_page(request: HttpRequest, serial: str, form: ReasonForm) -> HttpResponse:
    found = queries.get_blank(serial)
    state = BlankState(found.state)
    moves = queries.moves_of(found)
    finding = find_finding(found)
    audit("cards.blank.seen", **who(request), subjects=[serial])
    context = {
        "blank": found,
        "place": queries.site_name(found.area_code),
        "status": words.BLANK_STATUS[state],
        "next": words.NEXT_STEP[state],
        "moves": [
            (
                move,
                words.ACCOUNTS[move.source],
                words.ACCOUNTS[move.target],
                queries.site_name(move.area_code),
            )
            for move in moves
        ],
        "names": named(
            [*(m.actor for m in moves), *(m.second for m in moves), finding.actor if finding else ""]
        ),
        "job": queries.find_job_of_blank(found),
        "form": form,
        "told": ToldForm(),
        "finding": finding,
        "is_finder": finding is not None and finding.actor == officer(request).username,
        "may_spoil": state is BlankState.RECEIVED and allowed(request, "cards.receive_blanks"),
        "may_take_back": BlankState.RETURNED in NEXT[state]
        and state is BlankState.HANDED_OVER
        and allowed(request, "cards.hand_over"),
        "may_find": state is BlankState.LOST and allowed(request, "cards.second_blanks"),
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
