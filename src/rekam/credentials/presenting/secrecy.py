"""All secrets of a question, made of its reference; the reference itself is never kept, only its digest.

So the database alone opens no answer and no value, and a question's key for answers lies nowhere.
Source: HKDF is RFC 5869.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from rekam.credentials.formats import base64url, keys

REFERENCE_BYTES = 32
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256, SP 800-186
NONCE_BYTES = 12


@dataclass(frozen=True)
class Secrets:
    """Those of one question.

    reference   the last part of its addresses
    installed   the installation's own secret, so that who reads addresses in a log opens nothing
    """

    reference: str
    installed: str

    @property
    def digest(self) -> str:
        """By which the question is found."""
        return hashlib.sha256(self.reference.encode()).hexdigest()

    @property
    def nonce(self) -> str:
        return base64url.encode(self._made("nonce", 16))

    @property
    def state(self) -> str:
        return base64url.encode(self._made("state", 16))

    @property
    def key(self) -> ec.EllipticCurvePrivateKey:
        """To which the wallet closes its answer. 48 bytes, so that no number is likelier than another."""
        number = int.from_bytes(self._made("answer", 48), "big") % (ORDER - 1) + 1
        return ec.derive_private_key(number, ec.SECP256R1())

    @property
    def public_jwk(self) -> dict[str, str]:
        public = self.key.public_key()
        kid = base64url.encode(keys.thumbprint(public)[:8])
        return {**keys.to_jwk(public), "kid": kid, "use": "enc", "alg": "ECDH-ES"}

    def seal(self, values: Mapping[str, Any]) -> bytes:
        """The values, closed; each question has a key of its own, used once."""
        return AESGCM(self._made("values", 32)).encrypt(bytes(NONCE_BYTES), json.dumps(values).encode(), None)

    def unseal(self, sealed: bytes) -> dict[str, Any]:
        """The values. Raises ValueError where they belong to another question."""
        try:
            plain = AESGCM(self._made("values", 32)).decrypt(bytes(NONCE_BYTES), sealed, None)
        except InvalidTag as error:
            raise ValueError("sealed for another question") from error
        return dict(json.loads(plain))

    def _made(self, what: str, size: int) -> bytes:
        how = HKDF(
            hashes.SHA256(), length=size, salt=self.installed.encode(), info=f"presenting {what}".encode()
        )
        return how.derive(self.reference.encode())
