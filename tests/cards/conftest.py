"""The office of Kota Serang, its officers, and a portrait where the vault would be."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from rekam.accounts.models import Account
from rekam.accounts.rules import Role
from rekam.enrolment import queries as enrolment
from rekam.kernel.database import scope
from tests.cards.city import OFFICE, portrait
from tests.personas import officer


@pytest.fixture
def office(db: None) -> Iterator[None]:
    """Work in the scope of Kota Serang."""
    with scope(OFFICE):
        yield


@pytest.fixture
def pages(office: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The card room's addresses, and a portrait without a vault."""
    settings.ROOT_URLCONF = "tests.cards.urls"
    monkeypatch.setattr(enrolment, "portrait", lambda _record: portrait())
    monkeypatch.setattr(enrolment, "signature", lambda _record: None)


def signed_in(username: str, role: Role, *, areas: list[str] | None = None) -> Client:
    account: Account = officer(role, username=username, areas=tuple(areas or ["36.73"]))
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def siti(pages: None) -> Client:
    """Operator."""
    return signed_in("siti", Role.OPERATOR)


@pytest.fixture
def budi(pages: None) -> Client:
    """Verifikator."""
    return signed_in("budi", Role.VERIFIKATOR)


@pytest.fixture
def rina(pages: None) -> Client:
    """Back office: store and printer."""
    return signed_in("rina", Role.BACK_OFFICE)


@pytest.fixture
def cilegon(pages: None) -> Client:
    """Back office of another city."""
    return signed_in("dewi", Role.BACK_OFFICE, areas=["36.72"])
