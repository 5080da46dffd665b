"""What an honest phone's request proves; the hostile ones are tried with all other cases."""

from datetime import timedelta

import pytest

from rekam.credentials.formats import keys
from rekam.credentials.issuing import dpop, nonces
from tests.credentials import world
from tests.credentials.issuing.hostile_requests import (
    C_NONCE,
    KEY,
    URL,
    ask,
    check,
    dpop_proof,
    is_fresh,
    proof,
)
from tests.credentials.world import HOLDER, NOW


@pytest.mark.parametrize(
    "url",
    [URL, URL + "?x=1", URL + "#a", URL.replace("https://d", "HTTPS://D"), URL.replace("/cre", ":443/cre")],
)
def test_a_request_of_the_tokens_own_key_is_taken(url: str) -> None:
    assert ask(dpop_proof(htu=url)) == keys.thumbprint(HOLDER.public)


def test_the_first_request_has_no_token_yet() -> None:
    told = dpop.check(
        dpop_proof(ath=None), method="POST", url=URL, at=NOW, is_fresh=is_fresh, is_used=lambda _: False
    )

    assert told == keys.thumbprint(HOLDER.public)


def test_batch_issuance_gives_a_key_for_each_copy() -> None:
    phones = [world.plain(f"copy {number}") for number in range(10)]

    told = check({"jwt": [proof(by=one) for one in phones]})
    assert told == [keys.thumbprint(one.public) for one in phones]


@pytest.mark.parametrize("minutes", [0, 4])
def test_a_nonce_counts_for_five_minutes(minutes: int) -> None:
    nonces.check(C_NONCE, key=KEY, use="c_nonce", at=NOW + timedelta(minutes=minutes))
