"""The packs that the officer at work took along, opened in memory only, and finding a card in them."""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rekam.abis.engine.template import PersonTemplate
from rekam.cards.packs.parcel import Card, Parcel, open_parcel
from rekam.enrolment.worklist import WorkList
from rekam.kernel.errors import RuleBroken
from rekam.station.searching import plain

LEAST_DIGITS = 4  # fewer stand in every serial


@dataclass(kw_only=True)
class Carried:
    """Packs of one officer, with the officer's seed, which signs each hand-over; gone when the work ends.

    probes   fingers that were laid down for a hand-over so far: two together say more than each
    """

    parcels: tuple[Parcel, ...]
    seed: bytes = field(repr=False)
    probes: dict[uuid.UUID, PersonTemplate] = field(default_factory=dict)


def carried_by(worklist: WorkList, *, seed: bytes) -> Carried | None:
    """What of a work list's packs this officer can open; None for nothing, and then no seed is kept."""
    parcels = []
    for sealed in worklist.cards:
        try:
            parcels.append(open_parcel(sealed, seed=seed))
        except RuleBroken as broken:
            if broken.code != "unsealing_failed":  # another officer's
                raise
    return Carried(parcels=tuple(parcels), seed=seed) if parcels else None


def get_carried(carried: Carried | None) -> Carried:
    """The same. Raises RuleBroken("pack_not_here") for nothing."""
    if carried is None:
        raise RuleBroken("pack_not_here")
    return carried


def place_of(carried: Carried | None, *, pack: uuid.UUID) -> str:
    """Where a pack is handed out; "" for one that is not here any more."""
    parcels = carried.parcels if carried else ()
    return next((parcel.place for parcel in parcels if parcel.pack == pack), "")


def cards_in(carried: Carried, *, at: datetime.datetime) -> list[tuple[Parcel, Card]]:
    """The cards that may still be read. Raises RuleBroken("pack_expired") where every pack has expired."""
    open_ones = [parcel for parcel in carried.parcels if at < parcel.expires_at]
    if not open_ones:
        raise RuleBroken("pack_expired")
    return [(parcel, card) for parcel in open_ones for card in parcel.cards]


def matching(cards: Iterable[tuple[Parcel, Card]], *, words: str) -> list[tuple[Parcel, Card]]:
    """Cards that have every word in name, kelurahan, collection number, serial or the NIK's open digits."""
    wanted = plain(words).split()
    return [one for one in cards if all(_holds(one[1], word) for word in wanted)]


def find_card(cards: Sequence[tuple[Parcel, Card]], *, order: str) -> tuple[Parcel, Card]:
    """The card of this order. Raises RuleBroken("person_unknown")."""
    for parcel, card in cards:
        if str(card.order) == order:
            return parcel, card
    raise RuleBroken("person_unknown")


def _holds(card: Card, word: str) -> bool:
    numbers = (card.number.replace(" ", ""), card.serial.casefold(), card.nik.replace(" ", ""))
    if word in plain(f"{card.name} {card.village}"):
        return True
    return len(word) >= LEAST_DIGITS and any(word in number for number in numbers)
