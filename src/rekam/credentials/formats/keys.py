"""Public keys of signers and holders: P-256 and Ed25519, as JWK and as COSE_Key (pure)."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rekam.credentials.formats import base64url
from rekam.kernel.errors import RuleBroken

PublicKey = EllipticCurvePublicKey | Ed25519PublicKey

HALF = 32  # bytes of one coordinate, and of each half of a signature
_CURVE = SECP256R1()
_ECDSA = ECDSA(hashes.SHA256())
_JWK = {"kty", "crv", "x", "y"}
# COSE_Key labels and values: RFC 9052 section 7, RFC 9053 section 7.1
_KTY, _CRV, _X, _Y = 1, -1, -2, -3
_EC2, _P256 = 2, 1


def point(key: EllipticCurvePublicKey) -> tuple[bytes, bytes]:
    """The two coordinates of a P-256 key, 32 bytes each."""
    whole = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return whole[1 : 1 + HALF], whole[1 + HALF :]


def from_point(x: bytes, y: bytes | bool) -> EllipticCurvePublicKey:
    """The P-256 key of two coordinates, or of one and whether the other is odd.

    Raises RuleBroken("holder_key_refused") off the curve.
    """
    if len(x) != HALF:  # the library looks at both together
        raise RuleBroken("holder_key_refused")
    encoded = bytes([2 + y]) + x if isinstance(y, bool) else b"\x04" + x + y
    try:
        return EllipticCurvePublicKey.from_encoded_point(_CURVE, encoded)
    except ValueError as error:
        raise RuleBroken("holder_key_refused") from error


def to_jwk(key: EllipticCurvePublicKey) -> dict[str, str]:
    """A P-256 key as a JWK, without kid. Source: RFC 7518 section 6.2."""
    x, y = point(key)
    return {"kty": "EC", "crv": "P-256", "x": base64url.encode(x), "y": base64url.encode(y)}


def from_jwk(jwk: object) -> EllipticCurvePublicKey:
    """The P-256 key of a JWK; a private one, or one of another kind, is refused.

    Raises RuleBroken("holder_key_refused").
    """
    if not isinstance(jwk, Mapping) or not jwk.keys() >= _JWK or "d" in jwk:
        raise RuleBroken("holder_key_refused")
    if jwk["kty"] != "EC" or jwk["crv"] != "P-256":
        raise RuleBroken("holder_key_refused")
    x, y = jwk["x"], jwk["y"]
    if not isinstance(x, str) or not isinstance(y, str):
        raise RuleBroken("holder_key_refused")
    return from_point(base64url.decode(x), base64url.decode(y))


def thumbprint(key: EllipticCurvePublicKey) -> bytes:
    """SHA-256 over the JWK's required members. Source: RFC 7638 section 3."""
    told = json.dumps(to_jwk(key), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("ascii")).digest()


def to_cose(key: EllipticCurvePublicKey, *, short: bool = False) -> dict[int, Any]:
    """A P-256 key as a COSE_Key; `short` keeps only the sign of y, for a QR code."""
    x, y = point(key)
    return {_KTY: _EC2, _CRV: _P256, _X: x, _Y: y[-1] & 1 == 1 if short else y}


def from_cose(told: object) -> EllipticCurvePublicKey:
    """The P-256 key of a COSE_Key. Raises RuleBroken("holder_key_refused")."""
    if not isinstance(told, Mapping) or told.get(_KTY) != _EC2 or told.get(_CRV) != _P256:
        raise RuleBroken("holder_key_refused")
    x, y = told.get(_X), told.get(_Y)
    if not isinstance(x, bytes) or not isinstance(y, bytes | bool):
        raise RuleBroken("holder_key_refused")
    return from_point(x, y)


def raw_signature(der: bytes) -> bytes:
    """The 64 bytes r || s of an ECDSA signature in DER. Source: RFC 7518 section 3.4."""
    r, s = decode_dss_signature(der)
    return r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big")


def is_signed(message: bytes, *, signature: bytes, key: PublicKey) -> bool:
    """Whether the key's holder signed these bytes: ES256 as r || s, or Ed25519."""
    if len(signature) != 2 * HALF:
        return False
    try:
        if isinstance(key, Ed25519PublicKey):
            key.verify(signature, message)
        else:
            r, s = int.from_bytes(signature[:HALF], "big"), int.from_bytes(signature[HALF:], "big")
            key.verify(encode_dss_signature(r, s), message, _ECDSA)
    except InvalidSignature:
        return False
    return True
