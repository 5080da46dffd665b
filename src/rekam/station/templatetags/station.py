"""`{% load station %}`: names of parts of the body."""

from django import template

from rekam.station.naming import part_name

register = template.Library()


@register.filter
def bagian(position: str) -> str:
    """The name of a position: right_index -> Telunjuk kanan."""
    return part_name(position).capitalize()
