"""COSE_Sign1: what one key said once, and nothing that a stranger sends in its place."""

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.vault.cose import TAG_18, open1, sign1
from rekam.vault.sealing import kid_of, signing_public

SEED, OTHER = b"\x01" * 32, b"\x02" * 32
KEYS = {kid_of(signing_public(SEED)): signing_public(SEED)}
GOOD = sign1(b"payload", seed=SEED)
PROTECTED, _, _, SIGNATURE = cbor2.loads(GOOD).value


def refused(data: bytes, code: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        open1(data, keys=KEYS, max_bytes=300)
    assert broken.value.code == code


def message(*parts: object) -> bytes:
    return TAG_18 + canonical.encode(list(parts))


@given(payload=st.binary(max_size=60), seed=st.binary(min_size=32, max_size=32))
@settings(max_examples=15)
def test_what_was_signed_is_read_by_the_key_that_its_id_names(payload: bytes, seed: bytes) -> None:
    kid = kid_of(signing_public(seed))
    signed = open1(sign1(payload, seed=seed), keys={kid: signing_public(seed)}, max_bytes=300)

    assert (signed.payload, signed.kid) == (payload, kid)


@given(place=st.integers(0, len(GOOD) - 1), bit=st.integers(0, 7))
@settings(max_examples=80)
def test_no_bit_may_be_another(place: int, bit: int) -> None:
    changed = bytearray(GOOD)
    changed[place] ^= 1 << bit
    with pytest.raises(RuleBroken):
        open1(bytes(changed), keys=KEYS, max_bytes=300)


def test_it_is_the_form_that_the_standard_asks() -> None:
    """RFC 9052 section 4.2 and 4.4, RFC 9053 section 2.2, read by another decoder and another library."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    tagged = cbor2.loads(GOOD)
    protected, unprotected, payload, signature = tagged.value
    assert (tagged.tag, unprotected, cbor2.loads(protected)[1]) == (18, {}, -8)
    signed = cbor2.dumps(["Signature1", protected, b"", payload])
    Ed25519PublicKey.from_public_bytes(signing_public(SEED)).verify(signature, signed)


def test_another_key_is_refused_by_its_id_and_a_borrowed_id_by_the_signature() -> None:
    stranger = sign1(b"payload", seed=OTHER)
    refused(stranger, "cose_key_unknown")
    refused(message(PROTECTED, {}, b"payload", cbor2.loads(stranger).value[3]), "cose_signature_wrong")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "cose_malformed"),
        (GOOD[1:], "cose_malformed"),
        (b"\xd1" + GOOD[1:], "cose_malformed"),
        (GOOD + b"\x00", "cbor_invalid"),
        (GOOD[:-1], "cbor_invalid"),
        (message(PROTECTED, {1: -8}, b"payload", SIGNATURE), "cose_malformed"),
        (message(PROTECTED, {}, b"payload", SIGNATURE, 1), "cose_malformed"),
        (message(PROTECTED, {}, None, SIGNATURE), "cose_malformed"),
        (message(canonical.encode({1: -7, 4: b"12345678"}), {}, b"payload", SIGNATURE), "cose_malformed"),
        (message(canonical.encode({1: -8}), {}, b"payload", SIGNATURE), "cose_malformed"),
        (message(PROTECTED, {}, b"payload", SIGNATURE[:-1]), "cose_signature_wrong"),
        (message(PROTECTED, {}, b"payload", b""), "cose_signature_wrong"),
        (TAG_18 + b"\x84" + b"\x81" * 40 + b"\x00", "cbor_invalid"),
        (TAG_18 + b"\x9f" + canonical.encode(PROTECTED) + b"\xa0\x40\x40\xff", "cbor_invalid"),
        (message(b"\xa2\x01\x27\x01\x27", {}, b"payload", SIGNATURE), "cbor_invalid"),
        (message(b"\xbf\x01\x27\xff", {}, b"payload", SIGNATURE), "cbor_invalid"),
        (TAG_18 + b"\x98\x04" + canonical.encode(PROTECTED) + b"\xa0\x40\x40", "cbor_not_canonical"),
        (sign1(b"x" * 400, seed=SEED), "cbor_too_large"),
    ],
    ids=[
        *("nothing", "no-tag", "other-tag", "trailing", "cut", "unprotected", "five-parts", "no-payload"),
        *("other-algorithm", "no-kid", "short-signature", "no-signature", "depth", "indefinite"),
        *("duplicate-keys", "indefinite-header", "not-canonical", "oversized"),
    ],
)
def test_whatever_else_comes_is_refused_before_a_signature_is_looked_at(data: bytes, code: str) -> None:
    refused(data, code)
