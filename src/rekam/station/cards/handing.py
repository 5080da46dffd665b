"""One hand-over, from the search to the outbox. Each act ends on the disk.

Begun ones go on when the pack has expired: they hold their card themselves.
"""

import hashlib
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from rekam.cards.packs import handed
from rekam.cards.packs.handed import Act, Closed, Given
from rekam.cards.packs.parcel import Card, Parcel
from rekam.cards.packs.rules import Proof
from rekam.enrolment import packet
from rekam.enrolment.packet_kind import Kind
from rekam.enrolment.packet_parts import PartFacts, part_from
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.station.cards.handings import Handing, decode, encode
from rekam.station.identity import Identity
from rekam.station.recording import MAX_FACTS_BYTES, Bench, journal
from rekam.station.store.card_book import Done
from rekam.station.store.outbox import StoredPart
from rekam.vault import sealing

PHOTO = "paper-1"


@dataclass(frozen=True, kw_only=True, repr=False)
class Signing:
    """What a packet takes besides: the station, the officer's seed, clocks."""

    station: Identity
    seed: bytes
    at: str
    monotonic_ms: Callable[[], int]


def begin(bench: Bench, *, parcel: Parcel, card: Card, seal_public: bytes, at: str) -> Handing:
    """Begin a hand-over, or go on with it.

    Raises RuleBroken("card_given_here" | "pack_counted_here" | "store_almost_full").
    """
    check_open(bench, pack=parcel.pack)
    if card.order in given_orders(bench, pack=parcel.pack):
        raise RuleBroken("card_given_here")
    for handing in begun(bench):
        if handing.card is not None and handing.card.order == card.order:
            return handing
    bench.outbox.check_room()
    handing = Handing(id=uuid.uuid4(), pack=parcel.pack, seal_public=seal_public, card=card)
    keep(bench, handing)
    journal(bench, draft=None, act="card_begun", about=str(card.order), at=at)
    return handing


def missed(bench: Bench, *, handing: Handing, at: str) -> Handing:
    """A finger was laid down that is not the holder's, or not surely: the card stays."""
    handing = replace(handing, tries=handing.tries + 1)
    keep(bench, handing)
    journal(bench, draft=None, act="card_not_matched", about=str(handing.id), at=at)
    return handing


def give(bench: Bench, *, handing: Handing, signing: Signing) -> uuid.UUID:
    """The card leaves: the act is signed and waits in the outbox; the packet's id.

    Raises RuleBroken("handing_not_proved") without a match and without an exception with its photograph, or
    "packet_already_queued".
    """
    proved = handing.score > 0 or (handing.exception is not None and has_photo(bench, handing=handing))
    if handing.card is not None and not proved:
        raise RuleBroken("handing_not_proved")
    handing = replace(handing, at=signing.at)
    keep(bench, handing)  # before the outbox has it, so that a power cut between the two loses nothing
    acts = bench.visits.cards.acts(handing.pack)
    number, previous = len(acts) + 1, acts[-1].sha256 if acts else handed.FIRST

    def build(sequence: int) -> tuple[bytes, bytes]:
        act = _act(handing, number=number, previous=previous)
        data = _packet(bench, handing=handing, act=act, sequence=sequence, signing=signing)
        return data, hashlib.sha256(data).digest()

    bench.outbox.queue(packet=handing.id, build=build, at=signing.at)
    remember(bench, handing=handing)
    journal(bench, draft=None, act="card_given" if handing.card else "cards_counted", about="", at=signing.at)
    return handing.id


def remember(bench: Bench, *, handing: Handing) -> None:
    """Note an act that lies in the outbox in the pack's list; repeated after a crash between the two.

    Its fingers are forgotten: nobody is compared with them any more.
    """
    row = next(row for row in bench.outbox.rows() if row.packet == handing.id)
    number = len(bench.visits.cards.acts(handing.pack)) + 1
    lasting = replace(handing, card=replace(handing.card, reference=b"") if handing.card else None)
    done = Done(packet=handing.id, number=number, sha256=row.sha256, body=encode(lasting))
    bench.visits.cards.finish(done, pack=handing.pack)


def reconcile(bench: Bench) -> None:
    """After a power cut: what the outbox has is in the list too."""
    queued = {row.packet for row in bench.outbox.rows()}
    for handing in begun(bench):
        if handing.id in queued:
            remember(bench, handing=handing)


def count(
    bench: Bench, *, pack: uuid.UUID, seal_public: bytes, closed: Closed, signing: Signing
) -> uuid.UUID:
    """Tell the server what is left of a pack; nothing is given out of it afterwards.

    Raises RuleBroken("pack_counted_here").
    """
    check_open(bench, pack=pack)
    handing = Handing(id=uuid.uuid4(), pack=pack, seal_public=seal_public, card=None, closed=closed)
    return give(bench, handing=handing, signing=signing)


def check_open(bench: Bench, *, pack: uuid.UUID) -> None:
    """Raises RuleBroken("pack_counted_here") once the officer has counted the pack."""
    if any(decode(act.body).card is None for act in bench.visits.cards.acts(pack)):
        raise RuleBroken("pack_counted_here")


def given_orders(bench: Bench, *, pack: uuid.UUID) -> dict[uuid.UUID, uuid.UUID]:
    """The packet of each order whose card was given out of a pack here."""
    acts = bench.visits.cards.acts(pack)
    return {card.order: act.packet for act in acts if (card := decode(act.body).card) is not None}


def begun(bench: Bench) -> list[Handing]:
    """Hand-overs that were begun, oldest first."""
    return [decode(body) for _, body in bench.visits.cards.begun()]


def get(bench: Bench, handing: uuid.UUID) -> Handing:
    """The hand-over. Raises RuleBroken("handing_unknown")."""
    return decode(bench.visits.cards.get(handing))


def keep(bench: Bench, handing: Handing) -> None:
    """Keep a hand-over as it is now."""
    bench.visits.cards.keep(handing.id, body=encode(handing))


def drop(bench: Bench, *, handing: Handing, at: str) -> None:
    """Give a hand-over up: the card stays, the journal keeps that it was begun."""
    bench.outbox.drop_draft(handing.id)
    bench.visits.cards.drop(handing.id)
    journal(bench, draft=None, act="card_given_up", about=str(handing.id), at=at)


def has_photo(bench: Bench, *, handing: Handing) -> bool:
    """Whether the photograph of an exception lies sealed."""
    return PHOTO in bench.outbox.parts(handing.id)


def _act(handing: Handing, *, number: int, previous: bytes) -> Act:
    salt = secrets.token_bytes(handed.SALT_BYTES)
    what = handing.closed or _given(handing)
    return Act(salt=salt, pack=handing.pack, number=number, previous=previous, what=what)


def _given(handing: Handing) -> Given:
    assert handing.card is not None
    return Given(
        order=handing.card.order,
        serial=handing.card.serial,
        proof=Proof.EXCEPTION if handing.exception else Proof.MATCH,
        score=0 if handing.exception else handing.score,
        tries=handing.tries,
        exception=handing.exception,
    )


def _facts(part: StoredPart) -> PartFacts:
    return part_from(canonical.decode(part.facts, max_bytes=MAX_FACTS_BYTES), where="papers")


def _packet(bench: Bench, *, handing: Handing, act: Act, sequence: int, signing: Signing) -> bytes:
    particulars = packet.seal_part(handed.encode_act(act), to=handing.seal_public)
    photo = bench.outbox.parts(handing.id).get(PHOTO) if handing.exception else None
    papers = [photo] if photo else []
    header = packet.Header(
        packet=handing.id,
        station_kid=signing.station.kid,
        officer=bench.officer.username,
        officer_kid=bench.officer.verifier.kid,
        visit=handing.pack,
        captured_at=signing.at,
        sequence=sequence,
        monotonic_ms=signing.monotonic_ms(),
        notice_version=handed.NOTICE,
        notice_language=handed.NOTICE,
        server_kid=sealing.kid_of(handing.seal_public),
        samples=(),
        signature=None,
        particulars=particulars.facts,
        papers=tuple(
            part_from(canonical.decode(one.facts, max_bytes=MAX_FACTS_BYTES), where="papers")
            for one in papers
        ),
        kind=Kind.HAND_OVER,
    )
    parts = [*(one.sealed for one in papers), particulars.sealed]
    return packet.build(
        header=header, parts=parts, station_seed=signing.station.seed, officer_seed=signing.seed
    )
