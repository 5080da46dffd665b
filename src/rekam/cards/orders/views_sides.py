"""The two sides of a card, and a foreigner's nationality for its front."""

from typing import Literal
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, who
from rekam.cards import queries, services
from rekam.cards.face.drawing import Drawing
from rekam.cards.orders.about import looked_at
from rekam.cards.orders.forms import CountryForm
from rekam.kernel.errors import RuleBroken
from rekam.ui.files import opened

Side = Literal["depan", "belakang"]


@allow("cards.see")
@require_GET
@cache_control(no_store=True, private=True)
def png(request: HttpRequest, job: UUID, *, side: Side) -> HttpResponse:
    return HttpResponse(_drawn(request, job, side=side).png, content_type="image/png")


@allow("cards.see")
@require_GET
@cache_control(no_store=True, private=True)
def pdf(request: HttpRequest, job: UUID, *, side: Side) -> HttpResponse:
    return opened(_drawn(request, job, side=side).pdf, name=f"kartu-{job.hex[:8]}-{side}.pdf")


def _drawn(request: HttpRequest, job: UUID, *, side: Side) -> Drawing:
    row = queries.get_job(job)
    show(request, "cards.card.drawn", **looked_at(row))
    draw = queries.card_drawing if side == "depan" else queries.card_back
    return draw(row, at=timezone.now())


@allow("cards.request")
@require_POST
def country(request: HttpRequest, job: UUID) -> HttpResponse:
    form = CountryForm(request.POST)
    if not form.is_valid():
        raise RuleBroken("country_missing")
    services.name_country(job=job, country=form.cleaned_data["country"], **who(request))
    messages.success(request, _("Kewarganegaraan dicatat; lihat di muka kartu."))
    return redirect("cards:card", job)
