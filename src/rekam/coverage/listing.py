"""One page out of many people, for the lists behind the counts."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 50


def page_of(request: HttpRequest, found: QuerySet[Any]) -> tuple[Page[Any], list[str]]:
    """The asked page of residents, PER_PAGE each, and their ids; the caller writes the look down."""
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return page, [str(person.uuid) for person in page]
