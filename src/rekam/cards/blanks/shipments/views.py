"""Pages of shipments."""

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
from rekam.cards import queries, services
from rekam.cards.blanks import words
from rekam.cards.blanks.shipments.forms import ArriveForm, SendForm
from rekam.cards.blanks.shipments.queries import (
    COMING,
    OPEN,
    boxes_on_the_road,
    get_shipment,
    serials_on_the_road,
    shipments,
)
from rekam.cards.forms import ReasonForm
from rekam.cards.orders.about import allowed
from rekam.kernel.installation import office_day

SERIALS_SHOWN = 200


@allow("cards.see")
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    found, mine = shipments(today=office_day(timezone.now())), officer(request).username
    context = {
        "rows": [(one, words.STANDING[one.standing]) for one in found],
        "waiting": sum(one.standing in COMING and one.comes and one.row.sent_by != mine for one in found),
        "may_move": allowed(request, "cards.receive_blanks"),
    }
    return render(request, "cards/blanks/shipments.html", context)


@allow("cards.receive_blanks")
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    asked = {"serials": "\n".join(request.GET.getlist("keping")), "to_site": request.GET.get("tujuan")}
    form = SendForm(request.POST or None, places=queries.sites(), initial=asked)
    if request.method == "POST" and form.is_valid():
        sent = services.send_blanks(**form.cleaned_data, **who(request))
        told = ngettext("%(n)s keping dikirim.", "%(n)s keping dikirim.", sent.count)
        messages.success(request, told % {"n": sent.count})
        return redirect("cards:shipment", sent.uuid)
    return render(request, "cards/blanks/send.html", {"form": form}, status=400 if form.errors else 200)


@allow("cards.see")
@require_GET
def shipment(request: HttpRequest, shipment: UUID) -> HttpResponse:
    return _page(request, shipment)


def _page(
    request: HttpRequest, shipment: UUID, *, arrive: ArriveForm | None = None, why: ReasonForm | None = None
) -> HttpResponse:
    one = get_shipment(shipment, today=office_day(timezone.now()))
    is_open, is_sender = one.standing in OPEN, one.row.sent_by == officer(request).username
    expected = serials_on_the_road(one.row) if one.leaves else []
    context = {
        "one": one,
        "status": words.STANDING[one.standing],
        "boxes": boxes_on_the_road(one.row),
        "serials": expected[:SERIALS_SHOWN],
        "more": max(0, len(expected) - SERIALS_SHOWN),
        "names": named([one.row.sent_by, one.row.closed_by, *(answer.actor for answer in one.answers)]),
        "arrive": arrive or ArriveForm(),
        "why": why or ReasonForm(),
        "is_sender": is_sender,
        "may_receive": is_open and one.comes and not is_sender and allowed(request, "cards.second_blanks"),
        "may_take_back": is_open and one.leaves and allowed(request, "cards.receive_blanks"),
    }
    wrong = bool((arrive and arrive.errors) or (why and why.errors))
    return render(request, "cards/blanks/shipment.html", context, status=400 if wrong else 200)


@allow("cards.second_blanks")
@require_POST
def arrive(request: HttpRequest, shipment: UUID) -> HttpResponse:
    form = ArriveForm(request.POST)
    if not form.is_valid():
        return _page(request, shipment, arrive=form)
    answer = services.receive_shipment(shipment=shipment, **form.cleaned_data, **who(request))
    told = {"arrived": answer.arrived, "missing": answer.missing, "strangers": len(answer.strangers)}
    if answer.missing or answer.strangers:
        text = _(
            "%(arrived)s keping masuk; %(missing)s belum tiba dan %(strangers)s bukan dari kiriman ini."
            " Pengirim melihat selisih ini."
        )
        messages.warning(request, text % told)
    else:
        messages.success(request, _("%(arrived)s keping masuk; kiriman lengkap.") % told)
    return redirect("cards:shipment", shipment)


@allow("cards.second_blanks")
@require_POST
def refuse(request: HttpRequest, shipment: UUID) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, shipment, why=form)
    services.refuse_shipment(shipment=shipment, reason=form.cleaned_data["reason"], **who(request))
    messages.success(request, _("Kiriman ditolak; pengirim mengambilnya kembali."))
    return redirect("cards:shipment", shipment)


@allow("cards.receive_blanks")
@require_POST
def take_back(request: HttpRequest, shipment: UUID) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, shipment, why=form)
    services.take_back_shipment(shipment=shipment, reason=form.cleaned_data["reason"], **who(request))
    messages.success(request, _("Yang masih di perjalanan tercatat kembali di tempat asalnya."))
    return redirect("cards:shipment", shipment)
