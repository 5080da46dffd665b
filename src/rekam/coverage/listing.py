"""A page of names out of a count: kept inside the officer's area and daily limit, and written down."""

from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from rekam.accounts.caps.permissions import count_shown
from rekam.accounts.permissions import Account, officer
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode

PER_PAGE = 50


def place_of(code: str, *, account: Account) -> AreaCode:
    """The area of an address, if the account may see it.

    Raises RuleBroken("not_found" | "area_code_malformed").
    """
    place = AreaCode.parse(code)
    if not account.scope.contains(place.text):
        raise RuleBroken("not_found")
    return place


def show_people(
    request: HttpRequest, found: QuerySet[Any], *, action: str, purpose: Purpose, case: str, at: datetime
) -> Page[Any]:
    """The asked page of residents, PER_PAGE each.

    Raises RuleBroken where the officer's daily limit is used up (accounts.caps).
    """
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    count_shown(request, people=len(page))
    record(
        action,
        actor=officer(request).username,
        at=at,
        subjects=[str(person.uuid) for person in page],
        purpose=purpose,
        case=case,
    )
    return page
