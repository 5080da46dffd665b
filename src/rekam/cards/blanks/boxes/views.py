"""The page of one closed box."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.permissions import allow, who
from rekam.accounts.queries import named
from rekam.cards import queries, services
from rekam.cards.blanks import words
from rekam.cards.blanks.boxes.forms import CountOutForm
from rekam.cards.blanks.boxes.queries import get_box, moves_of_box
from rekam.cards.blanks.seconds.queries import find_short
from rekam.cards.forms import ReasonForm
from rekam.cards.orders.about import allowed


@allow("cards.see")
@require_GET
def box(request: HttpRequest, box: UUID) -> HttpResponse:
    return _page(request, box)


def _page(
    request: HttpRequest, box: UUID, *, out: CountOutForm | None = None, short: ReasonForm | None = None
) -> HttpResponse:
    found = get_box(box)
    moves = moves_of_box(found)
    waiting = find_short(found)
    context = {
        "box": found,
        "place": queries.site_name(found.area_code),
        "used": found.blanks.count(),
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
        "out": out or CountOutForm(),
        "short": short or ReasonForm(),
        "waiting": waiting,
        "may_open": found.left > 0 and not found.bound_for and allowed(request, "cards.receive_blanks"),
    }
    wrong = bool((out and out.errors) or (short and short.errors))
    return render(request, "cards/blanks/box.html", context, status=400 if wrong else 200)


@allow("cards.receive_blanks")
@require_POST
def count_out(request: HttpRequest, box: UUID) -> HttpResponse:
    form = CountOutForm(request.POST)
    if not form.is_valid():
        return _page(request, box, out=form)
    serials = form.cleaned_data["serials"]
    services.count_out(box=box, serials=serials, **who(request))
    told = ngettext("%(n)s keping punya nomor seri.", "%(n)s keping punya nomor seri.", len(serials))
    messages.success(request, told % {"n": len(serials)})
    return redirect("cards:box", box)


@allow("cards.receive_blanks")
@require_POST
def short(request: HttpRequest, box: UUID) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, box, short=form)
    row = services.write_short_box(box=box, reason=form.cleaned_data["reason"], **who(request))
    messages.success(request, _("Ditulis; petugas lain yang ikut melihat memastikannya."))
    return redirect("cards:act_of_two", row.uuid)
