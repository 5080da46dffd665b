"""JSON from outside, read within limits (pure)."""

import json

MOST_PIECES = 200_000
"""Objects, lists and what commas part: three bytes of a text can become seventy of memory."""


def read_json(data: bytes, *, most: int = MOST_PIECES) -> object:
    """What a JSON text says. Raises ValueError for what is none, too deep, or of too many pieces."""
    if sum(data.count(sign) for sign in (b"{", b"[", b",")) > most:
        raise ValueError("too many pieces")
    try:
        return json.loads(data)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
