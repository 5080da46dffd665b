"""The page of printed cards that nobody has collected."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow
from rekam.audit.rules import Purpose
from rekam.cards import queries
from rekam.cards.counter.forms import UncollectedForm
from rekam.cards.counter.rules import Age
from rekam.cards.counter.uncollected import Line
from rekam.cards.counter.words import AGES
from rekam.cards.orders.about import allowed
from rekam.kernel.installation import office_day
from rekam.kernel.region import area_name

PER_PAGE = 50


@allow("cards.see")
@require_GET
def uncollected(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    on = office_day(at)
    kecamatan = queries.waiting_by_kecamatan(on=on)
    form = UncollectedForm(request.GET, kecamatan=[(one.code, one.name) for one in kecamatan])
    chosen, age = form.chosen()
    found = queries.uncollected(kecamatan=chosen, age=age, on=on)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    lines = queries.lines_of(list(page), at=at)
    people = [str(line.entry.resident) for line in lines]
    show(request, "cards.uncollected.seen", people=people, purpose=Purpose.CARD)
    context = {
        "at": at,
        "ages": [(int(one), AGES[one]) for one in Age],
        "kecamatan": [(row, [(int(one), row.by_age[one]) for one in Age]) for row in kecamatan],
        "chosen": _told(chosen, age=age),
        "filtered": bool(chosen) or age is not None,
        "most": max((one.whole for one in kecamatan), default=0),
        "whole": sum(one.whole for one in kecamatan),
        "page": page,
        "lines": lines,
        "query": f"?kecamatan={chosen}&age={'' if age is None else int(age)}&",
        "days": settings.REKAM_UNCOLLECTED_DAYS,
        "going_back": sum(line.overdue for line in lines),
        "send_back": _send_back(lines) if allowed(request, "cards.receive_blanks") else "",
    }
    return render(request, "cards/counter/uncollected.html", context)


def _send_back(lines: Sequence[Line]) -> str:
    """The page that sends the overdue cards of these to the Dinas, filled in; "" where there are none."""
    serials = [line.serial for line in lines if line.overdue]
    asked = urlencode({"tujuan": settings.REKAM_OFFICE_AREA, "keping": serials}, doseq=True)
    return f"{reverse('cards:send')}?{asked}" if serials else ""


def _told(kecamatan: str, *, age: Age | None) -> str:
    """What the list below shows, in words."""
    place = area_name(kecamatan) if kecamatan else _("Semua kecamatan")
    return place if age is None else f"{place}, {AGES[age]}"
