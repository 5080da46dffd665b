"""COSE_Sign1 by Ed25519 (RFC 9052, RFC 9053): bytes that anybody checks with the public key alone; pure.

Only one form is written and read: tag 18, the algorithm and the key id protected, nothing unprotected,
canonical CBOR throughout. So one statement by one key has one byte string, and whatever else a reader might
be offered is refused before a signature is looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.vault.sealing import SIGNATURE_BYTES, kid_of, signing_public

ALGORITHM, KEY_ID = 1, 4  # labels of the protected header
EDDSA = -8
TAG_18 = b"\xd2"


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A statement whose signature was checked, and which key made it."""

    kid: str
    payload: bytes


def sign1(payload: bytes, *, seed: bytes) -> bytes:
    """The COSE_Sign1 message (tag 18) over a payload by an Ed25519 seed (32 bytes)."""
    protected = _protected(kid_of(signing_public(seed)))
    signature = SigningKey(seed).sign(_to_be_signed(protected, payload)).signature
    return TAG_18 + canonical.encode([protected, {}, payload, signature])


def open1(data: bytes, *, keys: Mapping[str, bytes], max_bytes: int) -> Signed:
    """What a COSE_Sign1 message says, once one of the keys was found to have signed exactly this.

    keys   public Ed25519 keys (32 bytes) by kid
    Raises RuleBroken("cose_malformed" | "cose_key_unknown" | "cose_signature_wrong"), and the codes of
    `kernel.canonical.decode`: too large, too deep, duplicate keys, indefinite lengths, not canonical.
    """
    if data[:1] != TAG_18:
        raise RuleBroken("cose_malformed")
    message = canonical.decode(data[1:], max_bytes=max_bytes)
    if not isinstance(message, list) or len(message) != 4:
        raise RuleBroken("cose_malformed")
    protected, unprotected, payload, signature = message
    if unprotected != {} or not all(isinstance(one, bytes) for one in (protected, payload, signature)):
        raise RuleBroken("cose_malformed")
    kid = _kid(protected, max_bytes=max_bytes)
    if kid not in keys:
        raise RuleBroken("cose_key_unknown", kid=kid)
    if not _holds(_to_be_signed(protected, payload), signature=signature, public=keys[kid]):
        raise RuleBroken("cose_signature_wrong", kid=kid)
    return Signed(kid=kid, payload=payload)


def _protected(kid: str) -> bytes:
    return canonical.encode({ALGORITHM: EDDSA, KEY_ID: bytes.fromhex(kid)})


def _kid(protected: bytes, *, max_bytes: int) -> str:
    header = canonical.decode(protected, max_bytes=max_bytes)
    if not isinstance(header, dict) or set(header) != {ALGORITHM, KEY_ID}:
        raise RuleBroken("cose_malformed")
    kid = header[KEY_ID]
    if header[ALGORITHM] != EDDSA or not isinstance(kid, bytes):
        raise RuleBroken("cose_malformed")
    return kid.hex()


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    return canonical.encode(["Signature1", protected, b"", payload])


def _holds(message: bytes, *, signature: bytes, public: bytes) -> bool:
    if len(signature) != SIGNATURE_BYTES:
        return False
    try:
        VerifyKey(public).verify(message, signature)
    except (BadSignatureError, ValueError):
        return False
    return True
