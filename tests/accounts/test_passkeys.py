"""Passkeys through the pages: a whole ceremony each time, with an authenticator in software."""

import html
import json
import re
from typing import Any

import pytest
from django.test import Client

from rekam.accounts.models import Passkey
from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from tests.accounts.authenticator import PRESENT, Authenticator
from tests.accounts.conftest import PASSPHRASE
from tests.personas import officer


def options_in(page: bytes) -> dict[str, Any]:
    """The question that a page holds for the browser."""
    found = re.search(r'data-options="([^"]+)"', page.decode())
    assert found, page.decode()
    return dict(json.loads(html.unescape(found.group(1))))


def keep(client: Client, authenticator: Authenticator) -> int:
    """Make a passkey as a signed-in officer."""
    asked = options_in(client.get("/akun/faktor-kedua/").content)
    told = {"answer": authenticator.make(asked), "name": "laptop loket 3"}
    return client.post("/akun/faktor-kedua/kunci/", told).status_code


def ask(client: Client) -> dict[str, Any]:
    """The question for who is not signed in."""
    return options_in(client.post("/masuk/kunci/").content)


def enter(client: Client, answer: str) -> int:
    return client.post("/masuk/kunci/", {"answer": answer}).status_code


@pytest.fixture
def device(vera: Account) -> Authenticator:
    """Vera's laptop with a passkey."""
    client, authenticator = Client(), Authenticator()
    client.force_login(vera)
    assert keep(client, authenticator) == 200
    return authenticator


def test_a_passkey_signs_in_without_a_name_or_a_password(device: Authenticator) -> None:
    client = Client()
    asked = ask(client)
    assert asked["userVerification"] == "required"
    assert not asked.get("allowCredentials")
    assert enter(client, device.answer(asked)) == 302
    assert b"vera" in client.get("/akun/").content


def test_we_keep_the_public_half_only(device: Authenticator) -> None:
    kept = Passkey.objects.get()
    assert (kept.name, bytes(kept.credential_id)) == ("laptop loket 3", device.credential)
    private = device.key.private_numbers().private_value.to_bytes(32)
    assert private not in bytes(kept.public_key)


def test_an_answer_is_taken_once(device: Authenticator) -> None:
    client = Client()
    answer = device.answer(ask(client))
    assert enter(client, answer) == 302
    assert enter(Client(), answer) == 403
    again = Client()
    ask(again)
    assert enter(again, answer) == 403


def test_a_copied_key_whose_counter_stands_still_is_refused(device: Authenticator) -> None:
    first, second = Client(), Client()
    assert enter(first, device.answer(ask(first))) == 302
    device.count = 0
    assert enter(second, device.answer(ask(second))) == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://rekam.example.evil"},
        {"server": "rekam.example.evil"},
        {"flags": PRESENT},
        {"credential": b"another" * 4},
        {"owner": b"sixteen letters!"},
    ],
    ids=["origin", "server", "no user verification", "unknown key", "another owner"],
)
def test_what_is_not_from_this_key_for_this_place_is_refused(
    device: Authenticator, wrong: dict[str, Any]
) -> None:
    for name, value in wrong.items():
        setattr(device, name, value)
    client = Client()
    assert enter(client, device.answer(ask(client))) == 403


def test_another_keys_signature_is_refused(device: Authenticator) -> None:
    device.key = Authenticator().key
    client = Client()
    assert enter(client, device.answer(ask(client))) == 403


@pytest.mark.parametrize("answer", ["{}", "[]", "null", "{", '{"id": 1}', "x" * 30_000, '{"rawId": "@@"}'])
def test_garbage_is_refused_with_the_code(device: Authenticator, answer: str) -> None:
    client = Client()
    ask(client)
    assert enter(client, answer) == 403


def test_a_passkey_must_verify_its_user_when_it_is_made(vera: Account) -> None:
    client = Client()
    client.force_login(vera)
    assert keep(client, Authenticator(flags=PRESENT)) == 403
    assert not Passkey.objects.exists()


def test_an_account_that_was_switched_off_stays_out(device: Authenticator) -> None:
    Account.objects.update(is_active=False)
    client = Client()
    assert enter(client, device.answer(ask(client))) == 403


def test_after_the_password_a_passkey_is_a_second_factor(device: Authenticator) -> None:
    client = Client()
    answer = client.post("/masuk/", {"username": "vera", "password": PASSPHRASE})
    assert answer.headers["Location"] == "/masuk/langkah-dua/"
    assert client.get("/akun/").status_code == 302
    asked = options_in(client.get("/masuk/langkah-dua/").content)
    assert client.post("/masuk/langkah-dua/", {"answer": device.answer(asked)}).status_code == 302
    assert client.get("/akun/").status_code == 200


def test_somebody_elses_passkey_is_no_second_factor(device: Authenticator) -> None:
    other, client = Authenticator(), Client()
    client.force_login(officer(Role.HEAD, username="euis", password=PASSPHRASE))
    keep(client, other)
    client = Client()
    client.post("/masuk/", {"username": "vera", "password": PASSPHRASE})
    asked = options_in(client.get("/masuk/langkah-dua/").content)
    assert client.post("/masuk/langkah-dua/", {"answer": other.answer(asked)}).status_code == 403
    assert client.get("/akun/").status_code == 302
