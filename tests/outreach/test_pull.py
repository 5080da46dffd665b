"""The work list's door: a registered station and an operator's login, and nothing without both."""

import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.coverage.counters.rules import Reason
from rekam.coverage.counters.services import note_reason
from rekam.devices.services import register_station
from rekam.enrolment.capture_rules import read_parameters
from rekam.enrolment.operators import services as operators
from rekam.enrolment.operators.models import OfficerBody
from rekam.enrolment.operators.rules import Standing
from rekam.enrolment.sync_messages import (
    FORM_HEADER,
    OFFICERS_BODIES,
    PULL_DOMAIN,
    PullRequest,
    encode_pull,
)
from rekam.enrolment.worklist import decode_worklist, open_worklist, worklist_body
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.dates import OfficeZone, today_at
from rekam.outreach.models import Visit
from rekam.outreach.services import plan_visit
from rekam.registry.models import Resident
from rekam.registry.outside.models import OutsideService
from rekam.vault import sealing
from rekam.vault import services as vault
from rekam.vault.keys import ServerKeys, make_keys
from tests.personas import KASEMEN, SERANG, officer, resident

SEED = b"s" * 32
NONCE = b"n" * 16
PASSPHRASE = "laut kidul tenang"


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ServerKeys:
    monkeypatch.setenv("REKAM_DATA", str(tmp_path))
    return make_keys()


@pytest.fixture
def yayan(db: None) -> Account:
    return officer(Role.OPERATOR, username="yayan", areas=("36.73.02",), password=PASSPHRASE)


@pytest.fixture
def visit(yayan: Account, keys: ServerKeys) -> Visit:
    with scope(EVERYWHERE):
        resident(serial=1, area_code=KASEMEN, name="Ratu Maryamah").save()
        resident(serial=2, area_code=SERANG, name="Tubagus Hasan").save()
        register_station(
            public_key=sealing.signing_public(SEED),
            name="KSM-02",
            area_code="36.73.02",
            actor="bakri",
            at=timezone.now(),
        )
        tomorrow = timezone.now().date() + timedelta(days=1)
        return plan_visit(area_code=KASEMEN, on=tomorrow, actor="yayan", at=timezone.now())


def pull(  # type: ignore[no-untyped-def]
    client: Client,
    *,
    seed: bytes = SEED,
    passphrase: str = PASSPHRASE,
    visit: uuid.UUID | None = None,
    form: str = OFFICERS_BODIES,
):
    kid = sealing.kid_of(sealing.signing_public(SEED))
    body = encode_pull(
        PullRequest(station=kid, username="yayan", passphrase=passphrase, visit=visit, nonce=NONCE)
    )
    signature = sealing.sign(body, seed=seed, domain=PULL_DOMAIN).hex()
    return client.post(
        "/api/v1/station/pull",
        data=body,
        content_type="application/cbor",
        headers={"Rekam-Station-Signature": signature, FORM_HEADER: form},
    )


@pytest.mark.usefixtures("visit")
def test_a_registered_station_gets_just_its_visits_people(client: Client, keys: ServerKeys) -> None:
    answer = pull(client)
    assert answer.status_code == 200
    listed = open_worklist(answer.content, keys=keys.receipt_public, seed=SEED, nonce=NONCE)
    assert [person.name for person in listed.people] == ["Ratu Maryamah"]
    assert listed.officers[0].username == "yayan"
    assert listed.expires_at > datetime.now(UTC)
    assert Entry.objects.get(action="outreach.list.given").facts["station"]


def test_who_was_found_abroad_after_the_call_up_is_not_taken_along(
    visit: Visit, client: Client, keys: ServerKeys
) -> None:
    at = visit.planned_at + timedelta(minutes=1)
    with scope(EVERYWHERE):
        note_reason(
            resident=uuid.UUID(visit.people[0]),
            reason=Reason.ABROAD,
            evidence_on=at.date(),
            actor="public",
            at=at,
        )
    listed = open_worklist(pull(client).content, keys=keys.receipt_public, seed=SEED, nonce=NONCE)
    assert listed.people == ()


@pytest.mark.usefixtures("visit")
def test_the_officers_bodies_go_along_to_a_station_that_can_read_them(
    client: Client, keys: ServerKeys
) -> None:
    with scope(EVERYWHERE):
        for username, standing in (("yayan", Standing.CONFIRMED), ("somebody", Standing.CONFIRMED)):
            template = vault.keep(username.encode(), kind="officer")
            OfficerBody.objects.create(
                uuid=uuid.uuid4(),
                area_code="36.73",
                officer=username,
                standing=standing,
                template=template,
                taken_at=timezone.now(),
            )
    listed = open_worklist(pull(client).content, keys=keys.receipt_public, seed=SEED, nonce=NONCE)
    assert [(one.username, one.body) for one in listed.officers] == [("yayan", b"yayan")]
    assert listed.phone_key == operators.phone_key(sealing.kid_of(sealing.signing_public(SEED)))
    assert decode_worklist(worklist_body(listed)) == listed


@pytest.mark.usefixtures("visit")
def test_an_older_station_gets_the_list_that_it_knows(client: Client, keys: ServerKeys) -> None:
    listed = open_worklist(pull(client, form="").content, keys=keys.receipt_public, seed=SEED, nonce=NONCE)
    assert (listed.officers[0].body, listed.phone_key) == (b"", b"")
    assert b"phone_key" not in worklist_body(listed)


@pytest.mark.usefixtures("visit")
def test_who_lives_elsewhere_and_stood_at_the_counter_today_is_on_the_list(
    client: Client, keys: ServerKeys
) -> None:
    with scope(EVERYWHERE):
        guest = Resident.objects.get(full_name="Tubagus Hasan")
        OutsideService.objects.create(
            resident=guest.uuid,
            area_code="36.73.02",
            home_area=SERANG,
            service="recording",
            officer="yayan",
            on=today_at(zone=OfficeZone.WIB, now=timezone.now()),
            at=timezone.now(),
        )
    listed = open_worklist(pull(client).content, keys=keys.receipt_public, seed=SEED, nonce=NONCE)
    told = {person.name: (person.nik, person.address, person.area) for person in listed.people}
    assert set(told) == {"Ratu Maryamah", "Tubagus Hasan"}
    assert told["Tubagus Hasan"] == (guest.nik, "", "")
    assert str(guest.uuid) in Entry.objects.get(action="outreach.list.given").subjects


@pytest.mark.usefixtures("visit")
def test_the_offices_bounds_and_who_is_a_foreigner_go_along(client: Client, keys: ServerKeys) -> None:
    bounds = read_parameters(finger="60/40/2", iris="80/70/5", face="")
    with scope(EVERYWHERE):
        Resident.objects.filter(full_name="Ratu Maryamah").update(nationality="WNA")

    with override_settings(REKAM_CAPTURE=bounds):
        listed = open_worklist(pull(client).content, keys=keys.receipt_public, seed=SEED, nonce=NONCE)
    assert listed.parameters == bounds
    assert [person.foreigner for person in listed.people] == [True]


@pytest.mark.usefixtures("visit")
def test_a_request_is_answered_once(client: Client) -> None:
    assert pull(client).status_code == 200
    again = pull(client)
    assert (again.status_code, again.json()["code"]) == (409, "pull_repeated")


@pytest.mark.usefixtures("visit")
def test_the_list_is_sealed_to_the_station(client: Client) -> None:
    assert b"Maryamah" not in pull(client).content


@pytest.mark.usefixtures("visit")
def test_another_stations_signature_is_refused(client: Client) -> None:
    answer = pull(client, seed=b"t" * 32)
    assert (answer.status_code, answer.json()["code"]) == (403, "station_signature_wrong")


@pytest.mark.usefixtures("visit")
def test_a_wrong_passphrase_and_an_unknown_visit_are_told_apart_from_each_other_only(client: Client) -> None:
    assert pull(client, visit=uuid.uuid4()).json()["code"] == "visit_unknown"


def test_after_ten_wrong_passphrases_the_station_has_to_wait(
    client: Client, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rekam.outreach.services import note_pull

    kid = sealing.kid_of(sealing.signing_public(SEED))
    for _ in range(10):
        note_pull(station=kid, nonce=NONCE, at=timezone.now(), granted=False)
    answer = pull(client)
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_attempts")


def test_garbage_is_refused_with_a_code(client: Client, db: None, keys: ServerKeys) -> None:
    answer = client.post("/api/v1/station/pull", data=b"\xff\x00garbage", content_type="application/cbor")
    assert (answer.status_code, answer.json()["code"]) == (400, "pull_malformed")
    big = client.post("/api/v1/station/pull", data=b"\x00" * 9000, content_type="application/cbor")
    assert (big.status_code, big.json()["code"]) == (413, "pull_too_large")


@pytest.mark.django_db
def test_nobody_to_visit_is_a_refusal_not_an_empty_visit() -> None:
    from rekam.kernel.errors import RuleBroken

    with scope(EVERYWHERE), pytest.raises(RuleBroken, match="nobody_to_visit"):
        plan_visit(area_code=KASEMEN, on=date(2026, 12, 1), actor="yayan", at=timezone.now())
