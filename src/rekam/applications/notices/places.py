"""The office and its pages, as messages and letters name them."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from rekam.accounts.queries import office_at
from rekam.kernel.database import current_scope
from rekam.kernel.region import area_name, children

NAME_LETTERS, PAGE_LETTERS = 30, 50
ASK_US = {"id": "tanyakan di kantor kami", "en": "ask at our office"}


def office_name() -> str:
    """The office, short enough for a message."""
    return (office_at(settings.REKAM_OFFICE_AREA) or "Disdukcapil")[:NAME_LETTERS]


def where_to_look(route: str, *, language: str = "id") -> str:
    """A page of ours as it is typed, or where to ask where the office has no public address."""
    host = urlsplit(os.environ.get("REKAM_PUBLIC_URL", "")).netloc
    page = f"{host}{reverse(route)}"
    return page if host and len(page) <= PAGE_LETTERS else ASK_US.get(language, ASK_US["id"])


def areas_in_scope() -> list[tuple[str, str]]:
    """The office's areas inside the current scope, code and name, each kecamatan before its kelurahan."""
    wanted = current_scope()
    return [(code, name) for code, name in _within(settings.REKAM_OFFICE_AREA) if wanted.contains(code)]


def _within(code: str) -> Iterator[tuple[str, str]]:
    yield code, area_name(code)
    for one in sorted(children(code), key=lambda one: one.name):
        yield from _within(one.code.text)
