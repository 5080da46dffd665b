"""The officer's code: three tries, five minutes, one use, one phone."""

from datetime import timedelta

import pytest

from rekam.credentials.issuing import rules
from rekam.kernel.errors import RuleBroken
from tests.credentials import world
from tests.credentials.world import NOW

KEY, PHONE = bytes(32), b"p" * 32
OFFER = rules.Offer(code=rules.digest("code", key=KEY), number=rules.digest("042042", key=KEY), made=NOW)


def come(offer: rules.Offer, number: str | None, *, minutes: float = 1) -> rules.Tried:
    at = NOW + timedelta(minutes=minutes)
    return rules.redeem(offer, number=number, thumbprint=PHONE, key=KEY, at=at)


def test_code_and_number_together_are_redeemed_by_one_phone() -> None:
    told = come(OFFER, "042042")

    assert told.refused is None
    assert told.offer.thumbprint == PHONE


def test_a_code_is_used_once_even_by_the_same_phone() -> None:
    assert come(come(OFFER, "042042").offer, "042042").refused == "offer_used"


def test_after_three_wrong_numbers_the_right_one_comes_too_late() -> None:
    offer = OFFER
    for _ in range(3):
        told = come(offer, "000000")
        assert told.refused == "tx_code_wrong"
        offer = told.offer

    assert come(offer, "042042").refused == "offer_tries_used"


@pytest.mark.parametrize("number", [None, ""])
def test_without_a_number_nothing_is_counted(number: str | None) -> None:
    told = come(OFFER, number)

    assert (told.refused, told.offer) == ("tx_code_missing", OFFER)


@pytest.mark.parametrize("minutes", [-0.1, 5, 60])
def test_a_code_counts_for_five_minutes(minutes: float) -> None:
    assert come(OFFER, "042042", minutes=minutes).refused == "offer_over"


def test_codes_and_numbers_are_long_enough() -> None:
    assert len(rules.make_code(entropy=world.entropy())) == 32
    assert rules.make_number(randbelow=lambda _: 42) == "000042"


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"credential_configuration_id": "sim"},
        {"credential_configuration_id": ["ktp"]},
        {"credential_configuration_id": "ktp", "credential_identifier": "x"},
    ],
    ids=["nothing", "fail-unknown-credential-configuration", "list", "both"],
)
def test_a_token_is_for_what_was_offered(request_: dict[str, object]) -> None:
    assert rules.configuration({"credential_configuration_id": "ktp"}, granted={"ktp"}) == "ktp"
    with pytest.raises(RuleBroken) as refused:
        rules.configuration(request_, granted={"ktp"})
    assert refused.value.code == "configuration_unknown"


def test_every_refusal_has_its_name_in_the_protocol() -> None:
    assert {"offer_over", "tx_code_wrong", "nonce_wrong", "dpop_repeated"} <= set(rules.OAUTH)
    assert set(rules.OAUTH.values()) == {
        *("invalid_grant", "invalid_request", "invalid_dpop_proof", "use_dpop_nonce", "invalid_token"),
        *("unknown_credential_configuration", "invalid_proof", "invalid_nonce"),
    }
