"""Signing in by password: guesses are counted and stopped, and what was typed is kept nowhere."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rekam.accounts.rules import Role
from rekam.accounts.services import check_sign_in_tries
from rekam.audit.models import Entry
from rekam.kernel.errors import RuleBroken
from tests.personas import officer

PASSPHRASE = "laut kidul tenang"


@pytest.fixture
def vera(own_database: str) -> Client:
    """A browser before the sign-in page of somebody who has an account."""
    officer(Role.VERIFIKATOR, username="vera", password=PASSPHRASE)
    return Client()


def try_in(browser: Client, passphrase: str, *, username: str = "vera") -> int:
    return browser.post("/masuk/", {"username": username, "password": passphrase}).status_code


def test_the_right_passphrase_opens(vera: Client) -> None:
    assert try_in(vera, PASSPHRASE) == 302


def test_after_ten_wrong_ones_even_the_right_one_has_to_wait(vera: Client) -> None:
    assert {try_in(vera, f"tebakan {number}") for number in range(10)} == {200}
    assert try_in(vera, PASSPHRASE) == 429
    check_sign_in_tries(username="vera", at=timezone.now() + timedelta(minutes=11))
    with pytest.raises(RuleBroken, match="too_many_attempts"):
        check_sign_in_tries(username="vera", at=timezone.now())


def test_what_was_typed_is_not_kept(vera: Client) -> None:
    try_in(vera, "x", username="3673024101900001")
    entry = Entry.objects.get(action="accounts.sign_in_refused")
    assert "3673024101900001" not in f"{entry.actor} {entry.subjects} {entry.facts}"


def test_a_name_that_nobody_has_waits_just_the_same(vera: Client) -> None:
    told = [try_in(vera, "x", username="nobody") for _ in range(11)]
    assert told == [200] * 10 + [429]
    assert try_in(vera, PASSPHRASE) == 302


@pytest.mark.parametrize("text", ["a\x00b", "x" * 100_000, "\N{GRINNING FACE}", ""])
def test_nothing_that_is_typed_breaks_the_page(vera: Client, text: str) -> None:
    assert try_in(vera, text, username=text) < 500
