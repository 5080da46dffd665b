"""Canonical CBOR: one byte string for one value, so that it can be hashed and signed.

Maps are sorted length-first; for maps whose keys are all text, or all small unsigned numbers, as ours
are, this is also the bytewise order of RFC 8949 section 4.2.1.
"""

import io
from collections.abc import Iterator
from typing import Any

import cbor2

from rekam.kernel.errors import RuleBroken

MAX_DEPTH = 16
LONG = 4096  # bytes; shorter strings are quicker built again than compared apart
_BYTES, _LIST, _MAP = 2, 4, 5  # major types


def encode(value: object) -> bytes:
    """The canonical bytes of a value of None, bool, int, float, str, bytes, list and dict.

    Raises ValueError for any other type, so that nothing is signed that a reader could not rebuild.
    """
    try:
        return cbor2.dumps(value, canonical=True)
    except cbor2.CBOREncodeError as error:
        raise ValueError(str(error)) from error


def decode(data: bytes, *, max_bytes: int) -> Any:
    """The value of canonical bytes that somebody else sent.

    max_bytes   refuse more than this before reading anything
    Raises RuleBroken("cbor_too_large" | "cbor_invalid" | "cbor_not_canonical"): truncated or trailing
    bytes, duplicate keys, indefinite lengths, depth over 16 or any encoding but the canonical one.
    """
    if len(data) > max_bytes:
        raise RuleBroken("cbor_too_large", bytes=len(data), limit=max_bytes)
    stream = io.BytesIO(data)
    try:
        value = cbor2.CBORDecoder(
            stream, max_depth=MAX_DEPTH, allow_indefinite=False, allow_duplicate_keys=False
        ).decode()
    except (cbor2.CBORDecodeError, ValueError, RecursionError, OverflowError, TypeError) as error:
        raise RuleBroken("cbor_invalid") from error
    if stream.tell() != len(data):
        raise RuleBroken("cbor_invalid")
    try:
        canonical = _is_encoding(data, of=value)
    except ValueError as error:
        raise RuleBroken("cbor_invalid") from error
    if not canonical:
        raise RuleBroken("cbor_not_canonical")
    return value


def _is_encoding(data: bytes, *, of: object) -> bool:
    """Whether these are the value's canonical bytes. Long byte strings are compared where they lie."""
    at = 0
    for piece in _pieces(of):
        if not data.startswith(piece, at):
            return False
        at += len(piece)
    return at == len(data)


def _pieces(value: object) -> Iterator[bytes]:
    """The canonical bytes in pieces; long byte strings as they are: megabytes are slow to build again."""
    if isinstance(value, bytes) and _is_long(value):
        yield _head(_BYTES, len(value))
        yield value
    elif isinstance(value, list) and _holds_long(value):
        yield _head(_LIST, len(value))
        for one in value:
            yield from _pieces(one)
    elif isinstance(value, dict) and any(_is_long(one) or _holds_long(one) for one in value.values()):
        yield _head(_MAP, len(value))
        keyed = ((encode(key), one) for key, one in value.items())
        for key, one in sorted(keyed, key=lambda pair: (len(pair[0]), pair[0])):
            yield key
            yield from _pieces(one)
    else:
        yield encode(value)


def _is_long(value: object) -> bool:
    return isinstance(value, bytes) and len(value) >= LONG


def _holds_long(value: object) -> bool:
    return isinstance(value, list) and any(map(_is_long, value))


def _head(major: int, count: int) -> bytes:
    """The first bytes of a string, list or map of so many elements (RFC 8949 section 3)."""
    if count < 24:
        return bytes([major << 5 | count])
    size = next(size for size in range(4) if count < 1 << (8 << size))
    return bytes([major << 5 | 24 + size]) + count.to_bytes(1 << size, "big")
