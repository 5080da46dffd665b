"""The pages of cards that were taken along, with a finger on the glass and without a line."""

import datetime
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from tests.station.pages.conftest import NOON, OFFICER, WORKLIST, Scanner

from rekam.abis.engine.enrol import extract_person
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.positions import Position
from rekam.cards.packs.parcel import Card, Parcel, seal_parcel
from rekam.enrolment import worklist
from rekam.simulation.bodies import body
from rekam.station.desk import Desk
from rekam.station.store import keyring
from rekam.station.store.visits import Visits

HOLDER, STRANGER = 1, 2
ORDER = uuid.UUID(int=101)


@pytest.fixture
def folder(folder: Path) -> Path:
    """With one card, of whom body 1 is the holder."""
    held = body(HOLDER).finger(Position.RIGHT_INDEX, impression=1)
    fingers = extract_person([held], extractor=Extractor.MINDTCT)
    card = Card(
        order=ORDER,
        number="4f2a 91bc",
        serial="04A1B2C3D4E5F6",
        name="RATU MARYAMAH",
        birth_date=datetime.date(2009, 8, 12),
        nik="3673 0252 •••• 0001",
        village="Sawah Luhur",
        reference=fingers.to_bytes(),
    )
    until = NOON + datetime.timedelta(days=3)
    parcel = Parcel(
        pack=uuid.UUID(int=9), place="SMAN 1 Kasemen", officer="yayan", expires_at=until, cards=(card,)
    )
    sealed = seal_parcel(parcel, officer=OFFICER.verifier.public)
    ring = keyring.unlock(folder / "visit.keys", username="yayan", passphrase="kasemen subuh 5")
    visits = Visits(folder / "visit.db", key=ring.store_key)
    visits.keep_worklist(worklist.worklist_body(replace(WORKLIST, cards=(sealed,))))
    visits.close()
    return folder


@pytest.fixture
def hand(unlocked: Client) -> str:
    return unlocked.post("/kartu/", {"order": str(ORDER)}).headers["Location"]


def check_a_matching_finger_leads_to_the_holders_paper(unlocked: Client, scanner: Scanner, hand: str) -> None:
    answer = unlocked.post(hand, {"position": "right_index"})
    paper = unlocked.get(answer.headers["Location"]).content.decode()
    assert "4f2a 91bc" in paper
    assert "SMAN 1 Kasemen" in paper
    assert "slip-58mm.css" in paper
    assert "1 dari 1 kartu" in unlocked.get("/kartu/").content.decode()


def check_a_strangers_finger_is_told_and_the_card_stays(
    unlocked: Client, scanner: Scanner, desk: Desk, hand: str
) -> None:
    scanner.seed = STRANGER
    unlocked.post(hand, {"position": "right_index"})
    assert "holder_not_matched" in unlocked.get(hand).content.decode()
    assert desk.outbox.rows() == []


def check_an_exception_without_its_photograph_stays_and_with_it_goes(
    unlocked: Client, scanner: Scanner, desk: Desk, hand: str
) -> None:
    told = {"code": "worn", "reason": "jari aus semua", "witness_1": "Hasan", "witness_2": "Aminah"}
    unlocked.post(f"{hand}/pengecualian", told)
    assert "handing_not_proved" in unlocked.get(f"{hand}/pengecualian").content.decode()
    unlocked.post(f"{hand}/foto")
    assert "foto tersimpan" in unlocked.get(f"{hand}/pengecualian").content.decode()
    assert unlocked.post(f"{hand}/pengecualian", told).headers["Location"].endswith("tanda-terima")
    assert len(desk.outbox.rows()) == 1


def check_the_count_ends_the_pack(unlocked: Client, desk: Desk) -> None:
    assert "RATU MARYAMAH" in unlocked.get("/kartu/hitung").content.decode()
    unlocked.post("/kartu/hitung", {"back": ["04A1B2C3D4E5F6"]})
    assert len(desk.outbox.rows()) == 1
    unlocked.post("/kartu/", {"order": str(ORDER)})
    assert "pack_counted_here" in unlocked.get("/kartu/").content.decode()


def check_a_pack_that_expired_is_not_read(
    unlocked: Client, desk: Desk, clock: list[datetime.datetime]
) -> None:
    assert "RATU MARYAMAH" in unlocked.get("/kartu/").content.decode()
    assert desk.work is not None
    clock[0] = desk.work.seen = NOON + datetime.timedelta(days=4)  # never idle for long
    page = unlocked.get("/kartu/").content.decode()
    assert "pack_expired" in page
    assert "RATU MARYAMAH" not in page
