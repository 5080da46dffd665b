"""Messages leave by their way, are tried again, stop when asked to, and leave no address behind."""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_string
from pathlib import Path

import pytest
from django.test import Client

from rekam.accounts.rules import Role
from rekam.kernel.database import EVERYWHERE, NOTHING, Scope, apart, scope
from rekam.messages import services
from rekam.messages.delivering import deliver_due
from rekam.messages.models import Message, Recipient, StopTry
from rekam.messages.rules import BACK_OFF, Channel, State, To
from rekam.messages.services import send, to
from rekam.messages.wording import Template
from tests.messages.machines import GatewayServer, MailServer, running
from tests.personas import officer

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
OFFICE = Scope.of("36.73")
NUMBER = "081234567890"
MAIL = to(Channel.EMAIL, "lurah.bendung@example.go.id")
PHONE = to(Channel.SMS, NUMBER)
CARD = {"office": "Disdukcapil", "place": "Kasemen", "number": "4f2a 91bc"}
LIST = {"office": "Disdukcapil", "people": "25", "until": "8 Des", "link": "x.id/p", "place": "Bendung"}
LEAK = {
    "office": "Disdukcapil",
    "day": "1 Des",
    "place": "loket 1",
    "what": "nama",
    "done": "kunci diganti",
    "how": "akun dipakai orang lain",
}


@pytest.fixture(autouse=True)
def no_tries() -> Iterator[None]:
    yield
    with apart():  # where they were counted
        StopTry.objects.all().delete()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REKAM_MESSAGES", str(tmp_path / "out"))
    monkeypatch.setenv("REKAM_PUBLIC_URL", "https://rekam.example.go.id")
    return tmp_path / "out"


@pytest.fixture
def mail_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    server = MailServer()
    with running(server):
        monkeypatch.setenv("REKAM_SMTP", server.address)
        monkeypatch.setenv("REKAM_MAIL_FROM", "Disdukcapil <rekam@example.go.id>")
        yield server


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[GatewayServer]:
    server = GatewayServer()
    token = tmp_path / "token"
    token.write_text("rahasia\n")
    with running(server):
        monkeypatch.setenv("REKAM_SMS_GATEWAY", server.address)
        monkeypatch.setenv("REKAM_GATEWAY_TOKEN_FILE", str(token))
        yield server


def sent(
    key: str = "k-1", *, whom: To = PHONE, at: datetime = NOON, template: Template = Template.COLLECT_CARD
) -> Message:
    facts = {Template.COLLECT_CARD: CARD, Template.CALL_LIST: LIST, Template.BREACH: LEAK}[template]
    with scope(OFFICE):
        return send(to=whom, template=template, facts=facts, key=key, area_code="36.73", at=at)


def state(key: str = "k-1") -> tuple[str, str, int]:
    with scope(OFFICE):
        row = Message.objects.get(key=key)
    return row.state, row.why, row.tries


def test_a_folder_takes_the_message_and_nothing_of_the_address_is_left(folder: Path) -> None:
    sent()
    with scope(OFFICE):
        assert NUMBER.encode() not in bytes(Message.objects.get().sealed)
    assert deliver_due(at=NOON) == 1
    told = json.loads((folder / "k-1.json").read_text())
    assert told["to"] == NUMBER
    assert told["text"].endswith(f"Berhenti: rekam.example.go.id/stop/{Recipient.objects.get().stop_code}")
    assert (folder / "k-1.json").stat().st_mode & 0o077 == 0
    with scope(OFFICE):
        row = Message.objects.get()
    assert (row.state, bytes(row.sealed), row.tries) == (State.SENT, b"", 1)
    assert NUMBER[1:] not in str(vars(row)) + str(vars(row.recipient))


def test_the_same_key_is_one_message(folder: Path) -> None:
    assert sent().pk == sent().pk
    assert [deliver_due(at=NOON), deliver_due(at=NOON + timedelta(days=1))] == [1, 0]


def test_a_mail_reaches_a_mail_server(mail_server: MailServer) -> None:
    sent(whom=MAIL, template=Template.CALL_LIST)
    assert deliver_due(at=NOON) == 1
    mail = message_from_string(mail_server.mails[0])
    assert (mail["To"], mail["From"]) == (MAIL.address, "Disdukcapil <rekam@example.go.id>")
    assert mail["Message-ID"] == "<k-1@example.go.id>"
    body = mail.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert "Tidak perlu akun" in body.decode()


def test_a_mail_that_is_refused_for_good_fails_and_one_that_is_put_off_is_tried_again(
    mail_server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    mail_server.refuses = b"450 <lurah.bendung@example.go.id> later"
    sent(whom=MAIL, template=Template.CALL_LIST)
    assert deliver_due(at=NOON) == 0
    assert state() == (State.WAITING, "smtp_refused", 1)
    assert deliver_due(at=NOON + BACK_OFF[0] - timedelta(seconds=1)) == 0
    assert state()[2] == 1
    mail_server.refuses = b"550 <lurah.bendung@example.go.id> nobody of that name"
    assert deliver_due(at=NOON + BACK_OFF[0]) == 0
    assert state() == (State.FAILED, "smtp_refused", 2)
    assert "lurah" not in caplog.text


def test_a_server_that_is_away_is_tried_until_it_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REKAM_SMS_GATEWAY", "http://127.0.0.1:9/")
    sent()
    at = NOON
    for wait in [*BACK_OFF, timedelta()]:
        assert state()[0] == State.WAITING
        deliver_due(at=at)
        at += wait + timedelta(hours=12)  # past the night
    assert state() == (State.FAILED, "gateway_away", len(BACK_OFF) + 1)


def test_a_gateway_gets_key_number_text_and_its_token(gateway: GatewayServer) -> None:
    sent()
    assert deliver_due(at=NOON) == 1
    assert gateway.taken[0] | {"text": ""} == {
        "key": "k-1",
        "channel": "sms",
        "to": NUMBER,
        "text": "",
        "template": "collect_card/2",
    }
    assert gateway.tokens == ["Bearer rahasia"]


@pytest.mark.parametrize(
    ("status", "ends"),
    [
        (503, (State.WAITING, "gateway_busy", 1)),
        (429, (State.WAITING, "gateway_busy", 1)),
        (400, (State.FAILED, "gateway_refused", 1)),
        (409, (State.SENT, "", 1)),
    ],
)
def test_what_a_gateway_answers_decides_whether_it_is_tried_again(
    gateway: GatewayServer, status: int, ends: tuple[State, str, int]
) -> None:
    gateway.status = status
    sent()
    deliver_due(at=NOON)
    assert state() == ends


def told_to(client: Client, *, code: str) -> str:
    page = client.post("/stop/", {"code": code, "what": "stop"}).content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_who_says_stop_hears_only_what_the_law_demands(folder: Path, client: Client) -> None:
    sent()
    sent("k-2", template=Template.CALL_LIST)
    code = Recipient.objects.get().stop_code
    assert code in client.get(f"/stop/{code}/").content.decode()
    assert Recipient.objects.get().stopped_at is None  # a link that a program opened stops nothing
    answer = told_to(client, code=code.lower())
    assert deliver_due(at=NOON) == 0
    assert [state()[0], state("k-2")[0]] == [State.STOPPED, State.STOPPED]
    assert sent("k-3").state == State.STOPPED
    assert sent("k-4", whom=to(Channel.WHATSAPP, "+62 812-3456-7890")).state == State.STOPPED
    assert sent("k-5", template=Template.BREACH).state == State.WAITING
    assert answer == told_to(client, code="0000000000")  # whoever tries codes learns nothing
    client.post("/stop/", {"code": code, "what": "again"})
    assert sent("k-6").state == State.WAITING


def test_stop_codes_cannot_be_tried_without_end(folder: Path, client: Client) -> None:
    answers = [client.post("/stop/", {"code": f"{n:010}", "what": "stop"}).status_code for n in range(21)]
    assert answers == [200] * 20 + [429]


def test_an_address_is_written_to_only_so_often(folder: Path) -> None:
    states = [sent(f"k-{n}").state for n in range(5)]
    assert states == [State.WAITING] * 3 + [State.TOO_MANY] * 2
    assert sent("k-9", at=NOON + timedelta(days=8)).state == State.WAITING


def test_a_message_of_the_night_leaves_in_the_morning(folder: Path) -> None:
    night = NOON.replace(hour=15)  # 22.00 WIB
    assert sent(at=night).next_at == NOON.replace(day=25, hour=0)
    assert deliver_due(at=night) == 0
    assert deliver_due(at=night + timedelta(hours=9)) == 1


def test_an_office_without_a_way_writes_down_that_it_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sent().state == State.NO_WAY
    assert deliver_due(at=NOON) == 0


def test_the_log_is_the_office_s_own_and_knows_no_address(folder: Path, client: Client) -> None:
    sent()
    client.force_login(officer(Role.HEAD))
    page = client.get("/pesan/").content.decode()
    assert "Kartu siap diambil" in page
    assert NUMBER[3:] not in page
    with scope(Scope.of("36.04")):
        assert not Message.objects.exists()
    with scope(NOTHING):
        assert not Message.everywhere.exists()


def test_the_log_goes_after_its_time_and_a_stop_stays(folder: Path) -> None:
    sent()
    sent("k-2", whom=MAIL, template=Template.CALL_LIST)
    deliver_due(at=NOON)
    with scope(EVERYWHERE):
        Recipient.objects.filter(messages__key="k-1").update(stopped_at=NOON)
        assert len(services.forget_messages(before=NOON + timedelta(days=1), dry_run=True)) == 2
        assert len(services.forget_messages(before=NOON + timedelta(days=1))) == 2
        assert not Message.objects.exists()
    assert Recipient.objects.get().stopped_at == NOON
