"""Sealing to a public key and signing, by key id: pure, no file and no database.

Sealing is libsodium's sealed box (X25519, XSalsa20-Poly1305): who seals cannot open again. Signing is
Ed25519, always over a domain and the bytes, so that a signature made for one purpose fits no other.
A kid is the first 16 hexadecimal digits of SHA-256 over the public key, so it cannot be given twice.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from nacl.exceptions import BadSignatureError, CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey

from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken

KEY_BYTES = 32
SIGNATURE_BYTES = 64
SEAL_OVERHEAD = 48  # ephemeral public key and authentication tag of a sealed box
DOCUMENT_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class SealKey:
    """The public half of a server's X25519 key: what a station seals to."""

    kid: str
    public: bytes


@dataclass(frozen=True, kw_only=True)
class Document:
    """A signed message between server and station: which key signed it and what it says."""

    kid: str
    body: bytes


def kid_of(public: bytes) -> str:
    """The key id of a public key (32 bytes): 16 hexadecimal digits. Raises ValueError for another length."""
    if len(public) != KEY_BYTES:
        raise ValueError(f"a public key has {KEY_BYTES} bytes, not {len(public)}")
    return hashlib.sha256(public).hexdigest()[:16]


def seal_key(public: bytes) -> SealKey:
    """A public X25519 key (32 bytes) with its kid."""
    return SealKey(kid=kid_of(public), public=public)


def seal_public(private: bytes) -> bytes:
    """The public X25519 key of a private one (32 bytes each)."""
    return bytes(PrivateKey(private).public_key)


def signing_public(seed: bytes) -> bytes:
    """The public Ed25519 key of a signing seed (32 bytes each)."""
    return bytes(SigningKey(seed).verify_key)


def seal(content: bytes, *, to: bytes) -> bytes:
    """Bytes that only the holder of the private half of `to` (X25519, 32 bytes) can read; 48 bytes longer.

    The ephemeral key is drawn by libsodium inside: handing randomness in would let a caller repeat it.
    """
    return bytes(SealedBox(PublicKey(to)).encrypt(content))


def unseal(sealed: bytes, *, private: bytes) -> bytes:
    """What was sealed to the public half of `private` (X25519, 32 bytes).

    Raises RuleBroken("unsealing_failed"): another key, or altered or truncated bytes.
    """
    try:
        return bytes(SealedBox(PrivateKey(private)).decrypt(sealed))
    except (CryptoError, ValueError, TypeError) as error:
        raise RuleBroken("unsealing_failed") from error


def seal_to_signer(content: bytes, *, signer: bytes) -> bytes:
    """Seal to the holder of an Ed25519 key, known by its public half (converted to X25519).

    Raises RuleBroken("key_invalid") when the 32 bytes are no point of the curve.
    """
    try:
        return seal(content, to=bytes(VerifyKey(signer).to_curve25519_public_key()))
    except (CryptoError, ValueError, RuntimeError) as error:
        raise RuleBroken("key_invalid") from error


def unseal_as_signer(sealed: bytes, *, seed: bytes) -> bytes:
    """Open what `seal_to_signer` made, with the signing seed. Raises RuleBroken("unsealing_failed")."""
    return unseal(sealed, private=bytes(SigningKey(seed).to_curve25519_private_key()))


def sign(message: bytes, *, seed: bytes, domain: str) -> bytes:
    """The Ed25519 signature (64 bytes) by a seed (32 bytes) over `domain`, a zero byte and the message."""
    return SigningKey(seed).sign(_bound(message, domain)).signature


def signature_holds(message: bytes, *, signature: bytes, public: bytes, domain: str) -> bool:
    """Whether `public` (Ed25519, 32 bytes) signed exactly this message for this domain."""
    if len(signature) != SIGNATURE_BYTES or len(public) != KEY_BYTES:
        return False
    try:
        VerifyKey(public).verify(_bound(message, domain), signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def sign_document(body: bytes, *, seed: bytes, domain: str) -> bytes:
    """Canonical CBOR {v, kid, body, signature}: the form of a receipt and of a work list."""
    return canonical.encode(
        {
            "v": DOCUMENT_VERSION,
            "kid": kid_of(signing_public(seed)),
            "body": body,
            "signature": sign(body, seed=seed, domain=domain),
        }
    )


def open_document(data: bytes, *, keys: Mapping[str, bytes], domain: str, max_bytes: int) -> Document:
    """The body of a signed document, once its signature is checked against the key its kid names.

    keys   public Ed25519 keys that are trusted for this domain, by kid
    Raises RuleBroken("document_malformed" | "document_version_unknown" | "document_key_unknown" |
    "document_signature_wrong"), and the codes of `kernel.canonical.decode`.
    """
    value = canonical.decode(data, max_bytes=max_bytes)
    if not isinstance(value, dict) or set(value) != {"v", "kid", "body", "signature"}:
        raise RuleBroken("document_malformed")
    if value["v"] != DOCUMENT_VERSION or isinstance(value["v"], bool):
        raise RuleBroken("document_version_unknown")
    kid, body, signature = value["kid"], value["body"], value["signature"]
    if not (isinstance(kid, str) and isinstance(body, bytes) and isinstance(signature, bytes)):
        raise RuleBroken("document_malformed")
    if kid not in keys:
        raise RuleBroken("document_key_unknown", kid=kid)
    if not signature_holds(body, signature=signature, public=keys[kid], domain=domain):
        raise RuleBroken("document_signature_wrong", kid=kid)
    return Document(kid=kid, body=body)


def _bound(message: bytes, domain: str) -> bytes:
    return domain.encode("ascii") + b"\0" + message
