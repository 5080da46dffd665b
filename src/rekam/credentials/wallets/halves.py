"""How a half and a proof lie in the database: who reads it alone can use neither."""

import hmac
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rekam.credentials.formats import base64url
from rekam.credentials.wallets.rules import HALF_BYTES
from rekam.kernel.installation import installation_key

ROOM = "credentials.wallets"
NONCE_BYTES = 12


def make_half(*, thumbprint: str) -> str:
    """A new half, sealed for that phone."""
    noise = secrets.token_bytes(NONCE_BYTES)
    closed = _cipher().encrypt(noise, secrets.token_bytes(HALF_BYTES), thumbprint.encode())
    return base64url.encode(noise + closed)


def open_half(sealed: str, *, thumbprint: str) -> str:
    """The half as its phone gets it, in base64url."""
    data = base64url.decode(sealed)
    plain = _cipher().decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], thumbprint.encode())
    return base64url.encode(plain)


def digest(proof: bytes, *, thumbprint: str) -> str:
    """What is kept of a proof."""
    key = installation_key(ROOM, purpose="proof")
    return hmac.digest(key, thumbprint.encode() + b"\0" + proof, "sha256").hex()


def nonce_key() -> bytes:
    """The key of the nonces that requests answer to."""
    return installation_key(ROOM, purpose="nonce")


def _cipher() -> AESGCM:
    return AESGCM(installation_key(ROOM, purpose="half"))
