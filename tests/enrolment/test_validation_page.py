"""An office looks into a recording from its page; only who may, and only where something is asked."""

import pytest
from django.test import Client

from rekam.abis.engine.positions import Position
from rekam.abis.models import Sample
from rekam.accounts.models import Account
from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.enrolment import intake, pipeline
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, scope
from tests.enrolment import bodies
from tests.enrolment.scene import NOON, Session, make_resident
from tests.enrolment.test_intake import WALK_IN

pytestmark = pytest.mark.usefixtures("server")


def client(role: Role, *, name: str = "") -> Client:
    account, _ = Account.objects.update_or_create(
        username=name or role,
        defaults={"display_name": role, "kind": "officer", "role": role, "areas": ["36.73"]},
    )
    browser = Client()
    browser.force_login(account)
    return browser


@pytest.fixture
def record() -> Record:
    return recorded(Session(person=WALK_IN))


def recorded(session: Session) -> Record:
    sent = session.send()
    with scope(EVERYWHERE):
        intake.receive(sent.data, packet=sent.id, at=NOON)
    pipeline.run_waiting()
    with scope(EVERYWHERE):
        return Record.objects.get(packet__uuid=sent.id)


def state(record: Record) -> str:
    with scope(EVERYWHERE):
        record.refresh_from_db()
    return record.state


def test_the_page_of_a_walk_in_asks_who_it_is_and_goes_on_when_told(record: Record) -> None:
    browser, address = client(Role.BACK_OFFICE), f"/perekaman/{record.uuid}/"
    assert "NIK orang ini" in browser.get(address).content.decode()
    with scope(EVERYWHERE):
        make_resident(nik="3673024101900001", birth_date=WALK_IN.birth_date)
    for wrong, status in (("", 409), ("36730241OI900001", 400), ("3673024101900009", 409)):
        assert browser.post(address + "periksa/", {"nik": wrong}).status_code == status
        assert state(record) == Status.REQUEST_VALIDATION
    assert browser.post(address + "periksa/", {"nik": "3673024101900001"}).status_code == 302
    assert state(record) == Status.PROCESSING
    assert browser.post(address + "periksa/", {"nik": "3673024101900001"}).status_code == 409


def test_whoever_recorded_does_not_send_it_on_after_a_change_of_office(record: Record) -> None:
    made_by = client(Role.VERIFIKATOR, name=record.officer)
    answer = made_by.post(f"/perekaman/{record.uuid}/periksa/", {"nik": "3673024101900001"})
    assert (answer.status_code, b"four_eyes" in answer.content) == (403, True)


def test_an_operator_may_not_send_it_on(record: Record) -> None:
    answer = client(Role.OPERATOR).post(f"/perekaman/{record.uuid}/periksa/", {"nik": "3673024101900001"})
    assert answer.status_code == 403


def test_the_photograph_of_what_is_excepted_is_shown_to_those_who_validate_and_the_look_is_on_record() -> (
    None
):
    face = bodies.records(1, parts=(Position.FACE,))["face"]
    record = recorded(Session(person=WALK_IN, records={"exception_photo": face}))
    address = f"/perekaman/{record.uuid}/"
    with scope(EVERYWHERE):
        assert not Sample.objects.exists()

    browser = client(Role.BACK_OFFICE)
    assert "Foto pengecualian" in browser.get(address).content.decode()
    answer = browser.get(address + "foto-pengecualian/")
    assert (answer.status_code, answer.content[:4]) == (200, b"\x89PNG")
    assert client(Role.OPERATOR).get(address + "foto-pengecualian/").status_code == 403
    with scope(EVERYWHERE):
        assert Entry.objects.filter(action="enrolment.exception_photo_seen").count() == 1
