"""The list of what waits for the fire, and the minutes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, officer, who
from rekam.accounts.queries import named
from rekam.audit.rules import Purpose
from rekam.cards import queries, services
from rekam.cards.blanks.destruction.forms import MinutesForm, TickedForm
from rekam.cards.blanks.destruction.models import Destruction
from rekam.cards.blanks.destruction.queries import (
    doomed,
    get_minutes,
    holders_of,
    lines_of,
    minutes_of,
    waiting_for_the_fire,
)
from rekam.cards.blanks.destruction.words import KINDS
from rekam.cards.blanks.fields import officers_to_choose
from rekam.cards.orders.about import allowed
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.ui.files import opened
from rekam.vault import services as vault

MOST_LISTED = 200


@allow("cards.receive_blanks")
@require_http_methods(["GET", "POST"])
def waiting(request: HttpRequest) -> HttpResponse:
    site = request.GET.get("tempat") or queries.own_site(officer(request).areas)
    blanks = waiting_for_the_fire(site)[:MOST_LISTED]
    cards = doomed(blanks, at=timezone.now())
    form = MinutesForm(
        request.POST or None,
        serials=[blank.serial for blank in blanks],
        officers=officers_to_choose(besides=officer(request).username),
        initial={"place": queries.site_name(site), "on": office_day(timezone.now())},
    )
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        made = services.prepare_minutes(serials=told.pop("ticked"), **told, **who(request))
        messages.success(request, _("Berita acara siap dicetak. Centang setiap keping sebelum dibakar."))
        return redirect("cards:minutes", made.uuid)
    show(request, "cards.minutes.seen", people=holders_of(cards), purpose=Purpose.CARD)
    papers = minutes_of(site)
    context = {
        "form": form,
        "site": site,
        "place": queries.site_name(site),
        "places": queries.sites(),
        "cards": [(card, KINDS[card.blank.state, bool(card.holder)]) for card in cards],
        "papers": papers,
        "names": named(paper.witness for paper in papers),
    }
    return render(request, "cards/blanks/waiting.html", context, status=400 if form.errors else 200)


@allow("cards.see")
@require_GET
def minutes(request: HttpRequest, minutes: UUID) -> HttpResponse:
    row = get_minutes(minutes)
    return _page(request, row, TickedForm(serials=[line.serial for line in lines_of(row)]))


def _page(request: HttpRequest, row: Destruction, form: TickedForm) -> HttpResponse:
    is_open = row.confirmed_at is None and row.dropped_at is None
    context = {
        "row": row,
        "place": queries.site_name(row.area_code),
        "lines": lines_of(row),
        "names": named([row.prepared_by, row.witness, row.dropped_by]),
        "form": form,
        "is_open": is_open,
        "is_witness": row.witness == officer(request).username,
        "may_drop": is_open and allowed(request, "cards.receive_blanks"),
    }
    return render(request, "cards/blanks/minutes.html", context, status=400 if form.errors else 200)


@allow("cards.see")
@require_GET
def paper(request: HttpRequest, minutes: UUID) -> HttpResponse:
    row = get_minutes(minutes)
    if not row.paper:
        raise RuleBroken("not_found")
    identity = str(row.uuid)
    show(
        request,
        "cards.minutes.seen",
        people=holders_of(lines_of(row)),
        beside=[identity],
        purpose=Purpose.CARD,
        case=identity,
    )
    return opened(vault.read(row.paper), name=f"berita-acara-{row.uuid}.pdf")


@allow("cards.second_blanks")
@require_POST
def confirm(request: HttpRequest, minutes: UUID) -> HttpResponse:
    row = get_minutes(minutes)
    form = TickedForm(request.POST, serials=[line.serial for line in lines_of(row)])
    if not form.is_valid():
        return _page(request, row, form)
    services.confirm_destruction(minutes=minutes, ticked=form.cleaned_data["ticked"], **who(request))
    messages.success(request, _("Pemusnahan dipastikan. Berita acara dapat dicetak lagi kapan saja."))
    return redirect("cards:minutes", minutes)


@allow("cards.receive_blanks")
@require_POST
def drop(request: HttpRequest, minutes: UUID) -> HttpResponse:
    services.drop_minutes(minutes=minutes, **who(request))
    messages.success(request, _("Berita acara dibatalkan; kepingnya menunggu lagi."))
    return redirect("cards:waiting")
