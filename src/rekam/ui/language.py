"""The language of the page that is being made."""

from django.utils.translation import get_language

from rekam.ui.numbers import Language


def page_language() -> Language:
    """English where it was asked for in any of its forms, else Indonesian."""
    return "en" if (get_language() or "id").startswith("en") else "id"
