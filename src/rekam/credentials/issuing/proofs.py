"""Proof of possession: who asks for a credential holds the key that it will be bound to (pure).

Source: OpenID4VCI 1.0 appendix F.1 (proof type jwt) and section 8.2.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from rekam.credentials.formats import jose, keys, moments
from rekam.credentials.issuing.rules import BATCH
from rekam.kernel.errors import RuleBroken

KIND = "openid4vci-proof+jwt"
MAX_BYTES = 8 * 1024
SPAN = timedelta(minutes=5)


def check(
    proofs: object,
    *,
    issuer: str,
    at: datetime,
    check_nonce: Callable[[object], None],
    most: int = BATCH,
) -> list[EllipticCurvePublicKey]:
    """The keys of a credential request, one for each copy that is to be made; no key twice.

    proofs       the member `proofs` of the request: {"jwt": [...]}
    issuer       our Credential Issuer Identifier, which each proof must be meant for
    check_nonce  refuses a c_nonce that is not ours or too old (`nonces.check`)
    most         copies in one request
    Raises RuleBroken("proof_missing" | "proof_too_many" | "proof_wrong" | "proof_repeated" | "nonce_wrong").
    """
    texts = proofs.get("jwt") if isinstance(proofs, Mapping) and len(proofs) == 1 else None
    if not isinstance(texts, list) or not texts:
        raise RuleBroken("proof_missing")
    if len(texts) > most:
        raise RuleBroken("proof_too_many", most=most)
    found = [_key(text, issuer=issuer, at=at, check_nonce=check_nonce) for text in texts]
    if len({keys.point(key) for key in found}) != len(found):
        raise RuleBroken("proof_repeated")
    return found


def _key(
    text: object, *, issuer: str, at: datetime, check_nonce: Callable[[object], None]
) -> EllipticCurvePublicKey:
    if not isinstance(text, str):
        raise RuleBroken("proof_wrong", where="jwt")
    try:
        signed = jose.read(text, kinds=frozenset({KIND}), max_bytes=MAX_BYTES)
        key = keys.from_jwk(signed.header.get("jwk"))
        made = moments.moment(signed.payload.get("iat"))
    except RuleBroken as broken:
        raise RuleBroken("proof_wrong", where=broken.code) from broken
    if {"kid", "x5c"} & signed.header.keys():
        raise RuleBroken("proof_wrong", where="two keys")
    if not jose.is_by(signed, key=key):
        raise RuleBroken("proof_wrong", where="signature")
    if signed.payload.get("aud") != issuer:
        raise RuleBroken("proof_wrong", where="aud")
    if not at - SPAN <= made <= at + SPAN:
        raise RuleBroken("proof_wrong", where="iat")
    check_nonce(signed.payload.get("nonce"))
    return key
