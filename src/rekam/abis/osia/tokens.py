"""Who may ask: bearer JWTs of one issuer, whose public key the installation names. Pure.

The algorithm is the key's, not the token's: a P-256 key takes ES256 and nothing else, an RSA key RS256.
Source: RFC 7519, RFC 8725 (3.1, 3.8, 3.9), RFC 9068 (scope); OSIA security.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from rekam.abis.osia.rules import Fault, Refused
from rekam.kernel.errors import RuleBroken

SCHEME: Final = "Bearer "
LONGEST: Final = 8_192
LEAST_KEY_BITS: Final = 2_048
LEEWAY_SECONDS: Final = 30


@dataclass(frozen=True)
class Issuer:
    """Whose tokens are taken.

    audience  what a token must be made for
    name      its iss; "" = not looked at
    """

    key: ECKey | RSAKey
    algorithm: str
    audience: str
    name: str

    @classmethod
    def read(cls, pem: bytes, *, audience: str, name: str) -> "Issuer":
        """From a public key in PEM. Raises RuleBroken("osia_key"): no P-256 and no RSA key of 2048 bits."""
        try:
            found = load_pem_public_key(pem)
        except (ValueError, TypeError) as error:
            raise RuleBroken("osia_key") from error
        told = found.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        if isinstance(found, EllipticCurvePublicKey) and isinstance(found.curve, SECP256R1):
            return cls(ECKey.import_key(told), "ES256", audience, name)
        if isinstance(found, RSAPublicKey) and found.key_size >= LEAST_KEY_BITS:
            return cls(RSAKey.import_key(told), "RS256", audience, name)
        raise RuleBroken("osia_key")


def scopes_of(header: str, *, issuer: Issuer | None, now: int) -> frozenset[str]:
    """What an Authorization header allows.

    issuer  None = nobody's tokens are taken
    now     seconds since 1970
    Raises Refused(NO_TOKEN), of whatever is wrong.
    """
    token = header.removeprefix(SCHEME)
    if issuer is None or not header.startswith(SCHEME) or len(token) > LONGEST:
        raise Refused(Fault.NO_TOKEN)
    try:
        claims = jwt.decode(token, issuer.key, algorithms=[issuer.algorithm]).claims
        _registry(issuer, now=now).validate(claims)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise Refused(Fault.NO_TOKEN) from error
    return _scopes(claims)


def _registry(issuer: Issuer, *, now: int) -> jwt.JWTClaimsRegistry:
    wanted: dict[str, jwt.ClaimsOption] = {
        "exp": {"essential": True},
        "aud": {"essential": True, "value": issuer.audience},
    }
    if issuer.name:
        wanted["iss"] = {"essential": True, "value": issuer.name}
    return jwt.JWTClaimsRegistry(now=now, leeway=LEEWAY_SECONDS, **wanted)


def _scopes(claims: Mapping[str, object]) -> frozenset[str]:
    told = claims.get("scope", "")
    if isinstance(told, list):
        return frozenset(str(one) for one in told)
    return frozenset(told.split()) if isinstance(told, str) else frozenset()
