"""Codes from a telephone and from paper, at the sign-in page and before acts that matter."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import pyotp
import pytest
from axes.models import AccessAttempt
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import timezone
from pytest_django import Settings

from rekam.accounts import lockout
from rekam.accounts.models import CodeGenerator, RecoveryCode
from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.accounts.services import unlock_account
from rekam.audit.models import Entry
from rekam.audit.services import record
from rekam.kernel.database import apart
from tests.accounts.conftest import PASSPHRASE, later
from tests.personas import officer

HALF_MINUTE = timedelta(seconds=30)


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    """No half minute ends between the telephone and the server, however long the machine takes."""
    with patch("django.utils.timezone.now", return_value=timezone.now()):
        yield


def code_of(telephone: pyotp.TOTP, *, steps: int = 0) -> str:
    """What the telephone shows, or showed so many half minutes before, or will show."""
    return telephone.at(timezone.now() + steps * HALF_MINUTE)


def set_up(account: Account) -> tuple[pyotp.TOTP, list[str]]:
    """Put codes on a telephone through the pages; the telephone and the codes on paper."""
    client = Client()
    client.force_login(account)
    client.post("/akun/faktor-kedua/kode/")
    page = client.get("/akun/faktor-kedua/kode/").content.decode()
    found = re.search(r'a-secret">([A-Z2-7 ]+)<', page)
    assert found
    telephone = pyotp.TOTP(found.group(1).replace(" ", ""))
    shown = client.post("/akun/faktor-kedua/kode/", {"code": code_of(telephone, steps=-1)}).content.decode()
    paper = re.findall(r"<li>([A-Z2-9-]{14})</li>", shown)
    assert paper, "the first code was refused"
    return telephone, paper


def give_password(password: str = PASSPHRASE) -> Client:
    client = Client()
    answer = client.post("/masuk/", {"username": "vera", "password": password})
    assert (answer.status_code == 302) is (password == PASSPHRASE), answer.content.decode()
    return client


def give(client: Client, code: str) -> int:
    return client.post("/masuk/langkah-dua/", {"code": code}).status_code


def is_in(client: Client) -> bool:
    return client.get("/akun/").status_code == 200


@pytest.fixture
def telephone(vera: Account) -> pyotp.TOTP:
    return set_up(vera)[0]


def test_the_password_alone_does_not_open(telephone: pyotp.TOTP) -> None:
    client = give_password()
    assert not is_in(client)
    assert give(client, code_of(telephone)) == 302
    assert is_in(client)


def test_a_code_is_taken_once(telephone: pyotp.TOTP) -> None:
    code = code_of(telephone)
    assert give(give_password(), code) == 302
    again = give_password()
    assert give(again, code) == 200
    assert not is_in(again)


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_wrong(telephone: pyotp.TOTP, steps: int, opens: bool) -> None:
    client = give_password()
    give(client, code_of(telephone, steps=steps))
    assert is_in(client) is opens


def test_an_earlier_code_is_not_taken_after_a_later_one(telephone: pyotp.TOTP) -> None:
    assert give(give_password(), code_of(telephone, steps=1)) == 302
    assert give(give_password(), code_of(telephone)) == 200


def test_wrong_codes_lock_like_wrong_passwords_from_everywhere(telephone: pyotp.TOTP) -> None:
    for number in range(10):
        assert give(give_password(), f"{number:06d}") == 200
    client = give_password()
    answer = client.post("/masuk/langkah-dua/", {"code": code_of(telephone)})
    assert answer.status_code == 429
    assert "menit lagi" in answer.content.decode()
    assert AccessAttempt.objects.exists()


def refused_before(account: Account, *, times: int, hours: int) -> None:
    """So many wrong codes from all over, so long ago."""
    name = lockout.opaque_name(HttpRequest(), lockout.second_name(account))
    for _ in range(times):
        at = timezone.now() - timedelta(hours=hours)
        record(lockout.REFUSED, actor="unknown", at=at, subjects=[f"name {name}"])


@pytest.mark.parametrize(("hours", "opens"), [(2, False), (23, False), (25, True)])
def test_fifty_wrong_codes_of_an_account_in_a_day_are_all(
    telephone: pyotp.TOTP, vera: Account, hours: int, opens: bool
) -> None:
    refused_before(vera, times=49, hours=hours)
    give(give_password(), "000000")
    client = give_password()
    assert (give(client, code_of(telephone)) == 302) is opens
    assert is_in(client) is opens


def test_few_wrong_codes_in_a_day_lock_nobody_out(telephone: pyotp.TOTP, vera: Account) -> None:
    refused_before(vera, times=49, hours=2)
    assert give(give_password(), code_of(telephone)) == 302


def test_tries_of_an_account_that_come_at_once_go_one_after_the_other(vera: Account) -> None:
    """Else all of them would be looked at before the first one is counted."""
    request = RequestFactory().post("/masuk/langkah-dua/")
    with transaction.atomic():
        lockout.check_code_tries(request, account=vera)
        with apart():
            connection.cursor().execute("SET LOCAL lock_timeout = '20ms'")
            with pytest.raises(OperationalError, match="lock timeout"):
                lockout.check_code_tries(request, account=vera)
            transaction.set_rollback(True)


def test_an_administrator_ends_the_days_wait_too(telephone: pyotp.TOTP, vera: Account) -> None:
    refused_before(vera, times=50, hours=2)
    client = give_password()
    assert give(client, code_of(telephone)) == 429
    adi = officer(Role.ADMINISTRATOR, username="adi")
    unlock_account(vera, by=adi, at=timezone.now())
    assert give(client, code_of(telephone)) == 302


def test_five_minutes_after_the_password_it_begins_again(telephone: pyotp.TOTP) -> None:
    client = give_password()
    with patch(
        "rekam.accounts.views.entering.timezone.now", return_value=timezone.now() + timedelta(minutes=6)
    ):
        assert give(client, code_of(telephone)) == 403
    assert not is_in(client)


def test_nobody_comes_to_the_second_step_without_the_first(telephone: pyotp.TOTP) -> None:
    assert Client().get("/masuk/langkah-dua/").status_code == 403
    assert give(give_password("salah sekali"), code_of(telephone)) == 403


def test_ten_codes_on_paper_open_once_each(vera: Account) -> None:
    _, paper = set_up(vera)
    assert len(set(paper)) == 10
    assert give(give_password(), paper[3].lower().replace("-", " ")) == 302
    assert give(give_password(), paper[3]) == 200
    assert give(give_password(), paper[4]) == 302
    assert RecoveryCode.objects.filter(used_at=None).count() == 8


def test_neither_secret_nor_paper_stands_in_the_database(vera: Account) -> None:
    telephone, paper = set_up(vera)
    kept = bytes(CodeGenerator.objects.get().sealed_secret)
    assert telephone.secret.encode() not in kept
    assert not RecoveryCode.objects.filter(digest__in=paper).exists()
    audit = str(list(Entry.objects.values_list("facts", "subjects")))
    assert telephone.secret not in audit


def test_a_secret_belongs_to_its_account(telephone: pyotp.TOTP) -> None:
    """A row copied to another account does not open: the secret is bound to whom it was made for."""
    euis = officer(Role.HEAD, username="euis", password=PASSPHRASE)
    row = CodeGenerator.objects.get()
    CodeGenerator.objects.create(
        account=euis, sealed_secret=row.sealed_secret, confirmed_at=row.confirmed_at, last_step=0
    )
    Account.objects.filter(pk=euis.pk).update(has_second_factor=True)
    client = Client(raise_request_exception=False)
    client.post("/masuk/", {"username": "euis", "password": PASSPHRASE})
    assert client.post("/masuk/langkah-dua/", {"code": code_of(telephone)}).status_code == 503


def test_the_secret_is_shown_until_its_first_code_only(vera: Account) -> None:
    set_up(vera)
    client = Client()
    client.force_login(vera)
    assert client.get("/akun/faktor-kedua/kode/").headers["Location"] == "/akun/faktor-kedua/"
    assert client.post("/akun/faktor-kedua/kode/").status_code == 409


def test_who_has_to_have_one_makes_it_before_any_work(vera: Account, settings: Settings) -> None:
    settings.REKAM_SECOND_FACTOR = "required"
    client = give_password()
    assert client.get("/kartu/").headers["Location"] == "/akun/faktor-kedua/"
    assert is_in(client)
    set_up(vera)
    assert client.get("/kartu/").status_code == 200


def test_the_last_required_factor_cannot_be_removed(telephone: pyotp.TOTP, settings: Settings) -> None:
    settings.REKAM_SECOND_FACTOR = "required"
    client = give_password()
    give(client, code_of(telephone))
    assert client.post("/akun/faktor-kedua/kode/hapus/").status_code == 409
    settings.REKAM_SECOND_FACTOR = "offered"
    assert client.post("/akun/faktor-kedua/kode/hapus/").status_code == 302
    assert not Account.objects.get(username="vera").has_second_factor


def test_where_it_is_off_nobody_is_asked(telephone: pyotp.TOTP, settings: Settings) -> None:
    settings.REKAM_SECOND_FACTOR = "off"
    assert is_in(give_password())


def test_an_act_that_matters_asks_again_after_ten_minutes(telephone: pyotp.TOTP) -> None:
    client = give_password()
    give(client, code_of(telephone))
    later(client, minutes=9)
    assert client.post("/akun/faktor-kedua/pemulihan/").status_code == 200
    later(client, minutes=11)
    answer = client.post(
        "/akun/faktor-kedua/pemulihan/", headers={"referer": "http://testserver/akun/faktor-kedua/"}
    )
    assert answer.headers["Location"] == "/akun/konfirmasi/?next=%2Fakun%2Ffaktor-kedua%2F"
    proof = {"code": code_of(telephone, steps=1), "next": "/akun/faktor-kedua/"}
    assert client.post("/akun/konfirmasi/", proof).headers["Location"] == "/akun/faktor-kedua/"
    assert client.post("/akun/faktor-kedua/pemulihan/").status_code == 200


def test_the_codes_for_paper_come_with_a_button_that_prints_them(telephone: pyotp.TOTP) -> None:
    client = give_password()
    give(client, code_of(telephone))
    page = client.post("/akun/faktor-kedua/pemulihan/").content.decode()
    assert "data-print" in page
    assert page.count("<li>") >= 10
    assert "kode yang dibuat sebelumnya tidak berlaku lagi" in page


def test_without_a_second_factor_the_password_proves_it(vera: Account) -> None:
    client = give_password()
    later(client, minutes=11)
    assert client.post("/akun/konfirmasi/", {"password": "salah", "next": "/akun/"}).status_code == 200
    assert client.post("/akun/faktor-kedua/kode/").headers["Location"].startswith("/akun/konfirmasi/")
    assert client.post("/akun/konfirmasi/", {"password": PASSPHRASE, "next": "/akun/"}).status_code == 302
    assert client.post("/akun/faktor-kedua/kode/").headers["Location"] == "/akun/faktor-kedua/kode/"


ONE = UUID(int=1)


@pytest.mark.parametrize(
    "path",
    [
        *(f"/register/ekspor/{ONE}/{act}/" for act in ("setujui", "unduh")),
        *(f"/register/impor/{ONE}/{act}" for act in ("setujui/", "ditolak.csv")),
        *("/akun/wakil/", f"/akun/wakil/{ONE}/akhiri/"),
        *("/akun/kantor/", "/mulai/kantor/", "/akun/petugas/baru/", f"/akun/petugas/{ONE}/matikan/"),
        "/batas/naikkan/",
    ],
)
def test_these_acts_ask_again(path: str) -> None:
    assert resolve(path).func.fresh


def test_signing_in_counts_as_a_proof(vera: Account) -> None:
    euis = officer(Role.HEAD, username="euis", password=PASSPHRASE)
    client = Client()
    client.post("/masuk/", {"username": euis.username, "password": PASSPHRASE})
    assert client.get("/akun/wakil/").status_code == 200
    later(client, minutes=11)
    assert client.get("/akun/wakil/").headers["Location"] == "/akun/konfirmasi/?next=%2Fakun%2Fwakil%2F"


def test_the_demos_button_counts_as_a_proof(own_database: str, keys: Path) -> None:
    officer(Role.HEAD, username="hj-euis")
    client = Client()
    client.post("/contoh/masuk/", {"username": "hj-euis"})
    assert client.get("/akun/wakil/").status_code == 200


def test_a_proof_leads_to_no_other_server(vera: Account) -> None:
    client = give_password()
    told = {"password": PASSPHRASE, "next": "https://evil.example/"}
    assert client.post("/akun/konfirmasi/", told).headers["Location"] == "/"


@pytest.mark.parametrize("text", ["a\x00b", "x" * 100_000, "\N{GRINNING FACE}%s{}", ""])
@pytest.mark.parametrize("path", ["/akun/konfirmasi/", "/akun/kata-sandi/", "/masuk/langkah-dua/"])
def test_nothing_that_is_typed_breaks_these_pages(telephone: pyotp.TOTP, path: str, text: str) -> None:
    client = give_password()
    if not path.startswith("/masuk/"):
        give(client, code_of(telephone))
    fields = dict.fromkeys(("password", "new", "again", "code", "next"), text)
    assert client.post(path, fields).status_code < 500
    assert client.post(path, fields | {"answer": text or "x"}).status_code < 500
