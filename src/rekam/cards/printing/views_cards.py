"""The questions after an interruption: is this card printed, yes or no?"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, who
from rekam.cards import queries as cards
from rekam.cards.orders.about import allowed, looked_at
from rekam.cards.printing import queries, rules, services, showing, words
from rekam.cards.printing.forms import PrintedForm, SpoiledForm
from rekam.cards.printing.journal import last_step
from rekam.cards.printing.models import BatchCard
from rekam.cards.printing.rules import CardState, Condition, Fault, Kind
from rekam.cards.refusals import SENTENCES
from rekam.kernel.errors import RuleBroken

# What an officer will most likely tick after each of these.
LIKELY = {
    Condition.JAM: Fault.JAM,
    Condition.RIBBON_OUT: Fault.RIBBON,
    Condition.CHIP_FAILED: Fault.CHIP,
    Condition.OTHER_UID: Fault.OTHER_UID,
}


@allow("cards.see")
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    lines = showing.card_lines(queries.to_look_at())
    told = [(line, _told(line.card)) for line in lines]
    return render(request, "cards/printing/look.html", {"lines": told})


@allow("cards.see")
@require_GET
def question(request: HttpRequest, tried: UUID) -> HttpResponse:
    return _question_page(request, queries.get_card(tried))


def _question_page(
    request: HttpRequest,
    card: BatchCard,
    *,
    printed: PrintedForm | None = None,
    spoiled: SpoiledForm | None = None,
) -> HttpResponse:
    show(request, "cards.batch.card_seen", **looked_at(card.job))
    last = last_step(card) if card.attempt else None
    undecided = card.state == CardState.LOOK and allowed(request, "cards.print")
    likely = LIKELY.get(Condition(card.why), Fault.CUT_OFF) if card.why in set(Condition) else None
    context = {
        "line": showing.card_lines([card])[0],
        "told": _told(card),
        "face": cards.find_face(card.job, at=timezone.now()),
        "step": words.STEPS[last] if last else "",
        "may_yes": undecided and last is not None and rules.may_be_printed(last),
        "may_no": undecided or (card.state == CardState.PRINTED and allowed(request, "cards.print")),
        "needs_scan": rules.needs_scan(kind=Kind(card.printer.kind), why=card.why),
        "printed": printed or PrintedForm(),
        "spoiled": spoiled or SpoiledForm(initial={"fault": likely.value} if likely else None),
    }
    wrong = (printed and printed.errors) or (spoiled and spoiled.errors)
    return render(request, "cards/printing/question.html", context, status=400 if wrong else 200)


def _told(card: BatchCard) -> showing.Told:
    if card.why in set(Condition):
        return showing.Told(*words.CONDITIONS[Condition(card.why)])
    return showing.Told(*words.HANDED_OFF)


@allow("cards.print")
@require_POST
def printed(request: HttpRequest, tried: UUID) -> HttpResponse:
    form = PrintedForm(request.POST)
    if not form.is_valid():
        return _question_page(request, queries.get_card(tried), printed=form)
    try:
        card = services.say_printed(card=tried, scanned=form.cleaned_data["scanned"], **who(request))
    except RuleBroken as broken:
        if broken.code not in {"card_scan_missing", "serial_malformed", "card_other_uid"}:
            raise
        form.add_error("scanned", str(SENTENCES[broken.code]))
        return _question_page(request, queries.get_card(tried), printed=form)
    messages.success(request, _("Tercetak; kartu siap diambil."))
    return _next(card)


@allow("cards.print")
@require_POST
def spoiled(request: HttpRequest, tried: UUID) -> HttpResponse:
    form = SpoiledForm(request.POST)
    if not form.is_valid():
        return _question_page(request, queries.get_card(tried), spoiled=form)
    card = services.say_spoiled(
        card=tried,
        fault=Fault(form.cleaned_data["fault"]),
        note=form.cleaned_data["note"],
        **who(request),
    )
    messages.warning(request, _("Keping dicatat rusak; pesanannya kembali ke depan antrean."))
    return _next(card)


@allow("cards.print")
@require_POST
def give_up(request: HttpRequest, tried: UUID) -> HttpResponse:
    services.give_up_waiting(card=tried, **who(request))
    return redirect("cards:look_card", tried)


def _next(card: BatchCard) -> HttpResponse:
    """The next question of this printer, or its batch."""
    others = [one for one in queries.to_look_at() if one.printer_id == card.printer_id]
    return redirect("cards:look_card", others[0].uuid) if others else redirect("cards:batch", card.batch.uuid)
