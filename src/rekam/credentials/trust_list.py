"""The list of keys that readers believe, signed by the root on the day when they were made (pure).

No key at work can add another one to it: who steals the server's keys forges with those, and with no more.
"""

import base64
from collections.abc import Mapping
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from rekam.credentials.formats import jose, keys, moments
from rekam.credentials.formats.trust import Purpose, Trust, TrustedKey
from rekam.credentials.signing import FileSigner, KeyRing
from rekam.kernel.errors import RuleBroken

KIND = "rekam-trust+jwt"


def sign(ring: KeyRing, *, root: x509.Certificate, by: ec.EllipticCurvePrivateKey, at: datetime) -> str:
    """The list of all keys that are published on that day; it counts as long as the last of them."""
    told = list(ring.trusted(at=at))
    payload = {
        "iss": ring.issuer,
        "iat": moments.stamp(at),
        "exp": moments.stamp(max(one.until for one in told)),
        "roots": [base64.b64encode(root.public_bytes(Encoding.DER)).decode()],
        "keys": [_written(one) for one in told],
    }
    signer = FileSigner(by)
    return jose.sign(payload, kind=KIND, signer=signer, kid=signer.kid)


def read(text: str, *, root: x509.Certificate, at: datetime) -> Trust:
    """What a reader who knows the root believes. Keep the list with the latest `iat`.

    Raises RuleBroken: the codes of `jose.read`, and "signature_wrong", "credential_expired",
    "credential_not_yet_valid", "credential_malformed", "holder_key_refused".
    """
    token, key = jose.read(text, kinds=frozenset({KIND})), root.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not jose.is_by(token, key=key):
        raise RuleBroken("signature_wrong")
    told = token.payload
    since, until = moments.moment(told.get("iat")), moments.moment(told.get("exp"))
    moments.check_window(not_before=since, expires=until, at=at)
    listed, issuer = told.get("keys"), told.get("iss")
    if not isinstance(listed, list) or not isinstance(issuer, str):
        raise RuleBroken("credential_malformed", where="trust")
    return Trust([_read(one, issuer=issuer) for one in listed], (root,))


def _written(one: TrustedKey) -> dict[str, object]:
    assert isinstance(one.key, ec.EllipticCurvePublicKey)  # a ring's signers have no other
    return {
        "kid": one.kid,
        "purpose": one.purpose.value,
        "jwk": keys.to_jwk(one.key),
        "since": moments.stamp(one.since),
        "until": moments.stamp(one.until),
    }


def _read(told: object, *, issuer: str) -> TrustedKey:
    if not isinstance(told, Mapping) or told.get("purpose") not in set(Purpose):
        raise RuleBroken("credential_malformed", where="trust")
    return TrustedKey(
        issuer=issuer,
        kid=str(told.get("kid")),
        purpose=Purpose(str(told["purpose"])),
        key=keys.from_jwk(told.get("jwk")),
        since=moments.moment(told.get("since")),
        until=moments.moment(told.get("until")),
    )
