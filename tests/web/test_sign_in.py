"""Signing in by password: guesses are counted and stopped, and what was typed is kept nowhere."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from axes.models import AccessAttempt
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from tests.personas import officer

PASSPHRASE = "laut kidul tenang"
TRIES = 10


@pytest.fixture
def vera(own_database: str) -> Client:
    """A browser before the sign-in page of somebody who has an account."""
    officer(Role.VERIFIKATOR, username="vera", password=PASSPHRASE)
    return Client()


def try_in(browser: Client, passphrase: str, *, username: str = "vera", address: str = "10.0.0.1") -> int:
    told = {"username": username, "password": passphrase}
    return browser.post("/masuk/", told, REMOTE_ADDR=address).status_code


def lock(browser: Client, *, username: str = "vera", address: str = "10.0.0.1") -> set[int]:
    """As many wrong ones as lock a name; the page that comes back each time is drawn where it is read."""
    with patch("rekam.web.views.render", return_value=HttpResponse()):
        return {
            try_in(browser, f"tebakan {number}", username=username, address=address)
            for number in range(TRIES)
        }


def test_the_right_passphrase_opens(vera: Client) -> None:
    assert try_in(vera, PASSPHRASE) == 302


def test_after_ten_wrong_ones_even_the_right_one_has_to_wait(vera: Client) -> None:
    assert lock(vera) == {200}
    assert try_in(vera, PASSPHRASE) == 429


def test_the_page_says_for_how_many_minutes(vera: Client) -> None:
    lock(vera)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=8, seconds=30))
    answer = vera.post("/masuk/", {"username": "vera", "password": "x"}, REMOTE_ADDR="10.0.0.1")
    assert "Coba lagi 7 menit lagi." in answer.content.decode()


def test_after_a_quarter_of_an_hour_the_right_one_opens(vera: Client) -> None:
    lock(vera)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert try_in(vera, PASSPHRASE) == 302


def test_a_stranger_elsewhere_does_not_lock_the_officer_out(vera: Client) -> None:
    lock(vera)
    assert try_in(vera, PASSPHRASE, address="10.0.0.2") == 302


def test_a_net_of_guessers_locks_the_name_from_everywhere(vera: Client) -> None:
    for guesser in range(10):
        lock(vera, address=f"10.1.0.{guesser}")
    assert try_in(vera, PASSPHRASE, address="10.0.0.2") == 429


def test_a_refusal_is_remembered_though_its_request_is_undone(vera: Client) -> None:
    """What stands around the request fails after the refusal was noted; it counts all the same."""
    vera.raise_request_exception = False
    with patch("rekam.web.views.render", side_effect=RuntimeError("undone")):
        assert {try_in(vera, "salah") for _ in range(TRIES)} == {500}
    assert try_in(vera, PASSPHRASE) == 429


def test_what_was_typed_is_not_kept(vera: Client) -> None:
    try_in(vera, "rahasia sekali", username="3673024101900001")
    entry = Entry.objects.get(action="accounts.sign_in_refused")
    attempt = AccessAttempt.objects.get()
    kept = f"{entry.actor} {entry.subjects} {entry.facts} {vars(attempt)}"
    assert "3673024101900001" not in kept
    assert "rahasia" not in kept


def test_a_name_that_nobody_has_waits_just_the_same(vera: Client) -> None:
    told = [try_in(vera, "x", username="nobody") for _ in range(TRIES + 1)]
    assert told == [200] * TRIES + [429]
    assert try_in(vera, PASSPHRASE) == 302


def test_a_name_that_nobody_has_costs_one_hash_like_any_other(vera: Client) -> None:
    """The answer's text and the work behind it are the same, so neither tells who exists."""
    costs, pages = [], []
    for username in ("vera", "nobody"):
        with patch("django.contrib.auth.hashers.MD5PasswordHasher.encode", return_value="md5$x$y") as hashed:
            answer = vera.post("/masuk/", {"username": username, "password": "x"})
        costs.append(hashed.call_count)
        pages.append(answer.content.decode().replace(username, "NAME"))
    assert costs[0] == costs[1] == 1
    without_tokens = [page.split("csrfmiddlewaretoken")[0] for page in pages]
    assert without_tokens[0] == without_tokens[1]


@pytest.mark.parametrize("text", ["a\x00b", "x" * 100_000, "\N{GRINNING FACE}", ""])
def test_nothing_that_is_typed_breaks_the_page(vera: Client, text: str) -> None:
    assert try_in(vera, text, username=text) < 500


@pytest.mark.django_db
def test_a_resident_finds_the_services_before_signing_in(client: Client) -> None:
    assert 'href="/permohonan/"' in client.get("/masuk/").content.decode()
    assert client.get("/permohonan/").status_code == 200
