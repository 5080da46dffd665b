"""The list behind a count: names for who may see them, each look written down."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, allowed, officer
from rekam.audit.rules import Purpose
from rekam.coverage.listing import PER_PAGE
from rekam.coverage.people import queries
from rekam.coverage.people.forms import ListForm
from rekam.coverage.people.rules import Listed
from rekam.coverage.people.words import LISTED
from rekam.coverage.places import place_of
from rekam.kernel.region import AreaCode, area_name


@require_safe
@allow("coverage.see_names")
def names(request: HttpRequest, code: str) -> HttpResponse:
    account = officer(request)
    place = place_of(code, account=account)
    today = account.day(timezone.now())
    form = ListForm(request.GET, today=today)
    context = {"place": place, "name": area_name(place.text), "form": form}
    if not form.is_valid():
        return render(request, "coverage/people.html", context, status=400)
    keys = queries.people(area_code=place.text, on=form.day, chosen=form.chosen)
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    people = queries.rows(list(page.object_list), area_code=place.text)
    _write_down(request, place=place, listed=form.listed, people=people)
    context |= {
        "page": page,
        "people": [(person, area_name(person.area_code)) for person in people],
        "count": len(keys),
        "listed": LISTED[form.listed],
        "narrowed": form.narrowed(),
        "day": form.day,
        "query": _without_page(request),
        "may_open": allowed(account, "registry.see_resident"),
    }
    return render(request, "coverage/people.html", context)


def _write_down(request: HttpRequest, *, place: AreaCode, listed: Listed, people: Sequence[Any]) -> None:
    show(
        request,
        "coverage.list_seen" if listed is Listed.NOT_RECORDED else "coverage.card_list_seen",
        people=[str(person.uuid) for person in people],
        purpose=Purpose.OUTREACH,
        case=place.text,
        list=listed,
    )


def _without_page(request: HttpRequest) -> str:
    """The address of this list, up to the number of a page."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return f"?{asked.urlencode()}&" if asked else "?"
