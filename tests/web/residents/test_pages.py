"""Residents' door and own page, through a browser without a script."""

import html
import json
import re
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from rekam.accounts.models import Account
from rekam.accounts.residents.rules import Seen
from rekam.accounts.residents.services import make_office_code
from rekam.accounts.rules import Kind, Role
from rekam.applications.filing.models import Application
from rekam.audit.models import Entry
from rekam.kernel.database import EVERYWHERE, scope
from rekam.messages.addresses import unseal
from rekam.messages.models import Message, Recipient
from rekam.registry.models import Resident
from tests.accounts.authenticator import Authenticator
from tests.contracts.papers import text_of
from tests.personas import officer, resident
from tests.scope.staff import NOW

pytestmark = pytest.mark.django_db
PASSWORD = "laut kidul tenang"
MOST_BYTES = 100 * 1024


@pytest.fixture(autouse=True)
def way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REKAM_MESSAGES", str(tmp_path))


@pytest.fixture
def ratu() -> Resident:
    person = resident(serial=1, name="Ratu Maryamah")
    with scope(EVERYWHERE):
        person.save()
    return person


def browser() -> Client:
    """From an address of its own, since strangers are counted by it."""
    return Client(REMOTE_ADDR=f"10.{uuid4().int % 256}.{uuid4().int % 256}.{uuid4().int % 256}")


def mailbox() -> str:
    return f"warga{uuid4().hex[:8]}@contoh.id"


def last_message() -> tuple[str, str]:
    """Template and text of the message that waits."""
    with scope(EVERYWHERE):
        row = Message.objects.order_by("-pk").first()
    assert row is not None
    return row.template, unseal(bytes(row.sealed), row=str(row.uuid))[2]


def sent() -> int:
    with scope(EVERYWHERE):
        return Message.objects.count()


def last_code() -> str:
    found = re.search(r"\d{6}", last_message()[1])
    assert found is not None
    return found[0]


def open_account(
    client: Client, told: str, *, at: str = "/masuk/warga/baru/", password: str = PASSWORD
) -> int:
    answer = client.post(at, {"address": told, "password": password, "again": password})
    assert answer.headers.get("Location") == "/masuk/warga/kode/", answer.content.decode()
    return client.post("/masuk/warga/kode/", {"code": last_code()}).status_code


def slip_for(person: Resident) -> dict[str, str]:
    code = make_office_code(resident=person.uuid, seen=Seen.KTP, actor="yayan", at=NOW)
    born: date = person.birth_date
    return {
        "code": code,
        "born_day": str(born.day),
        "born_month": str(born.month),
        "born_year": str(born.year),
    }


def by_slip(person: Resident, client: Client | None = None) -> Client:
    client = client or browser()
    answer = client.post("/masuk/warga/kantor/", slip_for(person))
    assert answer.headers.get("Location") == "/saya/masuk/", answer.content.decode()
    return client


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def test_an_account_made_online_shows_what_it_does_not_know_and_signs_in_again() -> None:
    client, told = browser(), mailbox()
    assert open_account(client, told) == 302
    page = client.get("/saya/")
    assert "belum dihubungkan dengan data Anda" in page.content.decode()
    assert client.get("/riwayat-akses/").status_code == 409
    assert "hanya bila itu akun Anda sendiri" in client.get("/masuk/warga/kantor/").content.decode()
    client.post("/keluar/")
    assert client.get("/saya/").headers["Location"].startswith("/masuk/warga/")

    other = browser()
    other.post("/masuk/warga/?next=/saya/masuk/", {"address": told.upper(), "password": PASSWORD})
    assert other.post("/masuk/warga/kode/", {"code": last_code()}).headers["Location"] == "/saya/masuk/"
    assert told not in other.get("/saya/masuk/").content.decode()


@pytest.mark.usefixtures("log_put_back")
def test_the_door_says_the_same_of_every_name_and_every_wrong_password() -> None:
    told = mailbox()
    open_account(browser(), told)
    before = sent()
    pages = [
        re.sub(r'value="[^"]*"', "", answer.content.decode())
        for answer in (
            browser().post("/masuk/warga/", {"address": address, "password": "salah sekali 12"})
            for address in (told, mailbox())
        )
    ]
    assert pages[0] == pages[1]
    assert "tidak cocok" in pages[0]
    assert sent() == before
    lone = browser()
    tries = {lone.post("/masuk/warga/", {"address": told, "password": "x"}).status_code for _ in range(10)}
    assert tries == {400}
    assert lone.post("/masuk/warga/", {"address": told, "password": PASSWORD}).status_code == 429


def test_an_address_that_somebody_has_is_told_to_the_address_alone(ratu: Resident) -> None:
    told = mailbox()
    mine = by_slip(ratu)
    assert open_account(mine, told, at="/saya/masuk/alamat/") == 302
    stranger = browser()
    form = {"address": told, "password": PASSWORD, "again": PASSWORD}
    answer = stranger.post("/masuk/warga/baru/", form)
    assert answer.headers["Location"] == "/masuk/warga/kode/"
    assert last_message()[0] == "account_known"
    assert stranger.post("/masuk/warga/kode/", {"code": "123456"}).status_code == 400
    assert stranger.get("/saya/").status_code == 302


def test_a_slip_and_a_birth_date_open_an_account_that_shows_the_own_recording(ratu: Resident) -> None:
    stranger = browser()
    wrong = slip_for(ratu) | {"born_year": "1991"}
    assert stranger.post("/masuk/warga/kantor/", wrong).status_code == 400
    unknown = wrong | {"code": "AAAA AAAA AAAA"}
    assert stranger.post("/masuk/warga/kantor/", unknown).status_code == 400
    client = by_slip(ratu)
    page = client.get("/saya/").content.decode()
    assert "Belum ada rekaman" in page
    assert "Anda belum punya cara masuk lagi" in page
    assert ratu.nik not in page
    history = client.get("/riwayat-akses/").content.decode()
    assert "Petugas memberi kode untuk akun Anda di loket" in history
    assert "Kode akun Anda dicoba dengan tanggal lahir yang salah" in history


def test_a_new_slip_puts_whoever_was_in_out_and_says_so_to_the_old_address(ratu: Resident) -> None:
    old = by_slip(ratu)
    open_account(old, mailbox(), at="/saya/masuk/alamat/")
    by_slip(ratu)
    assert last_message()[0] == "account_recovered"
    assert old.get("/saya/").status_code == 302
    assert Account.objects.filter(kind=Kind.RESIDENT, is_active=True).count() == 1


def options_in(page: bytes) -> dict[str, object]:
    found = re.search(r'data-options="([^"]+)"', page.decode())
    assert found, page.decode()
    return dict(json.loads(html.unescape(found.group(1))))


def test_a_passkey_made_here_opens_this_door_and_no_other(ratu: Resident) -> None:
    client, device = by_slip(ratu), Authenticator()
    made = device.make(options_in(client.get("/saya/masuk/").content))
    assert client.post("/saya/masuk/kunci/", {"answer": made, "name": "ponsel"}).status_code == 302
    for door, status in (("/masuk/kunci/", 403), ("/masuk/warga/kunci/", 302)):
        other = browser()
        asked = options_in(other.post(door).content)
        assert other.post(door, {"answer": device.answer(asked)}).status_code == status
    assert "ponsel" in other.get("/saya/masuk/").content.decode()


def test_officers_and_residents_never_share_a_session(ratu: Resident) -> None:
    client = by_slip(ratu)
    for page in ("/register/", "/akun/", "/permohonan/kerja/", f"/loket/kode-akun/{ratu.uuid}/"):
        assert client.get(page).status_code == 403, page
    back_office = Client()
    back_office.force_login(officer(Role.BACK_OFFICE))
    for page in ("/saya/", "/saya/masuk/", "/riwayat-akses/"):
        assert back_office.get(page).status_code == 403, page
    account = Account.objects.get(kind=Kind.RESIDENT)
    account.set_password(PASSWORD)
    account.save()
    form = {"username": account.username, "password": PASSWORD}
    assert browser().post("/masuk/", form).status_code == 200


def test_a_way_in_is_made_by_who_entered_lately(ratu: Resident) -> None:
    client = by_slip(ratu)
    open_account(client, mailbox(), at="/saya/masuk/alamat/")
    session = client.session
    session["rekam_fresh"] = "2026-11-01T00:00:00+00:00"
    session.save()
    for path in ("/saya/masuk/alamat/", "/saya/masuk/kunci/", "/saya/tutup/"):
        assert client.post(path).headers["Location"].startswith("/masuk/warga/?next="), path


def test_messages_are_stopped_and_begun_again_and_the_account_closed() -> None:
    client = browser()
    open_account(client, mailbox())
    for what, stopped in (("stop", True), ("again", False)):
        client.post("/saya/pesan/", {"what": what})
        assert Recipient.objects.filter(stopped_at__isnull=False).exists() is stopped
    assert client.post("/saya/tutup/").headers["Location"] == "/masuk/warga/"
    assert client.get("/saya/").status_code == 302
    assert not Account.objects.filter(kind=Kind.RESIDENT, is_active=True).exists()


def test_an_application_begun_while_signed_in_is_opened_without_its_code() -> None:
    client = browser()
    open_account(client, mailbox())
    page = client.get("/permohonan/layanan/kk/").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert token is not None
    client.post("/permohonan/mulai/", {"service": "kk", "token": token[1]})
    client.post("/permohonan/saya/tutup/")
    with scope(EVERYWHERE):
        row = Application.objects.get()
    assert str(row.uuid) in client.get("/saya/").content.decode()
    assert client.post("/permohonan/akun/buka/", {"application": row.uuid}).status_code == 302
    assert client.get("/permohonan/saya/").status_code == 200
    stranger = browser()
    open_account(stranger, mailbox())
    for key in (row.uuid, uuid4(), "x"):
        assert stranger.post("/permohonan/akun/buka/", {"application": key}).status_code == 404


def test_an_officer_prints_the_slip_and_the_look_is_written_down(ratu: Resident) -> None:
    client = Client()
    client.force_login(officer(Role.OPERATOR, areas=(ratu.area_code,), username="yayan"))
    page = f"/loket/kode-akun/{ratu.uuid}/"
    assert "Ratu Maryamah" in client.get(page).content.decode()
    assert client.post(page, {"seen": ""}).status_code == 400
    slip = client.post(page, {"seen": "ktp"})
    told = text_of(slip)
    assert "testserver/masuk/warga/kantor/" in "".join(told.split())
    assert "R. M." in told
    assert "Ratu Maryamah" not in told
    made = Entry.objects.get(action="accounts.resident.code_made")
    assert (made.purpose, made.subjects) == ("service", [str(ratu.uuid)])
    with scope(EVERYWHERE):
        Resident.objects.filter(pk=ratu.pk).update(status="dead")
    assert client.get(page).status_code == 409


@pytest.mark.parametrize("page", ["/masuk/warga/", "/masuk/warga/baru/", "/masuk/warga/kantor/"])
def test_pages_are_light_and_kept_by_nobody(page: str) -> None:
    answer = browser().get(page)
    assert "no-store" in answer.headers["Cache-Control"]
    assert len(answer.content) < MOST_BYTES / 4
