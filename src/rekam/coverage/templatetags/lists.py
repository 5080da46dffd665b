"""Counts that lead to the list behind them."""

from functools import cache

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html

from rekam.ui.templatetags.rekam import jumlah

register = template.Library()


@register.simple_tag(takes_context=True)
def listed(context: Context, people: int, area_code: str, **asked: str) -> str:
    """A count of an area; a link where there is anybody and the reader may see names.

    asked   what narrows the list, in the words of people.forms.ListForm; the day is that of the page
    """
    if not (people and context["names_allowed"]):
        return jumlah(people)
    words = [*(f"{name}={value}" for name, value in asked.items()), context["day_query"]]
    query = "&".join(filter(None, words))
    return format_html('<a href="{}?{}">{}</a>', _names_of(area_code), query, jumlah(people))


@cache
def _names_of(area_code: str) -> str:
    return reverse("coverage:names", args=[area_code])
