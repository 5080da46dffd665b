"""A hand-over as the visit's store keeps it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rekam.cards.packs.handed import Closed, Unmatched
from rekam.cards.packs.parcel import Card, card_from, card_map
from rekam.enrolment import packet_shape as shape
from rekam.kernel import canonical

MAX_BYTES = 65_536


@dataclass(frozen=True, kw_only=True)
class Handing:
    """A hand-over; the id becomes the packet's. `at` stays "" until the card has left.

    card    None for the count at the end, which is an act of the pack too
    score   log10 evidence of the match, in hundredths
    """

    id: uuid.UUID
    pack: uuid.UUID
    seal_public: bytes
    card: Card | None
    tries: int = 0
    score: int = 0
    at: str = ""
    exception: Unmatched | None = None
    closed: Closed | None = None


def encode(handing: Handing) -> bytes:
    """The bytes that the visit's store keeps."""
    told, closed = handing.exception, handing.closed
    return canonical.encode(
        vars(handing)
        | {
            "id": handing.id.bytes,
            "pack": handing.pack.bytes,
            "card": card_map(handing.card) if handing.card else None,
            "exception": vars(told) | {"witnesses": list(told.witnesses)} if told else None,
            "closed": {key: list(one) for key, one in vars(closed).items()} if closed else None,
        }
    )


def decode(body: bytes) -> Handing:
    """A hand-over from `encode`'s bytes. Raises RuleBroken as `canonical.decode` and `shape.fields`."""
    value: dict[str, Any] = shape.fields(
        canonical.decode(body, max_bytes=MAX_BYTES), where="handing", kinds=_HANDING
    )
    told, closed = value["exception"], value["closed"]
    return Handing(
        **value
        | {
            "id": uuid.UUID(bytes=value["id"]),
            "pack": uuid.UUID(bytes=value["pack"]),
            "card": card_from(value["card"]) if value["card"] else None,
            "exception": Unmatched(**told | {"witnesses": tuple(told["witnesses"])}) if told else None,
            "closed": Closed(back=tuple(closed["back"]), missing=tuple(closed["missing"]))
            if closed
            else None,
        }
    )


_HANDING: Mapping[str, shape.Kind] = {
    "id": bytes,
    "pack": bytes,
    "seal_public": bytes,
    "card": (dict, None),
    "tries": int,
    "score": int,
    "at": str,
    "exception": (dict, None),
    "closed": (dict, None),
}
