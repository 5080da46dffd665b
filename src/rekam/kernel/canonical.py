"""Canonical CBOR: one byte string for one value, so that it can be hashed and signed.

Maps are sorted length-first; for maps whose keys are all text, or all small unsigned numbers, as ours
are, this is also the bytewise order of RFC 8949 section 4.2.1.
"""

import io
from typing import Any

import cbor2

from rekam.kernel.errors import RuleBroken

MAX_DEPTH = 16


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
        again = encode(value)
    except ValueError as error:
        raise RuleBroken("cbor_invalid") from error
    if again != data:
        raise RuleBroken("cbor_not_canonical")
    return value
