"""The page on which a second officer confirms, under their own sign-in, what the first one wrote."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.permissions import allow, officer, who
from rekam.accounts.queries import named, same_person
from rekam.cards import services
from rekam.cards.blanks.queries import site_name
from rekam.cards.blanks.seconds.models import ActOfTwo
from rekam.cards.blanks.seconds.queries import get_act
from rekam.cards.blanks.seconds.rules import Kind
from rekam.cards.blanks.seconds.words import ASKED, BUTTONS, HEADS
from rekam.cards.orders.about import allowed


@allow("cards.see")
@require_GET
def act(request: HttpRequest, second: UUID) -> HttpResponse:
    row, mine = get_act(second), officer(request).username
    kind, is_open = Kind(row.kind), row.answered_at is None
    own = same_person(row.written_by, mine)
    context = {
        "row": row,
        "place": site_name(row.area_code),
        "head": HEADS[kind],
        "asked": ASKED[kind],
        "button": BUTTONS[kind],
        "names": named([row.written_by, row.second, row.answered_by]),
        "is_own": own,
        "may_confirm": is_open and not own and row.second in {"", mine},
        "may_drop": is_open and (row.written_by == mine or allowed(request, "cards.receive_blanks")),
    }
    return render(request, "cards/blanks/act_of_two.html", context)


@allow("cards.second_blanks")
@require_POST
def confirm(request: HttpRequest, second: UUID) -> HttpResponse:
    row = services.confirm_act(act=second, **who(request))
    messages.success(request, _("Dipastikan oleh dua petugas; buku blanko sudah mencatatnya."))
    return _back(row)


@allow("cards.second_blanks")
@require_POST
def drop(request: HttpRequest, second: UUID) -> HttpResponse:
    row = services.drop_act(act=second, **who(request))
    messages.success(request, _("Dibatalkan; tidak ada keping yang bergerak."))
    return _back(row)


def _back(row: ActOfTwo) -> HttpResponse:
    return redirect("cards:box", row.box.uuid) if row.box else redirect("cards:carriers")
