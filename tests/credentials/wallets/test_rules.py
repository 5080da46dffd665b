"""What a phone sends is believed only where its key signed it for this door, now; wrong PINs are counted."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.credentials.formats import base64url, keys
from rekam.credentials.wallets import rules
from rekam.credentials.wallets.rules import TRIES, Asked, Sort, State, Use
from rekam.kernel.errors import RuleBroken
from tests.credentials import world
from tests.credentials.wallets.phone import NEXT, RIGHT, request

AUDIENCE = "https://office.example/api/v1/wallets/open"


def read(text: str, *, use: Use = Use.OPEN) -> Asked:
    def check_nonce(told: object) -> None:
        if told != "n":
            raise RuleBroken("nonce_wrong")

    return rules.read(text, use=use, audience=AUDIENCE, at=world.NOW, check_nonce=check_nonce)


def made(**told: Any) -> str:
    return request(**({"use": Use.OPEN, "at": world.NOW, "audience": AUDIENCE} | told))


def test_a_phones_request_is_read() -> None:
    asked = read(made(use=Use.CHANGE, next=base64url.encode(NEXT)), use=Use.CHANGE)

    whose = keys.thumbprint(world.HOLDER.public).hex()
    assert asked == Asked(thumbprint=whose, proof=RIGHT, sort=Sort.ANDROID, next=NEXT)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"signer": world.THIEF}, "wallet_request_wrong"),
        ({"use": Use.CHANGE}, "wallet_request_wrong"),
        ({"audience": "https://other.example/"}, "wallet_request_wrong"),
        ({"at": world.NOW - timedelta(minutes=6)}, "wallet_request_wrong"),
        ({"at": world.NOW + timedelta(minutes=6)}, "wallet_request_wrong"),
        ({"proof": "AA"}, "wallet_request_wrong"),
        ({"proof": "%"}, "wallet_request_wrong"),
        ({"proof": None}, "wallet_request_wrong"),
        ({"nonce": "of yesterday"}, "nonce_wrong"),
    ],
)
def test_a_request_of_another_key_door_or_time_is_refused(told: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read(made(**told))

    assert refused.value.code == code


def test_a_change_without_a_new_proof_is_refused() -> None:
    with pytest.raises(RuleBroken, match="wallet_request_wrong"):
        read(made(use=Use.CHANGE), use=Use.CHANGE)


@settings(max_examples=30)
@given(st.lists(st.booleans(), max_size=20))
def test_it_locks_after_five_wrong_ones_in_a_row_and_never_before(tried: list[bool]) -> None:
    tries, state, row = 0, State.OPEN, 0
    for right in tried:
        tries, state = rules.after_try(tries=tries, right=right)
        row = 0 if right else row + 1
        assert (state is State.LOCKED) == (row >= TRIES)
        if state is State.LOCKED:
            break


def test_a_phone_of_an_unknown_sort_is_another() -> None:
    assert read(made(sort="fridge")).sort is Sort.OTHER
