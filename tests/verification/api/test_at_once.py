"""Counts that are right when many ask at the same moment: by either way of the API, and by comparing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from rekam.kernel.database import scope
from rekam.verification.api import short_way, views
from rekam.verification.asking.models import Asked, MonthUse, NikUse
from rekam.verification.asking.rules import Field
from rekam.verification.comparing import samples
from rekam.verification.partners.rules import Kind
from rekam.verification.partners.services import add_key
from rekam.verification.sandbox import bodies
from tests.verification.api.asker import Asker
from tests.verification.conftest import OFFICE, active

MONTH, OF_A_NIK, ASKED = 7, 3, 24


@pytest.fixture
def asker(own_database: str, own_vault: None, receipt_keys: None) -> Asker:
    """Of an institution that may ask seven times."""
    now = timezone.now()
    days = {"begins": now.date() - timedelta(days=1), "until": now.date() + timedelta(days=300)}
    fields = (Field.NAMA_LGKP, Field.WAJAH)
    with scope(OFFICE):
        partner = active(
            kind=Kind.POLICE, fields=fields, monthly_quota=MONTH, nik_quota=OF_A_NIK, needs_consent=False
        )
        asker = Asker(partner.client_id)
        add_key(partner=partner.uuid, jwk=asker.jwk, **days, actor="yayan", at=now)
    assert asker.sign_in().status_code == 200
    return asker


def test_the_last_questions_of_a_quota_are_answered_once(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    template, short, long = bodies.find_template("9999994101900001"), short_way.ask, views.long_way
    taken: list[str] = []
    monkeypatch.setattr(samples, "extract", lambda *_asked: template)
    monkeypatch.setattr(views, "long_way", lambda *a, **n: taken.append("long") or long(*a, **n))
    monkeypatch.setattr(
        short_way, "ask", lambda *a, **n: short(*a, **n) if a[1].reference.endswith("short") else None
    )

    def tries(number: int) -> str:
        nik = f"36730241019{number % 4:05d}"
        asked = {"nik": nik, "reference": f"{uuid4().hex[:8]}-{('short', 'long', 'face')[number % 3]}"}
        try:
            if number % 3 == 2:
                told = asker.send("/comparisons", {**asked, "field": "WAJAH", "samples": ["QUJD"]})
            else:
                told = asker.send("/questions", {**asked, "values": {"NAMA_LGKP": "SITI"}})
            return "answered" if told.status_code == 200 else str(told.json()["code"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        told = list(threads.map(tries, range(ASKED)))

    assert set(told) <= {"answered", "quota_used_up", "nik_asked_too_often"}
    assert told.count("answered") == MonthUse.objects.get().used == MONTH
    assert max(NikUse.objects.values_list("used", flat=True)) <= OF_A_NIK
    assert len(taken) == ASKED // 3
    with scope(OFFICE):
        assert Asked.objects.count() == MONTH
