"""What the pages of counts and of names share: the area of an address, and one page out of many people."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from rekam.accounts.permissions import Account
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


def page_of(request: HttpRequest, found: QuerySet[Any]) -> tuple[Page[Any], list[str]]:
    """The asked page of residents, PER_PAGE each, and their ids; the caller writes the look down."""
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return page, [str(person.uuid) for person in page]
