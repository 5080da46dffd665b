"""Faces and fingers over the API: yes or no and nothing else, the same no for everybody, and nothing kept."""

import base64
import json
from functools import cache
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rekam.abis import services as abis
from rekam.accounts.residents.services import open_resident
from rekam.audit.models import Entry
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.installation import office_day
from rekam.registry.canaries.services import make_canary
from rekam.registry.models import Resident
from rekam.vault import services as vault
from rekam.verification.api.models import Given
from rekam.verification.asking.models import Asked, MonthUse
from rekam.verification.comparing import samples, services
from rekam.verification.comparing.models import ComparisonTry
from rekam.verification.consent.models import ConsentRequest
from rekam.verification.partners.models import Partner
from rekam.verification.reports.queries import counted
from rekam.verification.reports.rules import semester_of
from rekam.verification.sandbox import bodies
from rekam.web.history import history_of
from tests.cards import city
from tests.verification.api.asker import SATU, Asker
from tests.verification.api.conftest import OFFICE
from tests.verification.comparing.test_samples import drawn
from tests.verification.conftest import keep

ENROLLED = "9999994101900001"
FACE, OTHER = "contoh-satu.jpg", "contoh-dua.jpg"
FINGER, OTHER_FINGER = "contoh-satu-right-index.fir", "contoh-dua-right-index.fir"


def sent(nik: str, *names: str, field: str = "WAJAH", **more: object) -> dict[str, object]:
    pictures = [base64.b64encode(drawn(name)).decode() for name in names]
    return {"reference": f"r-{uuid4().hex[:12]}", "nik": nik, "field": field, "samples": pictures, **more}


def enrol(resident: Resident, **changed: object) -> None:
    with scope(EVERYWHERE):
        record = city.record(resident)
        Record.objects.filter(pk=record.pk).update(**changed)
        template = bodies.find_template(ENROLLED)
        abis.enrol(subject=record.subject, at=timezone.now(), template=template)


@pytest.fixture
def police(bank_asks: Asker, partner: Partner, own_vault: None) -> Asker:
    """May compare faces and, by the Minister's approval, fingers; without a resident's yes."""
    with scope(OFFICE):
        Partner.objects.update(kind="police", fields=["WAJAH", "SIDIK_JARI"], codes=[], nik_quota=50)
    return bank_asks


def test_the_recorded_body_is_a_yes_and_every_no_is_one_and_the_same(
    police: Asker, siti: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(siti)
    dead = keep(2, status="dead")
    enrol(dead)
    without, lost, searched, aside = (keep(serial) for serial in range(3, 7))
    enrol(lost)
    enrol(searched, state=Status.SENT_FOR_DEDUP)
    enrol(aside, set_aside=True)
    others = [one.nik for one in (dead, without, lost, searched, aside)]
    noes = [(siti.nik, OTHER), *((nik, FACE) for nik in (*others, "3673020101010009", "36-7"))]
    real_extract, once = samples.extract, cache(lambda field, *records: real_extract(field, records))
    monkeypatch.setattr(samples, "extract", lambda field, records: once(field, *records))
    monkeypatch.setattr(services.asking, "WATCHED_EACH", 100)  # a look is no part of an answer
    probe = samples.extract(services.Field.WAJAH, [drawn(FACE)])
    read: list[str] = []
    real = vault.read
    monkeypatch.setattr(vault, "read", lambda address: read.append(address) or real(address))
    abis.compare(probe, address=None)  # a process's first keeps the template of nobody
    yes = police.send("/comparisons", sent(siti.nik, FACE)).json()
    assert (yes["confirmed"], yes["matches"], yes["code"]) == (True, {"WAJAH": True}, None)
    finger = police.send("/comparisons", sent(siti.nik, FINGER, field="SIDIK_JARI")).json()
    assert finger["matches"] == {"SIDIK_JARI": True}

    real_address = read[-1]
    trips, shapes = set(), set()
    for nik, name in noes:
        read.clear()
        if nik == lost.nik:
            vault.forget(real_address)
        with CaptureQueriesContext(connection) as asked:
            told = police.send("/comparisons", sent(nik, name)).json()
        shapes.add(json.dumps({key: told[key] for key in ("confirmed", "matches", "code")}))
        assert set(told) == set(yes)
        trips.add(len(asked))
        assert len(read) == 1
    assert shapes == {json.dumps({"confirmed": False, "matches": {"WAJAH": False}, "code": None})}
    assert len(trips) == 1


def test_what_is_kept_counted_paid_and_read_by_the_resident(police: Asker, siti: Resident) -> None:
    enrol(siti)
    with scope(OFFICE):
        Partner.objects.update(kind="bank")
    body = sent(siti.nik, FACE, reference="kyc-1", own_consent=agreed(police, signed_in(siti)))
    first, again = (police.send("/comparisons", body).json() for _ in range(2))
    assert {**first, "receipt": ""} == {**again, "receipt": ""}
    other = {**body, "nik": "3673020101010009"}
    assert police.send("/comparisons", other).json()["code"] == "reference_taken"
    assert ComparisonTry.objects.get().used == MonthUse.objects.get().used == 1

    with scope(OFFICE):
        row = Asked.objects.get()
        assert (row.matches, row.rupiah) == ({"WAJAH": True}, 3_000)
        used = counted(Partner.objects.get(), semester_of(office_day(timezone.now())))
        assert (used["fields"], used["rupiah"]) == ({"WAJAH": [1, 0]}, 3_000)
        (line, *_) = [one for one in history_of(siti.uuid) if one.who == "Bank Contoh Serang"]
    assert "membandingkan wajah atau sidik jari" in line.what
    assert (line.seen, line.is_question) == ("foto wajah", True)
    kept = [*Given.objects.values(), *ConsentRequest.objects.values(), *Entry.objects.values()]
    picture = base64.b64encode(drawn(FACE)).decode()[100:160]
    for text in (picture, siti.nik, "score", "far"):
        assert text not in json.dumps(kept, cls=Bytes)
    assert not any("score" in one for one in json.dumps(first).lower().split('"'))


class Bytes(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        return bytes(o).hex() if isinstance(o, bytes | memoryview) else super().default(o)


def signed_in(resident: Resident) -> Client:
    own = Client()
    own.force_login(open_resident(resident=resident.uuid, at=timezone.now()))
    return own


def agreed(asker: Asker, own: Client) -> str:
    """A consent for the face that the resident gave, having read what it is for."""
    made = asker.send("/consents", {"fields": ["WAJAH"]}).json()
    page = own.post("/saya/izin/", {"code": made["code"]}, follow=True).content.decode()
    assert "gambarnya tidak disimpan" in page.lower()
    own.post("/saya/izin/jawab/", {"say": "yes"})
    return str(made["id"])


def test_a_yes_is_asked_for_spent_once_and_given_back_where_nothing_is_answered(
    police: Asker, siti: Resident, partner: Partner
) -> None:
    enrol(siti)
    with scope(OFFICE):
        Partner.objects.update(kind="bank", nik_quota=1)

    def compare(nik: str = siti.nik, **more: object) -> str:
        told = police.send("/comparisons", sent(nik, FACE, **more)).json()
        return told.get("code") or str(told["confirmed"])

    assert compare() == "yes_not_given"
    assert not ComparisonTry.objects.exists()
    own = signed_in(siti)
    yes = agreed(police, own)
    assert compare(own_consent=str(uuid4())) == "yes_not_given"
    assert compare(own_consent=yes) == "True"
    assert compare(own_consent=yes) == "yes_not_given"
    second = agreed(police, own)
    assert compare(own_consent=second) == "nik_asked_too_often"
    assert ConsentRequest.objects.get(uuid=second).used_at is None


@pytest.mark.parametrize(
    ("changed", "body", "code"),
    [
        ({"fields": ["WAJAH"]}, {"field": "SIDIK_JARI"}, "field_not_granted"),
        ({}, {"field": "IRIS"}, "request_malformed"),
        ({}, {"samples": ["%%%"]}, "request_malformed"),
        ({}, {"samples": []}, "request_malformed"),
        ({}, {"samples": ["QUJD"]}, "sample_unreadable"),
        ({"needs_consent": True}, {}, "consent_missing"),
        ({"state": "suspended"}, {}, "partner_not_active"),
        ({"sandbox": True}, {"nik": "9900000101900001"}, ""),
    ],
    ids=str,
)
def test_what_is_refused_and_that_it_costs_no_question(
    police: Asker, changed: dict[str, object], body: dict[str, object], code: str
) -> None:
    with scope(OFFICE):
        Partner.objects.update(**changed)
    told = police.send("/comparisons", {**sent("36-7", FACE), **body}).json()
    assert (told["code"] or "") == code
    assert MonthUse.objects.exists() is (code == "")
    assert told.get("confirmed", False) is (code == "")


def test_pictures_have_a_limit_of_their_own_each_hour_and_each_request(
    police: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.rules, "LEAST_TRIES", 1)
    with scope(OFFICE):
        Partner.objects.update(monthly_quota=10)
    poor = {**sent("36-7", FACE), "samples": ["QUJD"]}
    told = [police.send("/comparisons", {**poor, "reference": f"r-{n}"}) for n in range(2)]
    assert [one.json()["code"] for one in told] == ["sample_unreadable", "comparisons_tried"]
    assert 0 < int(told[1].headers["Retry-After"]) <= 3600
    too_large = police.send("/comparisons", b" " * (3 * 1024 * 1024 + 1))
    assert (too_large.status_code, too_large.json()["code"]) == (413, "request_too_large")


def test_a_canary_stops_whoever_compares_it(police: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    monkeypatch.setattr(services.asking, "look", lambda **told: looked.append(told["actor"]))  # writes apart
    at = timezone.now()
    nik = make_canary(area_prefix="36.73.02", label="umpan", actor="test", at=at, chance=Random(3))
    assert not police.send("/comparisons", sent(nik, FACE)).json()["confirmed"]
    assert looked == [f"partner {police.client_id}"]
    assert police.send("/comparisons", sent("36-7", FACE)).json()["code"] == "partner_not_active"


def test_the_sandbox_says_yes_to_what_it_hands_out_and_no_to_another(asker: Asker) -> None:
    cases = {(SATU["nik"], FACE): True, (SATU["nik"], OTHER): False, ("9999990303500003", FACE): False}
    for (nik, name), right in cases.items():
        told = asker.send("/comparisons", sent(str(nik), name)).json()
        assert (told["confirmed"], told["matches"]) == (right, {"WAJAH": right})
    told = asker.send("/comparisons", sent(ENROLLED, OTHER_FINGER, field="SIDIK_JARI")).json()
    assert told["matches"] == {"SIDIK_JARI": False}  # the right one is a yes above, by the same template
    assert ComparisonTry.objects.get().client_id == "sandbox"
