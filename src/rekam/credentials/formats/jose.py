"""A signed JWT in compact form, written and read strictly (pure). Source: RFC 7515, RFC 7519, RFC 8725."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any

from rekam.credentials.formats import base64url
from rekam.credentials.formats.keys import PublicKey, is_signed
from rekam.credentials.formats.signer import Signer
from rekam.kernel.errors import RuleBroken

MAX_BYTES = 64 * 1024
ALGORITHM = "ES256"
_WRITE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


@dataclass(frozen=True)
class Token:
    """A JWT whose signature has not been checked yet."""

    header: Mapping[str, Any]
    payload: Mapping[str, Any]
    signed: bytes
    signature: bytes


def to_json(value: object) -> bytes:
    """JSON without blanks, in UTF-8."""
    return _WRITE(value).encode()


def text(value: object) -> str:
    """One value as JSON text; strings, which most are, without an encoder of their own."""
    return encode_basestring(value) if isinstance(value, str) else _WRITE(value)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("a name twice")
    return told


def _refuse(name: str) -> None:
    raise ValueError(name)


_READ = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refuse).decode


def from_json(data: bytes) -> Any:
    """The value of JSON text; names twice, NaN and bytes that are no UTF-8 are refused.

    Raises RuleBroken("credential_malformed").
    """
    try:
        return _READ(data.decode())
    except (ValueError, RecursionError) as error:
        raise RuleBroken("credential_malformed", where="json") from error


def sign(payload: Mapping[str, Any], *, kind: str, signer: Signer, **header: object) -> str:
    """A compact JWT by ES256; `kind` is its typ."""
    head = {"alg": ALGORITHM, "typ": kind, **header}
    signed = f"{base64url.encode(to_json(head))}.{base64url.encode(to_json(payload))}"
    return f"{signed}.{base64url.encode(signer.sign(signed.encode('ascii')))}"


def read(text: str, *, kinds: frozenset[str], max_bytes: int = MAX_BYTES) -> Token:
    """A compact JWT of one of these types, taken apart; the signature is still to be checked.

    Raises RuleBroken("credential_too_large" | "credential_malformed" | "algorithm_refused" |
    "token_type_wrong" | "critical_header_unknown").
    """
    if len(text) > max_bytes:
        raise RuleBroken("credential_too_large", bytes=len(text), limit=max_bytes)
    parts = text.split(".")
    if len(parts) != 3:
        raise RuleBroken("credential_malformed", where="jwt")
    header = from_json(base64url.decode(parts[0]))
    if not isinstance(header, dict):
        raise RuleBroken("credential_malformed", where="header")
    if header.get("alg") != ALGORITHM:
        raise RuleBroken("algorithm_refused")
    kind = header.get("typ")
    if not isinstance(kind, str) or kind not in kinds:
        raise RuleBroken("token_type_wrong")
    if "crit" in header:
        raise RuleBroken("critical_header_unknown")
    payload = from_json(base64url.decode(parts[1]))
    if not isinstance(payload, dict):
        raise RuleBroken("credential_malformed", where="payload")
    signed = text[: len(parts[0]) + 1 + len(parts[1])].encode("ascii")
    return Token(header, payload, signed, base64url.decode(parts[2]))


def is_by(token: Token, *, key: PublicKey) -> bool:
    """Whether the key signed the token."""
    return is_signed(token.signed, signature=token.signature, key=key)
