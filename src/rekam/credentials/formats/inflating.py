"""zlib with a limit, so that a few bytes do not become many (pure)."""

import zlib

from rekam.kernel.errors import RuleBroken


def inflate(data: bytes, *, most: int) -> bytes:
    """What a whole zlib stream holds, with nothing behind it.

    most   bytes that may come out
    Raises RuleBroken("credential_too_large" | "credential_malformed").
    """
    work = zlib.decompressobj()
    try:
        out = work.decompress(data, most)
    except zlib.error as error:
        raise RuleBroken("credential_malformed", where="zlib") from error
    if work.unconsumed_tail:
        raise RuleBroken("credential_too_large", limit=most)
    if not work.eof or work.unused_data:
        raise RuleBroken("credential_malformed", where="zlib")
    return out
