"""Signing with a key inside a hardware module, through PKCS#11; needs the package python-pkcs11.

The module's own random signatures (ECDSA over a SHA-256 made here): PKCS#11 2.40 section 2.3.6, CKM_ECDSA.
"""

import hashlib
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from rekam.credentials.formats import keys
from rekam.credentials.signing import kid_of
from rekam.kernel.errors import RuleBroken

POINT_BYTES = 1 + 2 * keys.HALF


class Pkcs11Signer:
    """Signs with one P-256 key of a token; the private key cannot leave it.

    session  an open session of python-pkcs11 that is logged in; one thread at a time
    label    of the key pair in the token
    Raises RuleBroken("signing_key_unreadable") where the token has no such pair.
    """

    def __init__(self, session: Any, *, label: str, chain: tuple[bytes, ...] = ()) -> None:
        from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass, PKCS11Error

        try:
            self._private = session.get_key(
                object_class=ObjectClass.PRIVATE_KEY, key_type=KeyType.EC, label=label
            )
            point = session.get_key(object_class=ObjectClass.PUBLIC_KEY, key_type=KeyType.EC, label=label)[
                Attribute.EC_POINT
            ]
        except PKCS11Error as error:
            raise RuleBroken("signing_key_unreadable") from error
        self._mechanism = Mechanism.ECDSA
        # The point stands in the token as a DER octet string; its last bytes are the point itself.
        whole = bytes(point)[-POINT_BYTES:]
        self.public: ec.EllipticCurvePublicKey = keys.from_point(
            whole[1 : 1 + keys.HALF], whole[1 + keys.HALF :]
        )
        self.kid = kid_of(self.public)
        self.chain = chain

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes r || s of ES256 over the message."""
        return bytes(self._private.sign(hashlib.sha256(message).digest(), mechanism=self._mechanism))
