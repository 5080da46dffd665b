"""CBOR as a verifier reads it, in one place (pure).

Refused: more bytes than allowed, depth over 16, duplicate keys, indefinite lengths, bytes behind the value,
every tag but the few that credentials use: others make big, shared or repeated values of a few bytes.
"""

import io
from collections.abc import Mapping
from typing import Any

import cbor2

from rekam.kernel.errors import RuleBroken

MAX_DEPTH = 16
MAX_BYTES = 64 * 1024
# tdate, COSE_Encrypt0, COSE_Sign1, encoded CBOR, full-date
_TEXT_TAGS = (0, 1004)
_KEPT = frozenset({16, 18, 24})
# All other tags that cbor2 would turn into a value of its own.
_REFUSED = (1, 2, 3, 4, 5, 25, 28, 29, 30, 35, 36, 37, 43, 100, 256, 258, 260, 261, 43000, 55799)

Tag = cbor2.CBORTag


def _refuse(_told: object, _immutable: bool) -> object:
    raise ValueError("a tag that no credential uses")


def _text(told: object, _immutable: bool) -> str:
    if not isinstance(told, str):
        raise ValueError("a date is text")
    return told


def _keep(tag: Tag, _immutable: bool) -> Tag:
    if tag.tag not in _KEPT:
        raise ValueError("a tag that no credential uses")
    return tag


_SEMANTICS: Mapping[int, Any] = dict.fromkeys(_REFUSED, _refuse) | dict.fromkeys(_TEXT_TAGS, _text)


def read(data: bytes, *, max_bytes: int = MAX_BYTES) -> Any:
    """The one value that these bytes are; dates (tags 0 and 1004) come as their text.

    Raises RuleBroken("credential_too_large" | "credential_malformed").
    """
    if len(data) > max_bytes:
        raise RuleBroken("credential_too_large", bytes=len(data), limit=max_bytes)
    stream = io.BytesIO(data)
    try:
        value = cbor2.CBORDecoder(
            stream,
            tag_hook=_keep,
            semantic_decoders=_SEMANTICS,
            max_depth=MAX_DEPTH,
            allow_indefinite=False,
            allow_duplicate_keys=False,
        ).decode()
    except (cbor2.CBORDecodeError, ValueError, RecursionError, OverflowError, TypeError) as error:
        raise RuleBroken("credential_malformed", where="cbor") from error
    if stream.tell() != len(data):
        raise RuleBroken("credential_malformed", where="cbor")
    return value


def write(value: object) -> bytes:
    """The bytes of a value, maps in the order given: the standards fix bytes, not orders."""
    return cbor2.dumps(value)


def wrapped(inner: bytes) -> bytes:
    """Bytes of `inner` as an embedded value, #6.24(bstr .cbor any): what an mdoc hashes and signs."""
    return b"\xd8\x18" + head(2, len(inner)) + inner


def unwrapped(value: object) -> bytes:
    """The bytes inside an embedded value. Raises RuleBroken("credential_malformed")."""
    if not isinstance(value, Tag) or value.tag != 24 or not isinstance(value.value, bytes):
        raise RuleBroken("credential_malformed", where="embedded")
    return value.value


def head(major: int, count: int) -> bytes:
    """The first bytes of a string, list or map of so many elements (RFC 8949 section 3)."""
    if count < 24:
        return bytes([major << 5 | count])
    if count < 256:
        return bytes([major << 5 | 24, count])
    size = 1 if count < 65_536 else 2
    return bytes([major << 5 | 24 + size]) + count.to_bytes(1 << size, "big")
