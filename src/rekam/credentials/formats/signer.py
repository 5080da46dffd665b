"""What the formats ask of whoever signs: a file key, a PKCS#11 token, a phone."""

from collections.abc import Callable
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

Entropy = Callable[[int], bytes]  # so many random bytes: secrets.token_bytes


class Signer(Protocol):
    """Signs with one P-256 key that it does not give away.

    kid    the key's public name
    chain  certificates in DER, the key's own first, the root left out; empty where none was made
    """

    @property
    def kid(self) -> str: ...

    @property
    def chain(self) -> tuple[bytes, ...]: ...

    @property
    def public(self) -> EllipticCurvePublicKey: ...

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes r || s of ES256 over the message."""
        ...
