"""Sealing, signing and the officers' keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.vault import officer_keys, sealing

SEED, OTHER = bytes([1]) * 32, bytes([2]) * 32
PUBLIC = sealing.signing_public(SEED)
KEYS = {sealing.kid_of(PUBLIC): PUBLIC}
SALT = bytes(16)
LEAST = {"passes": officer_keys.LEAST_PASSES, "memory": officer_keys.LEAST_MEMORY}


@given(content=st.binary(max_size=300))
def test_what_is_sealed_comes_back_to_the_holder_only(content: bytes) -> None:
    sealed = sealing.seal(content, to=sealing.seal_public(SEED))

    assert len(sealed) == len(content) + sealing.SEAL_OVERHEAD
    assert sealing.unseal(sealed, private=SEED) == content
    with pytest.raises(RuleBroken, match="unsealing_failed"):
        sealing.unseal(sealed, private=OTHER)


def test_sealing_to_a_signer_opens_with_the_signing_seed() -> None:
    assert sealing.unseal_as_signer(sealing.seal_to_signer(b"x", signer=PUBLIC), seed=SEED) == b"x"


def test_sealing_to_what_is_no_key_is_refused() -> None:
    with pytest.raises(RuleBroken, match="key_invalid"):
        sealing.seal_to_signer(b"x", signer=bytes([255]) * 32)


@pytest.mark.parametrize("short", [b"", b"x", bytes(47), bytes(48)])
def test_truncated_seals_are_refused(short: bytes) -> None:
    with pytest.raises(RuleBroken, match="unsealing_failed"):
        sealing.unseal(short, private=SEED)


def test_a_signature_holds_for_one_domain_only() -> None:
    signature = sealing.sign(b"m", seed=SEED, domain="a")

    assert sealing.signature_holds(b"m", signature=signature, public=PUBLIC, domain="a")
    assert not sealing.signature_holds(b"m", signature=signature, public=PUBLIC, domain="b")
    assert not sealing.signature_holds(b"m", signature=signature[:63], public=PUBLIC, domain="a")


def test_a_document_opens_with_the_key_it_names() -> None:
    data = sealing.sign_document(b"body", seed=SEED, domain="d")

    assert sealing.open_document(data, keys=KEYS, domain="d", max_bytes=999).body == b"body"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"v": 2}, "document_version_unknown"),
        ({"v": True}, "document_version_unknown"),
        ({"kid": "unknown"}, "document_key_unknown"),
        ({"kid": 1}, "document_malformed"),
        ({"body": b"other"}, "document_signature_wrong"),
        ({"more": 1}, "document_malformed"),
    ],
)
def test_altered_documents_are_refused(change: dict[str, object], code: str) -> None:
    value = canonical.decode(sealing.sign_document(b"body", seed=SEED, domain="d"), max_bytes=999)

    with pytest.raises(RuleBroken) as refused:
        sealing.open_document(canonical.encode(value | change), keys=KEYS, domain="d", max_bytes=999)

    assert refused.value.code == code


def test_the_right_passphrase_makes_the_officers_key_again() -> None:
    verifier = officer_keys.verifier("kasemen subuh 5", salt=SALT, **LEAST)

    seed = officer_keys.unlock("kasemen subuh 5", against=verifier)

    assert sealing.signing_public(seed) == verifier.public
    with pytest.raises(RuleBroken, match="passphrase_wrong"):
        officer_keys.unlock("kasemen subuh 6", against=verifier)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(RuleBroken, match="passphrase_too_short"):
        officer_keys.verifier("pendek", salt=SALT)


def test_costs_out_of_range_are_refused_before_they_are_paid() -> None:
    with pytest.raises(RuleBroken, match="verifier_invalid"):
        officer_keys.verifier("kasemen subuh 5", salt=SALT, memory=2**40)
