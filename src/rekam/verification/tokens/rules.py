"""A partner's assertion and the token it gets for it (pure).

The token is bound to the key that signed the assertion: each request brings a DPoP proof by that very key.
Source: RFC 6749 section 4.4 (client_credentials), RFC 7523 (private_key_jwt), RFC 9449 (DPoP).
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from rekam.credentials.formats import base64url, jose, keys, moments
from rekam.kernel.errors import RuleBroken

GRANT = "client_credentials"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
KINDS = frozenset({"JWT", "client-authentication+jwt"})
SCHEME = "DPoP"
LIFE = timedelta(minutes=10)
LONGEST = timedelta(minutes=5)
SKEW = timedelta(seconds=60)
MAX_BYTES = 8 * 1024
ID_LETTERS = range(8, 129)
LONGEST_CLIENT = 64
SANDBOX = "sandbox-"
_MAC = 32


@dataclass(frozen=True, kw_only=True)
class Assertion:
    """What a client says of itself; nothing of it is believed before `check`."""

    client_id: str
    token: jose.Token


@dataclass(frozen=True, kw_only=True)
class Access:
    """What an access token stands for.

    thumbprint  of the key to which it belongs (RFC 7638)
    """

    client_id: str
    thumbprint: bytes
    until: datetime


def is_sandbox(client_id: str) -> bool:
    """Whether this client asks of the invented people only; its name says so, so the token does too."""
    return client_id.startswith(SANDBOX)


def read(text: str) -> Assertion:
    """A client assertion taken apart. Raises RuleBroken("client_wrong")."""
    try:
        token = jose.read(text, kinds=KINDS, max_bytes=MAX_BYTES)
    except RuleBroken as broken:
        raise RuleBroken("client_wrong", where=broken.code) from broken
    client = token.payload.get("iss")
    if not isinstance(client, str) or not 0 < len(client) <= LONGEST_CLIENT or not client.isascii():
        raise RuleBroken("client_wrong", where="iss")
    if not client.isprintable() or token.payload.get("sub") != client:
        raise RuleBroken("client_wrong", where="sub")
    return Assertion(client_id=client, token=token)


def check(
    assertion: Assertion, *, known: Sequence[EllipticCurvePublicKey], audience: str, at: datetime
) -> EllipticCurvePublicKey:
    """The client's key that signed; its jti (`name_of`) must still be one that never came before.

    known     the keys that the office believes of this client today; none for an unknown client
    audience  the token endpoint as the office tells it to partners, whatever address the request came by
    Raises RuleBroken("client_wrong"). Source: RFC 7523 section 3.
    """
    told = assertion.token.payload
    signed = next((key for key in known if jose.is_by(assertion.token, key=key)), None)
    if signed is None:
        raise RuleBroken("client_wrong", where="key")
    if told.get("aud") not in (audience, [audience]):
        raise RuleBroken("client_wrong", where="aud")
    try:
        ends = moments.moment(told.get("exp"))
        starts = moments.latest(told.get("iat"), told.get("nbf"))
    except RuleBroken as broken:
        raise RuleBroken("client_wrong", where="time") from broken
    if not at < ends <= at + LONGEST + SKEW or (starts is not None and starts > at + SKEW):
        raise RuleBroken("client_wrong", where="time")
    name_of(told)
    return signed


def name_of(told: Mapping[str, object]) -> str:
    """The jti of an assertion. Raises RuleBroken("client_wrong")."""
    name = told.get("jti")
    if not isinstance(name, str) or len(name) not in ID_LETTERS:
        raise RuleBroken("client_wrong", where="jti")
    return name


def make(access: Access, *, key: bytes) -> str:
    """An access token: what it stands for, under the server's own MAC."""
    told = {
        "client": access.client_id,
        "jkt": base64url.encode(access.thumbprint),
        "exp": moments.stamp(access.until),
    }
    body = jose.to_json(told)
    return f"{base64url.encode(body)}.{base64url.encode(_mac(body, key=key))}"


def find_access(text: str, *, key: bytes, at: datetime) -> Access:
    """What a token stands for. Raises RuleBroken("token_wrong" | "access_token_over")."""
    try:
        told, mac = (base64url.decode(part) for part in text.split(".", 1))
    except (RuleBroken, ValueError) as error:
        raise RuleBroken("token_wrong") from error
    if not hmac.compare_digest(mac, _mac(told, key=key)):
        raise RuleBroken("token_wrong")
    content = jose.from_json(told)
    until = moments.moment(content["exp"])
    if at >= until:
        raise RuleBroken("access_token_over")
    return Access(client_id=content["client"], thumbprint=base64url.decode(content["jkt"]), until=until)


def bearer(header: str) -> str:
    """The token of an Authorization header; only the scheme DPoP (RFC 9449 section 7.1).

    Raises RuleBroken("token_missing").
    """
    scheme, _, token = header.partition(" ")
    if scheme.lower() != SCHEME.lower() or not token or len(token) > MAX_BYTES:
        raise RuleBroken("token_missing")
    return token


def holds(access: Access, *, known: Sequence[EllipticCurvePublicKey]) -> bool:
    """Whether the key of a token is still one of the client's: a key taken back ends its tokens at once."""
    return any(keys.thumbprint(key) == access.thumbprint for key in known)


def once(*, use: str, client: str, name: str) -> bytes:
    """What is kept of something that may come once only."""
    return hashlib.sha256("\0".join((use, client, name)).encode("utf-8", "backslashreplace")).digest()


def _mac(told: bytes, *, key: bytes) -> bytes:
    return hmac.new(key, told, hashlib.sha256).digest()[:_MAC]
