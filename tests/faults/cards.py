"""Printed cards on a laptop: a pack of these people, one hand-over to its end, one only begun."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import replace

from rekam.cards.packs.parcel import Card, Parcel, seal_parcel
from rekam.enrolment.particulars import Person
from rekam.station.cards import carried, handing
from rekam.station.cards.handing import Signing
from rekam.station.cards.handings import Handing
from rekam.station.desk import Desk
from tests.faults.clerk import NOON, SEAL, officer


def sealed(people: Sequence[Person], *, references: Sequence[bytes]) -> bytes:
    cards = tuple(
        Card(
            order=uuid.UUID(int=number),
            number="4f2a 91bc",
            serial=f"04{number:012X}",
            name=one.name,
            birth_date=one.birth_date,
            nik=one.nik or "",
            village=one.address,
            reference=reference,
        )
        for number, (one, reference) in enumerate(zip(people, references, strict=True))
    )
    until = NOON + datetime.timedelta(days=3)
    pack = Parcel(pack=uuid.UUID(int=9), place="Balai", officer="yayan", expires_at=until, cards=cards)
    return seal_parcel(pack, officer=officer().verifier.public)


def begin(desk: Desk, *, order: int, seal: bytes = SEAL.public) -> Handing:
    assert desk.work is not None
    assert desk.work.carried is not None
    found = carried.cards_in(desk.work.carried, at=NOON)
    parcel, card = carried.find_card(found, order=str(uuid.UUID(int=order)))
    return handing.begin(desk.work.bench, parcel=parcel, card=card, seal_public=seal, at=desk.stamp())


def hand_over(desk: Desk, *, order: int, seal: bytes = SEAL.public) -> uuid.UUID:
    """As after a match: nothing is compared here."""
    begun = begin(desk, order=order, seal=seal)
    assert desk.work is not None
    assert desk.work.carried is not None
    seed = desk.work.carried.seed
    signing = Signing(station=desk.identity, seed=seed, at=desk.stamp(), monotonic_ms=lambda: 1)
    return handing.give(desk.work.bench, handing=replace(begun, score=612), signing=signing)
