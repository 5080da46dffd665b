"""The shape of what is said over the line: its names and kinds of values, without the values."""

import re
from collections.abc import Mapping
from typing import Any

from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing

_KID = re.compile(r"[0-9a-f]{16}")


def shape(value: object) -> object:
    """Names and kinds, all the way down. Maps of keys by their ids are one kind, lists their first item's."""
    if isinstance(value, Mapping):
        if value and all(isinstance(name, str) and _KID.fullmatch(name) for name in value):
            return {"*": shape(next(iter(value.values())))}
        return {str(name): shape(one) for name, one in sorted(value.items(), key=lambda item: str(item[0]))}
    if isinstance(value, list | tuple):
        return [shape(value[0])] if value else []
    return type(value).__name__


def shape_of_answer(said: bytes, *, station: bytes) -> object:
    """What a signed answer holds, opened with the station's seed where it is sealed; "" for no answer."""
    if not said:
        return ""
    outer = canonical.decode(said, max_bytes=10**7)
    body: Any = outer["body"]
    try:
        inner = canonical.decode(body, max_bytes=10**7)
    except RuleBroken:  # sealed to the station
        inner = canonical.decode(sealing.unseal_as_signer(body, seed=station), max_bytes=10**7)
    return shape({"signed": {**outer, "body": inner}})
