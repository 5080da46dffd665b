"""Pages of the cards that were taken along: the list, one hand-over, its exception, the count at the end."""

import secrets
import time
import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rekam.cards.packs.handed import Closed, Unmatched
from rekam.devices.adapters.sbi.client import Capture
from rekam.enrolment import capture_rules
from rekam.kernel.errors import RuleBroken
from rekam.station.cards import carried as carrying
from rekam.station.cards import handing as acts
from rekam.station.cards import proving
from rekam.station.cards.forms import UnmatchedForm
from rekam.station.cards.handings import Handing, decode
from rekam.station.cards.showing import hand_page, list_page, paper_of
from rekam.station.judging import judge
from rekam.station.middleware import StationRequest, at_work
from rekam.station.views.slip import made_by
from rekam.station.wording import told
from rekam.ui.slip_paper import slip_paper

MOST_PHOTO_BYTES = 10 * 1024 * 1024


@at_work
@require_http_methods(["GET", "POST"])
def listed(request: StationRequest) -> HttpResponse:
    desk, work = request.desk, request.work
    carried = carrying.get_carried(work.carried)
    if request.method == "POST":
        cards = carrying.cards_in(carried, at=desk.now())
        parcel, card = carrying.find_card(cards, order=request.POST.get("order", ""))
        begun = acts.begin(work.bench, parcel=parcel, card=card, seal_public=_seal(request), at=desk.stamp())
        return redirect("station:card", begun.id)
    words = request.GET.get("q", "")[:100]
    context = list_page(work.bench, carried=carried, words=words)
    try:
        carrying.cards_in(carried, at=desk.now())
    except RuleBroken as broken:  # expired for reading; what was begun goes on
        context = context | {"rows": [], "expired": told(broken)}
    return render(request, "station/cards/list.html", context)


@at_work
@require_http_methods(["GET", "POST"])
def hand(request: StationRequest, handing: uuid.UUID) -> HttpResponse:
    """A POST with a finger compares it; a match gives the card out."""
    work = request.work
    found = acts.get(work.bench, handing)
    if request.method == "POST" and "drop" in request.POST:
        acts.drop(work.bench, handing=found, at=request.desk.stamp())
        return redirect("station:cards")
    if request.method == "POST":
        return _compared(request, found)
    return render(request, "station/cards/hand.html", hand_page(found))


def _compared(request: StationRequest, found: Handing) -> HttpResponse:
    position = request.POST.get("position", "")
    if position not in proving.fingers_of(found):
        raise RuleBroken("page_unknown", page=position[:40])
    transaction = proving.transaction_of(found.id, salt=secrets.token_hex(4))
    (record,) = request.desk.scanners.capture(Capture(positions=(position,), transaction=transaction))
    matched = proving.compare(
        request.work.bench,
        carried=carrying.get_carried(request.work.carried),
        handing=found,
        template=judge(record).template,
        at=request.desk.stamp(),
    )
    return _given(request, matched)


def _given(request: StationRequest, found: Handing) -> HttpResponse:
    packet = acts.give(request.work.bench, handing=found, signing=_signing(request))
    request.desk.sender.wake()
    return redirect("station:card_slip", packet)


@at_work
@require_http_methods(["GET", "POST"])
def exception(request: StationRequest, handing: uuid.UUID) -> HttpResponse:
    work = request.work
    found = acts.get(work.bench, handing)
    form = UnmatchedForm(request.POST or None, request.FILES or None, initial=_before(found))
    if request.method == "POST" and form.is_valid():
        one = form.cleaned_data
        unmatched = Unmatched(
            code=one["code"], reason=one["reason"], witnesses=(one["witness_1"], one["witness_2"])
        )
        found = proving.except_holder(work.bench, handing=found, told=unmatched, at=request.desk.stamp())
        if one["photo"]:
            image = one["photo"].read(MOST_PHOTO_BYTES)
            proving.keep_photo(work.bench, handing=found, image=image)
        return _given(request, found)
    context = hand_page(found) | {"form": form, "has_photo": acts.has_photo(work.bench, handing=found)}
    return render(request, "station/cards/exception.html", context)


@at_work
@require_http_methods(["GET", "POST"])
def photo(request: StationRequest, handing: uuid.UUID) -> HttpResponse:
    """The camera's picture of why nothing can be compared; a camera that failed leads back to its page."""
    found = acts.get(request.work.bench, handing)
    if request.method == "GET":
        return redirect("station:card_exception", handing)
    wanted = Capture(
        positions=(capture_rules.FACE,),
        transaction=proving.transaction_of(found.id, salt=secrets.token_hex(4)),
        wanted_score=0,
    )
    (record,) = request.desk.scanners.capture(wanted)
    proving.keep_photo(request.work.bench, handing=found, image=proving.picture_of(record.record))
    request.desk.flash = _("Foto disimpan tersegel.")
    return redirect("station:card_exception", handing)


@at_work
@require_http_methods(["GET", "POST"])
def close(request: StationRequest) -> HttpResponse:
    """The officer's count: what lies on the table, and what does not."""
    work = request.work
    carried = carrying.get_carried(work.carried)
    context = list_page(work.bench, carried=carried, words="")
    left = {row.card.serial: row.parcel.pack for row in context["left"]}
    if request.method != "POST":
        return render(request, "station/cards/close.html", context)
    there = set(request.POST.getlist("back"))
    for parcel in carried.parcels:
        mine = [serial for serial, pack in left.items() if pack == parcel.pack]
        closed = Closed(
            back=tuple(sorted(there.intersection(mine))), missing=tuple(sorted(set(mine) - there))
        )
        acts.count(
            work.bench,
            pack=parcel.pack,
            seal_public=_seal(request),
            closed=closed,
            signing=_signing(request),
        )
    request.desk.sender.wake()
    request.desk.flash = _("Hitungan kartu disimpan dan menunggu dikirim. Serahkan kartunya ke brankas.")
    return redirect("station:cards")


def _signing(request: StationRequest) -> acts.Signing:
    return acts.Signing(
        station=request.desk.identity,
        seed=carrying.get_carried(request.work.carried).seed,
        at=request.desk.stamp(),
        monotonic_ms=lambda: time.monotonic_ns() // 1_000_000,
    )


def _seal(request: StationRequest) -> bytes:
    worklist = request.work.worklist
    return worklist.seal_keys[worklist.seal_kid]


def _before(found: Handing) -> dict[str, str]:
    """What was told before, so that nothing is typed twice after the photograph was missing."""
    if found.exception is None:
        return {}
    first, second = found.exception.witnesses
    told = found.exception
    return {"code": told.code, "reason": told.reason, "witness_1": first, "witness_2": second}


@at_work
@require_http_methods(["GET"])
def slip(request: StationRequest, packet: uuid.UUID) -> HttpResponse:
    given = decode(request.work.bench.visits.cards.act(packet))
    place = carrying.place_of(request.work.carried, pack=given.pack) or request.work.worklist.site
    context = paper_of(given) | {"place": place} | made_by(request) | slip_paper(request)
    return render(request, "station/cards/slip.html", context)
