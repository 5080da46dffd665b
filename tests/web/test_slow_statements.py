"""A statement that the database ends is told in a sentence, with a code, and nothing else happens."""

import pytest
from django.db import connection
from django.test import Client

from rekam.accounts.rules import Role
from rekam.kernel.database import EVERYWHERE, scope
from rekam.registry.lookup import queries
from rekam.registry.lookup.rules import Asked
from rekam.registry.models import Resident
from tests.conftest import raw
from tests.personas import officer, resident


@pytest.fixture
def siti(own_database: str) -> Client:
    browser = Client(raise_request_exception=False)
    browser.force_login(officer(Role.OPERATOR))
    return browser


def ask(*, words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words)


def test_too_much_asked_is_told(siti: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(_asked: Asked, *, fields: object) -> list[Resident]:
        ask(words="SET LOCAL statement_timeout = 50")
        ask(words="SELECT pg_sleep(5)")
        return []

    monkeypatch.setattr(queries, "find", slow)
    answer = siti.post("/register/", {"cari": "siti"})
    assert (answer.status_code, b"too_much_asked" in answer.content) == (503, True)
    assert siti.get("/register/").status_code == 200


def test_a_row_in_use_is_told(siti: Client, own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with scope(EVERYWHERE):
        person = resident(serial=1)
        person.save()

    def waiting(_asked: Asked, *, fields: object) -> list[Resident]:
        ask(words="SET LOCAL lock_timeout = 50")
        return list(Resident.objects.select_for_update())

    monkeypatch.setattr(queries, "find", waiting)
    with raw(own_database, role="rekam_migrate") as other, other.transaction():
        other.execute("SELECT 1 FROM registry_resident FOR UPDATE")
        answer = siti.post("/register/", {"cari": "siti"})
    assert (answer.status_code, b"row_in_use" in answer.content) == (503, True)
