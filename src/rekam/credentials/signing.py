"""The keys that sign credentials: six purposes, each its own key, rotated with overlap (pure).

A key is published before it signs, so that readers know it in time, and stays published after its last
signature until the last credential it signed has run out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from rekam.credentials.formats import base64url, keys
from rekam.credentials.formats.signer import Signer
from rekam.credentials.formats.trust import Purpose, TrustedKey
from rekam.kernel.errors import RuleBroken

KID_BYTES = 8
_ECDSA = ec.ECDSA(hashes.SHA256())


def kid_of(public: ec.EllipticCurvePublicKey) -> str:
    """The name of a key: eleven letters of its RFC 7638 thumbprint, short enough for a QR code."""
    return base64url.encode(keys.thumbprint(public)[:KID_BYTES])


class FileSigner:
    """Signs with a P-256 key that lies in this process's memory."""

    def __init__(self, private: ec.EllipticCurvePrivateKey, *, chain: tuple[bytes, ...] = ()) -> None:
        self._private = private
        self.public = private.public_key()
        self.kid = kid_of(self.public)
        self.chain = chain

    @classmethod
    def from_pem(cls, pem: bytes, *, chain: tuple[bytes, ...] = ()) -> "FileSigner":
        """A signer of a PKCS#8 key file.

        Raises RuleBroken("signing_key_unreadable") for anything but a P-256 key.
        """
        try:
            private = serialization.load_pem_private_key(pem, password=None)
        except (ValueError, TypeError) as error:
            raise RuleBroken("signing_key_unreadable") from error
        if not isinstance(private, ec.EllipticCurvePrivateKey) or not isinstance(private.curve, ec.SECP256R1):
            raise RuleBroken("signing_key_unreadable")
        return cls(private, chain=chain)

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes r || s of ES256 over the message."""
        return keys.raw_signature(self._private.sign(message, _ECDSA))


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One key in its life: published, then it signs until before `rests`, then it is believed until `ends`.

    The longest credential must fit between `rests` and `ends`.
    """

    purpose: Purpose
    signer: Signer
    published: datetime
    signs: datetime
    rests: datetime
    ends: datetime

    def __post_init__(self) -> None:
        if not self.published <= self.signs < self.rests <= self.ends:
            raise ValueError("a key is published, signs, rests and ends, in this order")


@dataclass(frozen=True)
class KeyRing:
    """All keys of one issuer; no key may serve two purposes."""

    issuer: str
    slots: tuple[Slot, ...]

    def __post_init__(self) -> None:
        purposes: dict[str, Purpose] = {}
        for slot in self.slots:
            if purposes.setdefault(slot.signer.kid, slot.purpose) is not slot.purpose:
                raise RuleBroken("signing_key_shared", kid=slot.signer.kid)

    def signer(self, purpose: Purpose, *, at: datetime) -> Signer:
        """The key that signs now: of those whose turn it is, the one that began last.

        Raises RuleBroken("signing_key_missing").
        """
        turn = [one for one in self.slots if one.purpose is purpose and one.signs <= at < one.rests]
        if not turn:
            raise RuleBroken("signing_key_missing", purpose=purpose.value)
        return max(turn, key=lambda one: one.signs).signer

    def trusted(self, *, at: datetime) -> Iterable[TrustedKey]:
        """What readers are told to believe at that time: keys to come, keys at work, keys at rest."""
        for one in self.slots:
            if one.purpose is not Purpose.ROOT and one.published <= at < one.ends:
                yield TrustedKey(
                    issuer=self.issuer,
                    kid=one.signer.kid,
                    purpose=one.purpose,
                    key=one.signer.public,
                    since=one.published,
                    until=one.ends,
                )

    def key_set(self, purpose: Purpose, *, at: datetime) -> dict[str, list[dict[str, str]]]:
        """The JWK Set to publish for one purpose."""
        told = [one for one in self.trusted(at=at) if one.purpose is purpose]
        return {
            "keys": [
                {**keys.to_jwk(one.key), "kid": one.kid, "use": "sig", "alg": "ES256"}
                for one in told
                if isinstance(one.key, ec.EllipticCurvePublicKey)
            ]
        }
