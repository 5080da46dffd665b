"""Packs of the demo: one that should be back, one that is, and one with a hand-over to decide."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from rekam.config.demo_cards import BLANKS, CITY, FIRST_BLANK, FIRST_BODY, order_card

if TYPE_CHECKING:
    from rekam.cards.orders.models import PrintJob
    from rekam.cards.packs.models import Pack

OFFICER, KEEPER = "yayan", "bakri"
PRINTED_BEFORE, FETCHED_FOR = timedelta(days=12), timedelta(days=3)
SCORE = 612  # of a sure match
BODIES = FIRST_BODY + 100_000  # none of those whose cards wait for the printers


@dataclass(frozen=True, kw_only=True)
class Trip:
    """A pack: where and how many days ago, and its cards.

    given   how many the laptop says were given; late: it said so only after the pack was counted
    """

    place: str
    days: int
    cards: int
    given: int
    counted: bool = True
    late: bool = False


TRIPS = (
    Trip(place="Balai Kelurahan Sawah Luhur", days=3, cards=3, given=1, counted=False),
    Trip(place="SMAN 5 Kota Serang", days=8, cards=2, given=1),
    Trip(place="Pulau Panjang", days=5, cards=2, given=1, late=True),
)


def take_cards_along(*, station: str, today: date, at: datetime) -> None:
    """Print cards of residents who wait for theirs, and take them along; call it in the office's scope.

    station   kid of the laptop that has them
    """
    orders = _printed(sum(trip.cards for trip in TRIPS), at=at - PRINTED_BEFORE)
    for trip in TRIPS:
        mine, orders = orders[: trip.cards], orders[trip.cards :]
        if len(mine) == trip.cards:  # in a small city fewer people wait
            on = today - timedelta(days=trip.days)
            _travel(trip, orders=mine, station=station, on=on, at=at - timedelta(days=trip.days))


def _printed(number: int, *, at: datetime) -> "list[PrintJob]":
    from rekam.cards.services import confirm_print, receive_delivery, start_print
    from rekam.registry.models import Resident
    from rekam.registry.rules import Status

    first = FIRST_BLANK + BLANKS  # none of those that lie in the printers
    serials = [f"04{serial:012X}" for serial in range(first, first + number)]
    receive_delivery(site=CITY, letter="470/002/CONTOH", serials=serials, actor=KEEPER, at=at)
    waiting = Resident.objects.filter(status=Status.ACTIVE, printed_on__isnull=False, handed_on=None)
    made = []
    chosen = waiting.filter(nationality="WNI").order_by("printed_on", "pk")
    for place, (row, serial) in enumerate(zip(chosen[:number], serials, strict=False)):
        job = order_card(row, body_number=BODIES + place, at=at)
        start_print(job=job.uuid, serial=serial, actor=KEEPER, at=at)
        made.append(confirm_print(job=job.uuid, actor=KEEPER, at=at))
    return made


def _travel(trip: Trip, *, orders: "Sequence[PrintJob]", station: str, on: date, at: datetime) -> None:
    from rekam.cards.queries import serial_of
    from rekam.cards.services import close_pack, give_parcel, prepare_pack
    from rekam.vault.sealing import signing_public

    serials = [serial_of(job) for job in orders]
    pack = prepare_pack(
        orders=[job.uuid for job in orders], place=trip.place, on=on, officer=OFFICER, actor=KEEPER, at=at
    )
    nobody = signing_public(os.urandom(32))  # the laptop's officer has no key yet
    give_parcel(pack=pack.uuid, station=station, officer_key=nobody, until=at + FETCHED_FOR, at=at)
    given = list(zip(orders, serials, strict=True))[: trip.given]
    if not trip.late:
        _tell(given, pack=pack, station=station, at=at)
    if trip.counted:
        back = serials if trip.late else serials[trip.given :]
        close_pack(pack=pack.uuid, back=back, actor=KEEPER, at=at)
    if trip.late:
        _tell(given, pack=pack, station=station, at=at)


def _tell(given: "Sequence[tuple[PrintJob, str]]", *, pack: "Pack", station: str, at: datetime) -> None:
    """What the laptop's packets would bring, once their seals and signatures were checked."""
    from rekam.cards.packs.arriving import open_hand_over
    from rekam.cards.packs.handed import FIRST, NOTICE, Act, Given, encode_act
    from rekam.cards.packs.rules import Proof
    from rekam.enrolment.openers import Delivered
    from rekam.enrolment.packet_header import Header
    from rekam.enrolment.packet_kind import Kind
    from rekam.enrolment.packet_parts import PartFacts

    previous = FIRST
    for number, (job, serial) in enumerate(given, start=1):
        what = Given(order=job.uuid, serial=serial, proof=Proof.MATCH, score=SCORE)
        act = Act(salt=os.urandom(16), pack=pack.uuid, number=number, previous=previous, what=what)
        header = Header(
            packet=uuid4(),
            station_kid=station,
            officer=OFFICER,
            officer_kid=NOTICE,
            visit=pack.uuid,
            captured_at=at.isoformat(),
            sequence=number,
            monotonic_ms=number,
            notice_version=NOTICE,
            notice_language=NOTICE,
            server_kid=NOTICE,
            samples=(),
            signature=None,
            particulars=PartFacts(plain=bytes(32), sealed=bytes(32)),
            kind=Kind.HAND_OVER,
        )
        previous = os.urandom(32)
        told = encode_act(act)
        open_hand_over(
            Delivered(header=header, sha256=previous, particulars=told, papers=(), received_at=at), at=at
        )
