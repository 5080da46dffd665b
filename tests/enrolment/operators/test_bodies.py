"""An officer's own body: taken at a laptop, confirmed by somebody else, brought to stations, let go."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rekam.abis.engine.template import PersonTemplate
from rekam.accounts.models import Account
from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.enrolment.operators import phone, services
from rekam.enrolment.operators.models import OfficerBody
from rekam.enrolment.operators.queries import templates_of
from rekam.enrolment.operators.rules import STAYS, TRIES, End, Standing
from rekam.kernel.database import EVERYWHERE, Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault
from rekam.vault.services import has
from tests.enrolment.operators.conftest import ANOTHER, KID, TEMPLATE, send, taken
from tests.enrolment.scene import OFFICER_NAME, STRANGER
from tests.personas import officer

PLACE = "/perekaman/petugas/"


def standing(body: uuid.UUID) -> str:
    with scope(EVERYWHERE):
        return OfficerBody.objects.get(uuid=body).standing


def confirmed(template: PersonTemplate = TEMPLATE) -> uuid.UUID:
    body = taken(template)
    assert send(body).status_code == 204
    with scope(EVERYWHERE):
        assert services.confirm(body.id, number=body.number, actor="vera", at=timezone.now())
    return body.id


def test_a_body_counts_once_a_witness_typed_the_number_on_the_laptop(browser: Client) -> None:
    body = taken()
    assert send(body).status_code == 204
    assert send(body).status_code == 204  # the same id again changes nothing
    with scope(EVERYWHERE):
        assert templates_of([OFFICER_NAME]) == {}

    page = browser.get(f"{PLACE}{body.id}/").content.decode()
    assert "Apakah ini Yayan" in page
    assert browser.get(f"{PLACE}{body.id}/foto/").content == body.photo
    assert "Bukan angka itu" in browser.post(f"{PLACE}{body.id}/", {"number": "000000"}).content.decode()
    assert standing(body.id) == Standing.WAITING

    assert browser.post(f"{PLACE}{body.id}/", {"number": "048 213"}).status_code == 302
    with scope(EVERYWHERE):
        assert templates_of([OFFICER_NAME]) == {OFFICER_NAME: TEMPLATE.to_bytes()}
    told = Entry.objects.filter(subjects__contains=[str(body.id)], action__contains="officer_body")
    assert [(one.action.rpartition("_")[2], one.actor) for one in told.order_by("pk")] == [
        ("taken", OFFICER_NAME),
        ("seen", "vera"),
        ("confirmed", "vera"),
    ]
    assert browser.get(f"{PLACE}{body.id}/foto/").status_code == 404


@pytest.mark.usefixtures("vera")
def test_nobody_is_their_own_witness_with_any_account() -> None:
    Account.objects.filter(username=OFFICER_NAME).update(employee_number="19880714")
    officer(Role.HEAD, username="yayan-kepala")
    Account.objects.filter(username="yayan-kepala").update(employee_number="19880714", is_active=False)
    body = taken()
    send(body)
    for actor in (OFFICER_NAME, "yayan-kepala"):
        with scope(EVERYWHERE), pytest.raises(RuleBroken, match="four_eyes"):
            services.confirm(body.id, number=body.number, actor=actor, at=timezone.now())


@pytest.mark.usefixtures("vera")
def test_a_witness_comes_within_the_hour_and_does_not_guess() -> None:
    body = taken()
    send(body)
    with scope(EVERYWHERE):
        late = timezone.now() + STAYS + timedelta(minutes=1)
        with pytest.raises(RuleBroken, match="officer_body_over"):
            services.confirm(body.id, number=body.number, actor="vera", at=late)
        for _ in range(TRIES):
            assert not services.confirm(body.id, number="111111", actor="vera", at=timezone.now())
        with pytest.raises(RuleBroken, match="officer_body_over"):
            services.confirm(body.id, number=body.number, actor="vera", at=timezone.now())


@pytest.mark.usefixtures("office")
def test_the_door_opens_to_a_registered_laptop_with_an_operators_signature_only() -> None:
    body = taken()
    for refused, code in (
        (send(body, station=STRANGER), "station_signature_wrong"),
        (send(body, seed=STRANGER), "document_key_unknown"),
        (send(replace(body, username="vera")), "officer_body_malformed"),
        (send(replace(body, photo=b"<svg>")), "officer_body_malformed"),
        (send(replace(body, number="12a")), "officer_body_malformed"),
    ):
        assert refused.json()["code"] == code
    Account.objects.filter(username=OFFICER_NAME).update(is_active=False)
    assert send(body).json()["code"] == "document_key_unknown"
    assert not OfficerBody._base_manager.exists()


@pytest.mark.usefixtures("office")
def test_the_rules_of_a_residents_recording_hold() -> None:
    bare = replace(TEMPLATE, face=None)
    assert send(taken(bare)).json()["code"] == "capture_incomplete"
    assert send(taken(bare, exceptions={"face": "W1"})).status_code == 204


@pytest.mark.usefixtures("vera")
def test_a_later_one_takes_the_place_once_it_is_confirmed() -> None:
    first = confirmed()
    second = taken(ANOTHER)
    send(second)
    with scope(EVERYWHERE):
        assert templates_of([OFFICER_NAME])[OFFICER_NAME] == TEMPLATE.to_bytes()
        services.confirm(second.id, number=second.number, actor="vera", at=timezone.now())
        assert templates_of([OFFICER_NAME])[OFFICER_NAME] == ANOTHER.to_bytes()
    assert standing(first) == Standing.GONE


@pytest.mark.usefixtures("vera")
def test_the_same_bytes_taken_twice_survive_the_first_ones_end(
    django_capture_on_commit_callbacks: pytest.FixtureRequest,
) -> None:
    confirmed()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        confirmed()
    with scope(EVERYWHERE):
        assert templates_of([OFFICER_NAME])[OFFICER_NAME] == TEMPLATE.to_bytes()


def test_whoever_is_taken_away_leaves_the_vault_and_keeps_who_and_when(
    browser: Client, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    body = confirmed()
    with scope(EVERYWHERE):
        address = OfficerBody.objects.get(uuid=body).template
    assert has(address)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert browser.post(f"{PLACE}{body}/hapus/", {"why": "no"}).status_code == 409
        assert browser.post(f"{PLACE}{body}/hapus/", {"why": "diminta petugas"}).status_code == 302
    assert not has(address)
    with scope(EVERYWHERE):
        row = OfficerBody.objects.get(uuid=body)
    assert (row.end, row.ended_by, row.witness, row.template) == (End.WITHDRAWN, "vera", "vera", "")


@pytest.mark.usefixtures("vera")
def test_the_nightly_job_lets_go_of_who_left_and_of_who_was_never_confirmed() -> None:
    kept, now = confirmed(), timezone.now()
    with scope(EVERYWHERE):
        assert services.forget_bodies(before=now + timedelta(days=400)) == []
        waiting = taken(ANOTHER)
        send(waiting)
        assert services.forget_bodies(before=now + timedelta(hours=2)) == [str(waiting.id)]
        Account.objects.filter(username=OFFICER_NAME).update(role=Role.BACK_OFFICE)
        assert services.forget_bodies(before=now, dry_run=True) == [str(kept)]
        assert standing(kept) == Standing.CONFIRMED
        assert services.forget_bodies(before=now) == [str(kept)]
    assert standing(kept) == Standing.GONE


def test_the_list_names_whose_body_is_missing(browser: Client) -> None:
    assert "Biometrik 1 operator belum ada" in browser.get(PLACE).content.decode()
    confirmed()
    assert "Biometrik semua operator ada" in browser.get(PLACE).content.decode()
    assert "Biometrik petugas" in browser.get("/perekaman/").content.decode()


@pytest.mark.usefixtures("vera")
def test_another_office_sees_no_body() -> None:
    body = confirmed()
    with scope(Scope.of("36.71")), pytest.raises(RuleBroken, match="not_found"):
        services.withdraw(body, why="bukan milik kami", actor="vera", at=timezone.now())


def test_an_answer_by_telephone_is_for_one_laptop_and_written_down(browser: Client) -> None:
    question = phone.question_of(uuid.uuid4(), code="operators_own_body", against=OFFICER_NAME)
    form = {"station": KID, "question": question.lower(), "known": "on"}
    page = browser.post(f"{PLACE}telepon/", form).content.decode()
    answer = phone.answer_to(question, key=services.phone_key(KID))
    assert f"{answer[:4]} {answer[4:]}" in page
    entry = Entry.objects.get(action="enrolment.overruling_lent")
    assert (entry.actor, entry.subjects, entry.case) == ("vera", [KID], question)

    unsure = browser.post(f"{PLACE}telepon/", {key: form[key] for key in ("station", "question")})
    assert answer[:4] not in unsure.content.decode()
    assert "tanpa I, L, O" in browser.post(f"{PLACE}telepon/", form | {"question": "ABC"}).content.decode()


def test_the_bytes_lie_closed_in_the_vault(folder: object, office: None) -> None:
    body = taken()
    send(body)
    with scope(EVERYWHERE):
        row = OfficerBody.objects.get(uuid=body.id)
    assert vault.read(row.template) == TEMPLATE.to_bytes()
    assert row.template.startswith("officer/")
