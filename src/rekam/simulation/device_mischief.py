"""How a misbehaving device spoils its answers; each fault is one that the protocol's documents warn of."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from rekam.simulation.device_state import FaultKind
from rekam.simulation.sbi_messages import Captured, chain_hash

MINUTES: Final = {FaultKind.STALE: -10, FaultKind.FUTURE: 10}
OTHER_TRANSACTION: Final = "somebody-elses-0001"
_OTHER_HAND: Final = {"Left": "Right", "Right": "Left"}


def told_time(at: datetime, *, kind: FaultKind) -> datetime:
    """The time that the device puts on its answer."""
    return at + timedelta(minutes=MINUTES.get(kind, 0))


def segmented(segments: list[Captured], *, kind: FaultKind) -> list[Captured]:
    """The segments as a device that cannot count or name fingers gives them."""
    *others, last = segments
    match kind:
        case FaultKind.SHORT_SLAP | FaultKind.ONE_UNDETECTED if others:
            return others
        case FaultKind.DOUBLED_FINGER if others:
            return [*others, replace(last, subtype=others[0].subtype)]
        case FaultKind.UNNAMED_FINGER:
            return [*others, replace(last, subtype="UNKNOWN")]
        case FaultKind.OTHER_HAND:
            return [replace(one, subtype=_of_the_other_hand(one.subtype)) for one in segments]
    return segments


def spoilt(payload: dict[str, Any], *, kind: FaultKind) -> dict[str, Any]:
    """The signed content, with one member wrong or in another spelling."""
    match kind:
        case FaultKind.WRONG_TRANSACTION:
            return payload | {"transactionId": OTHER_TRANSACTION}
        case FaultKind.WRONG_PURPOSE:
            return payload | {"purpose": "Auth"}
        case FaultKind.PLAIN_BASE64:
            return payload | {"bioValue": payload["bioValue"].replace("-", "+").replace("_", "/")}
    return payload


def told_hash(*, previous: str, record: bytes, kind: FaultKind) -> str:
    """The link that the device tells, right or not."""
    right = chain_hash(previous=previous, record=record)
    match kind:
        case FaultKind.WRONG_HASH:
            return chain_hash(previous=right, record=b"")
        case FaultKind.HEX_HASH:  # the hexadecimal text instead of the bytes behind it
            before = previous or hashlib.sha256(b"").hexdigest().upper()
            text = before + hashlib.sha256(record).hexdigest().upper()
            return hashlib.sha256(text.encode()).hexdigest().upper()
        case FaultKind.LOWER_HASH:
            return right.lower()
    return right


def _of_the_other_hand(subtype: str) -> str:
    side, _, finger = subtype.partition(" ")
    return f"{_OTHER_HAND.get(side, side)} {finger}".strip()
