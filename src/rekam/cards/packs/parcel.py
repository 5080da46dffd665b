"""What a station takes along to hand cards over: one pack, sealed to its officer. Pure.

It travels in the work list, which is signed by the server and sealed to the station. Only who opened the
laptop as that officer can read it; it holds no whole NIK, no address and no image.
"""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rekam.cards.packs.rules import MOST_CARDS
from rekam.enrolment import packet_shape as shape
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing

VERSION = 1
MAX_BYTES = 4 * 1024 * 1024
MAX_TEMPLATE_BYTES = 16 * 1024


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card of a pack, and what its holder is found and known by.

    order      of the print order
    number     the collection number, "4f2a 91bc"
    nik        covered, "3673 0252 •••• 0004"
    village    name of the kelurahan
    reference  template of at most two fingers; b"" where none can be compared
    """

    order: uuid.UUID
    number: str
    serial: str
    name: str
    birth_date: datetime.date
    nik: str
    village: str
    reference: bytes


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """The pack of one officer for one visit; reading ends with `expires_at`."""

    pack: uuid.UUID
    place: str
    officer: str
    expires_at: datetime.datetime
    cards: tuple[Card, ...]


def seal_parcel(parcel: Parcel, *, officer: bytes) -> bytes:
    """The parcel, sealed to the officer's public Ed25519 key."""
    body = {
        "v": VERSION,
        "pack": parcel.pack.bytes,
        "place": parcel.place,
        "officer": parcel.officer,
        "expires_at": parcel.expires_at.astimezone(datetime.UTC).isoformat(),
        "cards": [card_map(card) for card in parcel.cards],
    }
    return sealing.seal_to_signer(canonical.encode(body), signer=officer)


def open_parcel(sealed: bytes, *, seed: bytes) -> Parcel:
    """The parcel, opened with the officer's signing seed.

    Raises RuleBroken("unsealing_failed" | "pack_malformed").
    """
    body = sealing.unseal_as_signer(sealed, seed=seed)
    try:
        top = shape.fields(canonical.decode(body, max_bytes=MAX_BYTES), where="pack", kinds=_PARCEL)
        if top["v"] != VERSION:
            raise RuleBroken("packet_version_unknown")
        return Parcel(
            pack=shape.identifier(top["pack"], where="pack"),
            place=top["place"],
            officer=top["officer"],
            expires_at=datetime.datetime.fromisoformat(top["expires_at"]),
            cards=tuple(
                card_from(one) for one in shape.listed(top["cards"], where="cards", at_most=MOST_CARDS)
            ),
        )
    except (RuleBroken, ValueError) as error:
        raise RuleBroken("pack_malformed", reason=str(error)) from error


def card_map(card: Card) -> dict[str, Any]:
    """A card as a map of CBOR types."""
    return vars(card) | {"order": card.order.bytes, "birth_date": card.birth_date.isoformat()}


def card_from(value: object) -> Card:
    """A card from its map. Raises RuleBroken("packet_malformed") or ValueError."""
    one = shape.fields(value, where="card", kinds=_CARD)
    if len(one["reference"]) > MAX_TEMPLATE_BYTES:
        raise RuleBroken("packet_malformed", where="card.reference")
    order = shape.identifier(one["order"], where="card.order")
    return Card(**one | {"order": order, "birth_date": datetime.date.fromisoformat(one["birth_date"])})


_PARCEL: Mapping[str, shape.Kind] = {
    "v": int,
    "pack": bytes,
    "place": str,
    "officer": str,
    "expires_at": str,
    "cards": list,
}
_CARD: Mapping[str, shape.Kind] = {
    "order": bytes,
    "number": str,
    "serial": str,
    "name": str,
    "birth_date": str,
    "nik": str,
    "village": str,
    "reference": bytes,
}
