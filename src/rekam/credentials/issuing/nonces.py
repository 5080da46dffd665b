"""Nonces that need no table: the server's own time under the server's own MAC (pure).

Used for c_nonce (OpenID4VCI 1.0 section 7) and for DPoP (RFC 9449 section 8). One nonce may serve a batch;
who issues sees to it that no proof is used twice.
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from rekam.credentials.formats import base64url, moments
from rekam.credentials.formats.signer import Entropy
from rekam.kernel.errors import RuleBroken

LIFE = timedelta(minutes=5)
_TIME, _NOISE, _MAC = 5, 11, 16


def make(*, key: bytes, use: str, at: datetime, entropy: Entropy) -> str:
    """A nonce for one use ("c_nonce" or "dpop"): one for the other is none."""
    told = moments.stamp(at).to_bytes(_TIME, "big") + entropy(_NOISE)
    return base64url.encode(told + _mac(told, key=key, use=use))


def check(nonce: object, *, key: bytes, use: str, at: datetime) -> None:
    """Refuse a nonce that is not ours, for another use, or older than five minutes.

    Raises RuleBroken("nonce_wrong").
    """
    if not isinstance(nonce, str):
        raise RuleBroken("nonce_wrong")
    try:
        data = base64url.decode(nonce)
    except RuleBroken as broken:
        raise RuleBroken("nonce_wrong") from broken
    told, mac = data[: _TIME + _NOISE], data[_TIME + _NOISE :]
    if not hmac.compare_digest(mac, _mac(told, key=key, use=use)):
        raise RuleBroken("nonce_wrong")
    made = datetime.fromtimestamp(int.from_bytes(told[:_TIME], "big"), UTC)
    if not made <= at < made + LIFE:
        raise RuleBroken("nonce_wrong")


def _mac(told: bytes, *, key: bytes, use: str) -> bytes:
    return hmac.new(key, use.encode() + b"\0" + told, hashlib.sha256).digest()[:_MAC]
