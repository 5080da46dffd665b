"""The second receipt waits for a second machine, and everything else goes on without it."""

from datetime import timedelta
from pathlib import Path

import pytest

from rekam.config.standby import place
from rekam.enrolment import intake, pipeline, receipts, sync_messages
from rekam.kernel.database import EVERYWHERE, scope
from rekam.vault import beyond, sealing
from rekam.vault import services as vault
from rekam.vault.queries import server_keys
from tests.enrolment.scene import NOON, WALK_IN, Sending, Session


def taken_in(content: bytes) -> Sending:
    sent = Session(person=WALK_IN, records={"right_thumb": content}).send()
    with scope(EVERYWHERE):
        intake.receive(sent.data, packet=sent.id, at=NOON)
    pipeline.run("open", sent.id, at=NOON)
    return sent


def stage(sent: Sending) -> int:
    public = sealing.signing_public(server_keys().receipt_seed)
    found = intake.find_packet(sent.id)
    assert found is not None
    assert found.state != "received"  # opened, whatever the receipt says
    return sync_messages.open_receipt(intake.receipt(found), keys={sealing.kid_of(public): public}).stage


def test_a_packet_is_promised_once_the_second_machine_has_it(
    server: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = place.open_here()
    monkeypatch.setenv("REKAM_STANDBY", str(folder))
    away = taken_in(b"away" * 100)
    assert stage(away) == 1
    assert beyond.owes()

    beyond.see()
    there = taken_in(b"there" * 100)
    assert stage(there) == 2
    assert (folder / beyond.INBOX / "packet" / there.sha256[:2] / there.sha256).exists()

    assert receipts.bring_owed(at=NOON + timedelta(minutes=1)) == 1
    assert receipts.bring_owed(at=NOON) == 0
    assert stage(away) == 2


def test_the_mutant_promises_what_only_one_machine_has(server: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REKAM_STANDBY", str(place.open_here()))
    monkeypatch.setattr(vault, "bring_beyond", lambda _address: True)
    assert stage(taken_in(b"mutant" * 100)) == 2
