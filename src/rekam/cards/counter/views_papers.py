"""The papers of a hand-over: the resident's receipt, and the photograph of an exception."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow
from rekam.cards import queries
from rekam.cards.orders.about import looked_at
from rekam.kernel.errors import RuleBroken
from rekam.ui.slip_paper import slip_paper
from rekam.vault import services as vault


@allow("cards.see")
@require_GET
def receipt(request: HttpRequest, job: UUID) -> HttpResponse:
    row = queries.get_job(job)
    told = queries.receipt_of(row)
    show(request, "cards.receipt.seen", **looked_at(row))
    context = {"job": row, "receipt": told, **slip_paper(request)}
    return render(request, "cards/counter/receipt.html", context)


@allow("cards.see")
@require_GET
@cache_control(no_store=True, private=True)
def waiver_photo(request: HttpRequest, job: UUID) -> HttpResponse:
    row = queries.get_job(job)
    if queries.find_face(row, at=timezone.now()) is None:
        raise RuleBroken("not_found")  # the holder moved away: the office keeps the papers, not the face
    waived = queries.find_waived(row)
    if waived is None or not waived.photo:
        raise RuleBroken("exception_photo_missing")
    show(request, "cards.waiver.photo", **looked_at(row))
    return HttpResponse(vault.read(waived.photo), content_type="image/jpeg")
