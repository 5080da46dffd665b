"""COSE_Sign1 and COSE_Encrypt0 (pure). Source: RFC 9052 sections 4.2 and 5.2."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rekam.credentials.formats import cbor
from rekam.credentials.formats.keys import PublicKey, is_signed
from rekam.credentials.formats.signer import Entropy, Signer
from rekam.kernel.errors import RuleBroken

# Header parameters: RFC 9052 section 3.1, RFC 9360 (x5chain), RFC 9596 (typ)
ALG, CRIT, KID, IV, TYP, X5CHAIN = 1, 2, 4, 5, 16, 33
ES256, EDDSA = -7, -8
A128GCM, A256GCM = 1, 3
SIGN1, ENCRYPT0 = 18, 16
_IV_BYTES = 12
_KEY_BYTES = {A128GCM: 16, A256GCM: 32}
PROTECTED_ES256 = cbor.write({ALG: ES256})


@dataclass(frozen=True)
class Signed:
    """A COSE_Sign1 whose signature has not been checked yet."""

    protected: bytes
    headers: Mapping[Any, Any]
    payload: bytes | None
    signature: bytes
    unprotected: Mapping[Any, Any] = field(default_factory=dict)


def sign(
    payload: bytes,
    *,
    signer: Signer,
    protected: Mapping[int, Any] | None = None,
    unprotected: Mapping[int, Any] | None = None,
    detached: bool = False,
) -> list[Any]:
    """A COSE_Sign1 as its four elements, by ES256. `detached`: signed over the payload, sent without it."""
    head = PROTECTED_ES256 if protected is None else cbor.write({ALG: ES256, **protected})
    signature = signer.sign(to_be_signed(head, payload))
    return [head, dict(unprotected or {}), None if detached else payload, signature]


def to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """The Sig_structure, without external data."""
    return b"\x84\x6aSignature1" + _bstr(protected) + b"\x40" + _bstr(payload)


def read(value: object) -> Signed:
    """A COSE_Sign1 taken apart; alg must be protected, and no header may be critical or doubled.

    Raises RuleBroken("credential_malformed" | "algorithm_refused" | "critical_header_unknown").
    """
    if isinstance(value, cbor.Tag) and value.tag == SIGN1:
        value = value.value
    if not isinstance(value, list | tuple) or len(value) != 4:  # cbor2 makes a tuple inside a tag
        raise RuleBroken("credential_malformed", where="sign1")
    protected, unprotected, payload, signature = value
    if not isinstance(protected, bytes) or not isinstance(unprotected, Mapping):
        raise RuleBroken("credential_malformed", where="sign1")
    if not isinstance(payload, bytes | None) or not isinstance(signature, bytes):
        raise RuleBroken("credential_malformed", where="sign1")
    headers = _headers(protected)
    if headers.keys() & unprotected.keys() or CRIT in unprotected:
        raise RuleBroken("credential_malformed", where="headers")
    return Signed(protected, headers, payload, signature, unprotected)


def _headers(protected: bytes) -> Mapping[Any, Any]:
    if protected == PROTECTED_ES256:
        return {ALG: ES256}
    headers = cbor.read(protected) if protected else {}
    if not isinstance(headers, Mapping):
        raise RuleBroken("credential_malformed", where="headers")
    if CRIT in headers:
        raise RuleBroken("critical_header_unknown")
    if headers.get(ALG) not in (ES256, EDDSA):
        raise RuleBroken("algorithm_refused")
    return headers


def is_by(signed: Signed, *, key: PublicKey, payload: bytes | None = None) -> bool:
    """Whether the key signed it; `payload` where it was sent without. The algorithm must be the key's own."""
    message = signed.payload if payload is None else payload
    wanted = EDDSA if isinstance(key, Ed25519PublicKey) else ES256
    if message is None or signed.headers.get(ALG) != wanted:
        return False
    return is_signed(to_be_signed(signed.protected, message), signature=signed.signature, key=key)


def encrypt(plain: bytes, *, key: bytes, entropy: Entropy) -> cbor.Tag:
    """A COSE_Encrypt0 with AES-GCM, of the key's own length (16 or 32 bytes)."""
    algorithm = next(name for name, size in _KEY_BYTES.items() if size == len(key))
    protected, nonce = cbor.write({ALG: algorithm}), entropy(_IV_BYTES)
    closed = AESGCM(key).encrypt(nonce, plain, _associated(protected))
    return cbor.Tag(ENCRYPT0, [protected, {IV: nonce}, closed])


def decrypt(value: object, *, key: bytes) -> bytes:
    """What a COSE_Encrypt0 holds.

    Raises RuleBroken("credential_malformed" | "algorithm_refused" | "critical_header_unknown" |
    "decryption_failed").
    """
    parts = value.value if isinstance(value, cbor.Tag) and value.tag == ENCRYPT0 else None
    if not isinstance(parts, list | tuple) or len(parts) != 3:
        raise RuleBroken("credential_malformed", where="encrypt0")
    protected, unprotected, closed = parts
    if (
        not isinstance(protected, bytes)
        or not isinstance(unprotected, Mapping)
        or not isinstance(closed, bytes)
    ):
        raise RuleBroken("credential_malformed", where="encrypt0")
    headers = cbor.read(protected)
    nonce = unprotected.get(IV)
    if not isinstance(headers, Mapping) or not isinstance(nonce, bytes) or len(nonce) != _IV_BYTES:
        raise RuleBroken("credential_malformed", where="encrypt0")
    if CRIT in headers:
        raise RuleBroken("critical_header_unknown")
    algorithm = headers.get(ALG)
    if not isinstance(algorithm, int) or _KEY_BYTES.get(algorithm) != len(key):
        raise RuleBroken("algorithm_refused")
    try:
        return AESGCM(key).decrypt(nonce, closed, _associated(protected))
    except InvalidTag as error:
        raise RuleBroken("decryption_failed") from error


def _associated(protected: bytes) -> bytes:
    return b"\x83\x68Encrypt0" + _bstr(protected) + b"\x40"


def _bstr(data: bytes) -> bytes:
    return cbor.head(2, len(data)) + data
