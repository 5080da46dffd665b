"""DPoP: a request signed by the key to which the token belongs, so that a stolen token opens nothing (pure).

Source: RFC 9449 sections 4.3 and 7.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from rekam.credentials.formats import base64url, jose, keys, moments
from rekam.kernel.errors import RuleBroken

KIND = "dpop+jwt"
MAX_BYTES = 8 * 1024
MAX_ID = 128
SPAN = timedelta(seconds=60)


def check(
    proof: str | None,
    *,
    method: str,
    url: str,
    at: datetime,
    is_fresh: Callable[[object], bool],
    is_used: Callable[[str], bool],
    token: str | None = None,
    thumbprint: bytes | None = None,
) -> bytes:
    """The thumbprint of the key that signed this request.

    url         of the request as the world sees it; its query and fragment do not count
    is_fresh    whether a nonce is one of ours and not too old (`nonces.check`)
    is_used     whether a proof's id came before within the last minutes, and keeps it
    token       the access token that the request brings
    thumbprint  of the key to which that token belongs
    Raises RuleBroken("dpop_missing" | "dpop_wrong" | "dpop_nonce_wanted" | "dpop_repeated" |
    "token_of_another_key").
    """
    if not proof:
        raise RuleBroken("dpop_missing")
    told, whose = _read(proof, at=at)
    name = told.get("jti")
    if told.get("htm") != method or not _is_same(told.get("htu"), url):
        raise RuleBroken("dpop_wrong", where="address")
    if not isinstance(name, str) or not 0 < len(name) <= MAX_ID:
        raise RuleBroken("dpop_wrong", where="jti")
    if token is not None and told.get("ath") != base64url.encode(hashlib.sha256(token.encode()).digest()):
        raise RuleBroken("dpop_wrong", where="ath")
    if thumbprint is not None and whose != thumbprint:
        raise RuleBroken("token_of_another_key")
    if not is_fresh(told.get("nonce")):
        raise RuleBroken("dpop_nonce_wanted")
    if is_used(name):
        raise RuleBroken("dpop_repeated")
    return whose


def _read(proof: str, *, at: datetime) -> tuple[Mapping[str, Any], bytes]:
    """What the proof says, and the thumbprint of the key that it brings and that signed it."""
    try:
        signed = jose.read(proof, kinds=frozenset({KIND}), max_bytes=MAX_BYTES)
        key = keys.from_jwk(signed.header.get("jwk"))
        made = moments.moment(signed.payload.get("iat"))
    except RuleBroken as broken:
        raise RuleBroken("dpop_wrong", where=broken.code) from broken
    if not jose.is_by(signed, key=key):
        raise RuleBroken("dpop_wrong", where="signature")
    if not at - SPAN <= made <= at + SPAN:
        raise RuleBroken("dpop_wrong", where="iat")
    return signed.payload, keys.thumbprint(key)


def _is_same(told: object, url: str) -> bool:
    """Whether two addresses are one, whatever their query, fragment, letters of the host and usual port."""
    return isinstance(told, str) and _plain(told) == _plain(url)


def _plain(url: str) -> tuple[str, str, int | None, str] | None:
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return None
    return parts.scheme, parts.hostname or "", port, parts.path or "/"
