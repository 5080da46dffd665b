"""Printed cards at the station: found, compared 1:1, given out without a line, and counted at the end."""

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from rekam.abis.engine.enrol import extract_person
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import Position
from rekam.abis.engine.template import PersonTemplate
from rekam.cards.packs import handed
from rekam.cards.packs.handed import Closed, Given, Unmatched
from rekam.cards.packs.parcel import Card, Parcel, seal_parcel
from rekam.cards.packs.rules import Proof
from rekam.enrolment import packet
from rekam.kernel.errors import RuleBroken
from rekam.simulation.bodies import body
from rekam.simulation.device_images import DeviceImage
from rekam.simulation.device_records import iso_record
from rekam.station.cards import carried, handing, proving
from rekam.station.cards.carried import Carried
from rekam.station.cards.handing import Signing
from rekam.station.cards.handings import Handing
from rekam.station.desk import Desk, Work
from rekam.station.recording import Bench
from tests.faults.clerk import NOON, PASSPHRASE, SEAL, SERVER, furnish, officer, open_desk, work_list

PACK = uuid.UUID(int=77)
OWN, STRANGER = 7, 8
INDEX = (Position.RIGHT_INDEX, Position.LEFT_INDEX)
PLEA = Unmatched(code="worn", reason="jari aus semua", witnesses=("Hasan Basri", "Siti Aminah"))
pytestmark = pytest.mark.usefixtures("cheap_passphrases")


@cache
def fingers(seed: int, impression: int, places: tuple[Position, ...] = INDEX) -> PersonTemplate:
    samples = [body(seed).finger(place, impression=impression) for place in places]
    return extract_person(samples, extractor=Extractor.MINDTCT)


def card(number: int, *, reference: bytes = b"") -> Card:
    return Card(
        order=uuid.UUID(int=100 + number),
        number=f"4f2a 91b{number}",
        serial=f"04{number:012X}",
        name=f"WARGA {number}",
        birth_date=datetime.date(2009, 8, 12),
        nik="3673 0252 •••• 0004",
        village="Sawah Luhur",
        reference=reference,
    )


def parcel(*cards: Card) -> Parcel:
    until = NOON + datetime.timedelta(days=3)
    return Parcel(pack=PACK, place="SMAN 1 Kasemen", officer="yayan", expires_at=until, cards=cards)


@pytest.fixture
def desk(quick_folder: Path) -> Iterator[Desk]:
    """Yayan at work with three cards; the first one's holder has two fingers on file."""
    taken = parcel(card(1, reference=fingers(OWN, 0).to_bytes()), card(2), card(3))
    sealed = seal_parcel(taken, officer=officer().verifier.public)
    listed = replace(work_list(officers=("yayan", "siti")), cards=(sealed,))
    opened = open_desk(furnish(quick_folder / "station", listed=listed))
    opened.unlock(username="yayan", passphrase=PASSPHRASE)
    yield opened
    opened.close()


def work(desk: Desk) -> Work:
    assert desk.work is not None
    return desk.work


def taken(desk: Desk) -> Carried:
    return carried.get_carried(work(desk).carried)


def bench(desk: Desk) -> Bench:
    return work(desk).bench


def begin(desk: Desk, number: int) -> Handing:
    found, one = carried.find_card(
        carried.cards_in(taken(desk), at=NOON), order=str(uuid.UUID(int=100 + number))
    )
    return handing.begin(bench(desk), parcel=found, card=one, seal_public=SEAL.public, at=desk.stamp())


def signing(desk: Desk) -> Signing:
    return Signing(station=desk.identity, seed=taken(desk).seed, at=desk.stamp(), monotonic_ms=lambda: 1)


def compare(desk: Desk, found: Handing, template: PersonTemplate) -> Handing:
    return proving.compare(
        bench(desk), carried=taken(desk), handing=found, template=template, at=desk.stamp()
    )


def sent(desk: Desk, made: uuid.UUID) -> tuple[packet.Envelope, handed.Act]:
    """What the server would read out of the outbox."""
    station = {desk.identity.kid: desk.identity.public}
    envelope = packet.open_envelope(desk.outbox.content(made), stations=station)
    verifier = officer().verifier
    keys = packet.OpeningKeys(private={SEAL.kid: SERVER}, officers={verifier.kid: verifier.public})
    return envelope, handed.decode_act(packet.open_parts(envelope, keys=keys)[-1])


def test_the_holders_finger_gives_the_card_out_and_the_act_waits_in_the_outbox(desk: Desk) -> None:
    found = begin(desk, 1)
    matched = compare(desk, found, fingers(OWN, 1, INDEX[:1]))
    made = handing.give(bench(desk), handing=matched, signing=signing(desk))
    _, act = sent(desk, made)
    assert isinstance(act.what, Given)
    assert (act.pack, act.number, act.previous) == (PACK, 1, handed.FIRST)
    assert (act.what.serial, act.what.proof) == (card(1).serial, Proof.MATCH)
    assert act.what.score > 400
    assert desk.outbox.only_here() == 1


def test_a_strangers_finger_leaves_the_card_in_the_bag(desk: Desk) -> None:
    found = begin(desk, 1)
    with pytest.raises(RuleBroken, match="holder_not_matched"):
        compare(desk, found, fingers(STRANGER, 1, INDEX[:1]))
    assert handing.get(bench(desk), found.id).tries == 1
    with pytest.raises(RuleBroken, match="handing_not_proved"):
        handing.give(bench(desk), handing=found, signing=signing(desk))
    assert desk.outbox.rows() == []


def test_an_exception_needs_its_photograph_and_takes_it_along(desk: Desk) -> None:
    found = begin(desk, 2)
    told = proving.except_holder(bench(desk), handing=found, told=PLEA, at=desk.stamp())
    with pytest.raises(RuleBroken, match="handing_not_proved"):
        handing.give(bench(desk), handing=told, signing=signing(desk))
    proving.keep_photo(bench(desk), handing=told, image=picture())
    envelope, act = sent(desk, handing.give(bench(desk), handing=told, signing=signing(desk)))
    assert isinstance(act.what, Given)
    assert (act.what.proof, act.what.exception) == (Proof.EXCEPTION, PLEA)
    assert len(envelope.header.papers) == 1


@cache
def picture() -> bytes:
    return proving.picture_of(face_record())


def face_record() -> bytes:
    drawn = body(OWN)
    return iso_record(DeviceImage(drawn.face(), drawn.portrait()))


def test_a_card_is_given_once_and_the_acts_are_chained(desk: Desk) -> None:
    made = []
    for number in (2, 3):
        told = proving.except_holder(bench(desk), handing=begin(desk, number), told=PLEA, at=desk.stamp())
        proving.keep_photo(bench(desk), handing=told, image=picture())
        made.append(handing.give(bench(desk), handing=told, signing=signing(desk)))
    with pytest.raises(RuleBroken, match="card_given_here"):
        begin(desk, 2)
    (first, _), (_, second) = (sent(desk, one) for one in made)
    assert (second.number, second.previous) == (2, first.sha256)


def test_after_the_count_nothing_is_given_any_more(desk: Desk) -> None:
    closed = Closed(back=(card(1).serial, card(2).serial), missing=(card(3).serial,))
    made = handing.count(
        bench(desk), pack=PACK, seal_public=SEAL.public, closed=closed, signing=signing(desk)
    )
    assert sent(desk, made)[1].what == closed
    with pytest.raises(RuleBroken, match="pack_counted_here"):
        begin(desk, 1)


def test_the_power_goes_between_outbox_and_list(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    matched = compare(desk, begin(desk, 1), fingers(OWN, 1))
    with monkeypatch.context() as cut:
        cut.setattr(handing, "remember", interrupted)
        with pytest.raises(KeyboardInterrupt):
            handing.give(bench(desk), handing=matched, signing=signing(desk))
    desk.lock()
    desk.unlock(username="yayan", passphrase=PASSPHRASE)
    assert handing.begun(bench(desk)) == []
    assert list(handing.given_orders(bench(desk), pack=PACK)) == [card(1).order]


def interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_an_expired_pack_is_not_read_and_what_was_begun_goes_on(desk: Desk) -> None:
    found = begin(desk, 1)
    with pytest.raises(RuleBroken, match="pack_expired"):
        carried.cards_in(taken(desk), at=NOON + datetime.timedelta(days=4))
    matched = compare(desk, handing.get(bench(desk), found.id), fingers(OWN, 1))
    assert handing.give(bench(desk), handing=matched, signing=signing(desk))


def test_another_officer_of_the_visit_opens_no_pack(desk: Desk) -> None:
    assert desk.unlock(username="siti", passphrase=PASSPHRASE).carried is None


@pytest.mark.parametrize("words", ["warga 2", "4f2a91b2", "04000000000002", "WARGA sawah 2"])
def test_a_card_is_found_by_name_number_or_serial(desk: Desk, words: str) -> None:
    found = carried.matching(carried.cards_in(taken(desk), at=NOON), words=words)
    assert [one.name for _, one in found] == ["WARGA 2"]


def test_after_the_hand_over_the_fingers_are_forgotten(desk: Desk) -> None:
    made = handing.give(
        bench(desk), handing=compare(desk, begin(desk, 1), fingers(OWN, 1)), signing=signing(desk)
    )
    kept = bench(desk).visits.cards.act(made)
    assert fingers(OWN, 0).to_bytes()[:64] not in kept
    assert b"WARGA 1" in kept
