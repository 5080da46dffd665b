"""What the pages of cards show: the list, one hand-over, and the paper that the holder takes home."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from rekam.cards.counter.rules import Excuse
from rekam.cards.packs.parcel import Card, Parcel
from rekam.kernel.errors import RuleBroken
from rekam.station.cards import carried as carrying
from rekam.station.cards import handing as acts
from rekam.station.cards import proving
from rekam.station.cards.carried import Carried
from rekam.station.cards.handings import Handing
from rekam.station.cards.words import EXCUSES
from rekam.station.naming import part_name
from rekam.station.recording import Bench

MOST_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Row:
    """A card of the list: where it was given out, its packet; a hand-over that was begun, its id."""

    parcel: Parcel
    card: Card
    packet: uuid.UUID | None
    begun: uuid.UUID | None


def rows_of(bench: Bench, *, carried: Carried, words: str) -> list[Row]:
    """The cards that match, those not given yet first, by name."""
    begun = {one.card.order: one.id for one in acts.begun(bench) if one.card is not None}
    given: dict[uuid.UUID, uuid.UUID] = {}
    for parcel in carried.parcels:
        given |= acts.given_orders(bench, pack=parcel.pack)
    cards = [(parcel, card) for parcel in carried.parcels for card in parcel.cards]
    found = [
        Row(parcel=parcel, card=card, packet=given.get(card.order), begun=begun.get(card.order))
        for parcel, card in carrying.matching(cards, words=words)
    ]
    return sorted(found, key=lambda row: (row.packet is not None, row.card.name))


def list_page(bench: Bench, *, carried: Carried, words: str) -> dict[str, Any]:
    """The first matches, how many there are, and the counts of the day."""
    every = rows_of(bench, carried=carried, words="")
    found = rows_of(bench, carried=carried, words=words) if words else every
    given = sum(row.packet is not None for row in every)
    return {
        "q": words,
        "rows": found[:MOST_SHOWN],
        "left": [row for row in every if row.packet is None],
        "found": len(found),
        "taken": len(every),
        "given": given,
        "begun": [one for one in acts.begun(bench) if one.card is not None],
        "places": [parcel.place for parcel in carried.parcels],
        "until": min(parcel.expires_at for parcel in carried.parcels),
    }


def hand_page(handing: Handing) -> dict[str, Any]:
    """The holder's short facts, and which fingers to ask for."""
    card = handing.card
    if card is None:  # the count at the end is no hand-over
        raise RuleBroken("handing_unknown")
    facts = {
        _("Lahir"): card.birth_date.strftime("%d-%m-%Y"),
        _("NIK"): card.nik,
        _("Kelurahan"): card.village,
        _("Nomor pengambilan"): card.number,
        _("Nomor kartu"): card.serial,
    }
    return {
        "handing": handing,
        "card": card,
        "facts": [{"key": key, "value": value} for key, value in facts.items()],
        "fingers": [(place, part_name(place)) for place in proving.fingers_of(handing)],
    }


def paper_of(handing: Handing) -> dict[str, Any]:
    """What the tanda terima says of a card that was given out."""
    told = handing.exception
    return {
        "card": handing.card,
        "at": parse_datetime(handing.at),
        "how": EXCUSES[Excuse(told.code)] if told else _("jari cocok"),
        "seen_by": told.witnesses if told else (),
    }
