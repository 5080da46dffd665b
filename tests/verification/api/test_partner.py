"""An institution with a contract asks; a stop counts at once; a yes is the resident's own."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from rekam.accounts.residents.services import open_resident
from rekam.kernel.database import Scope, scope
from rekam.registry.models import Resident
from rekam.verification.asking.models import Asked
from rekam.verification.consent import rules
from rekam.verification.consent.models import ConsentRequest
from rekam.verification.consent.services import decide
from rekam.verification.partners.models import Partner, PartnerKey
from rekam.verification.partners.rules import State
from rekam.verification.partners.services import revoke_key
from tests.verification.api.asker import Asker

OFFICE = Scope.of("36.73")


def right(siti: Resident, **values: str) -> dict[str, object]:
    return {"nik": siti.nik, "values": {"NAMA_LGKP": "SITI", **values}}


def test_a_resident_is_confirmed_and_the_question_counted_once(bank_asks: Asker, siti: Resident) -> None:
    told = [bank_asks.ask(right(siti, TGL_LHR="1990-01-01"), reference="a").json() for _ in range(2)]

    assert [one["confirmed"] for one in told] == [True, True]
    assert told[0]["number"] == told[1]["number"]
    with scope(OFFICE):
        assert Asked.objects.count() == 1
    no = bank_asks.ask({"nik": "3673020101010009", "values": {"NAMA_LGKP": "SITI"}}).json()
    assert (no["confirmed"], no["code"], no["matches"]) == (False, None, {"NAMA_LGKP": False})


def test_a_quota_says_when_to_ask_again(bank_asks: Asker, siti: Resident, partner: Partner) -> None:
    with scope(OFFICE):
        Partner.objects.update(nik_quota=1)
    first, second = (bank_asks.ask(right(siti)) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 429)
    assert second.json()["code"] == "nik_asked_too_often"
    assert 0 < int(second.headers["Retry-After"]) <= 24 * 60 * 60 + 1


def test_a_stop_and_a_key_taken_back_count_at_once(bank_asks: Asker, siti: Resident) -> None:
    with scope(OFFICE):
        Partner.objects.update(state=State.SUSPENDED)
    stopped, anew = bank_asks.ask(right(siti)), bank_asks.sign_in()
    assert (stopped.status_code, stopped.json()["code"]) == (403, "partner_not_active")
    assert (anew.status_code, anew.json()["error"]) == (403, "unauthorized_client")
    with scope(OFFICE):
        Partner.objects.update(state=State.ACTIVE)
        revoke_key(key=PartnerKey.objects.get().uuid, actor="yayan", at=timezone.now())

    assert bank_asks.ask(right(siti)).json()["code"] == "token_wrong"


def test_stronger_fields_need_the_residents_own_yes_once(bank_asks: Asker, siti: Resident) -> None:
    stronger = right(siti, NAMA_LGKP_IBU="Ibu")
    assert bank_asks.ask(stronger).json()["code"] == "yes_not_given"
    made = bank_asks.send("/consents", {"fields": ["NAMA_LGKP", "NAMA_LGKP_IBU"]})
    assert (made.status_code, made.json()["state"]) == (201, "waiting")
    asked = {**stronger, "own_consent": made.json()["id"]}
    assert bank_asks.ask(asked).json()["code"] == "yes_not_given"
    assert bank_asks.send("/consents", {"fields": ["NO_KK"]}).json()["code"] == "field_not_granted"

    own = Client()
    own.force_login(open_resident(resident=siti.uuid, at=timezone.now()))
    page = own.post("/saya/izin/", {"code": made.json()["code"].lower()}, follow=True)
    assert "Bank Contoh Serang" in page.content.decode()
    assert "nama ibu" in page.content.decode()
    own.post("/saya/izin/jawab/", {"say": "yes"})

    standing = bank_asks.send(f"/consents/{made.json()['id']}", method="GET")
    assert standing.json()["state"] == "given"
    answers = [bank_asks.ask(asked) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 403]
    assert ConsentRequest.objects.get(uuid=made.json()["id"]).used_at is not None


def test_numbers_cannot_be_tried_with_somebodys_yes(bank_asks: Asker, siti: Resident) -> None:
    stronger = right(siti, NAMA_LGKP_IBU="Ibu")
    made = bank_asks.send("/consents", {"fields": ["NAMA_LGKP", "NAMA_LGKP_IBU"]}).json()
    at = timezone.now()
    decide(UUID(made["id"]), resident=siti.uuid, yes=True, actor="siti", at=at)
    wrong = {**stronger, "nik": "3673020101010009", "own_consent": made["id"]}
    assert bank_asks.ask(wrong).json()["code"] == "yes_not_given"
    assert bank_asks.ask({**stronger, "own_consent": made["id"]}).json()["code"] == "yes_not_given"


def test_a_client_that_asks_too_fast_waits(bank_asks: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_ASKED", 2)
    ConsentRequest.objects.create(client_id="another", fields=[], code="x", made_at=timezone.now())
    asked = [bank_asks.send("/consents", {"fields": ["NAMA_LGKP"]}) for _ in range(3)]
    assert [one.status_code for one in asked] == [201, 201, 429]
    assert (asked[2].json()["code"], asked[2]["Retry-After"]) == ("asked_too_fast", "60")
    refused = bank_asks.send("/presentations", {"fields": ["NO_KK"]})  # counted apart
    assert refused.json()["code"] == "field_not_granted"

    ConsentRequest.objects.update(made_at=timezone.now() - rules.ASKED_SPAN)
    assert bank_asks.send("/consents", {"fields": ["NAMA_LGKP"]}).status_code == 201


def test_a_request_for_consent_is_its_partners_own(bank_asks: Asker) -> None:
    other = Asker()
    assert bank_asks.send(f"/consents/{uuid4()}", method="GET").status_code == 404
    assert other.send(f"/consents/{uuid4()}", method="GET").status_code == 401
