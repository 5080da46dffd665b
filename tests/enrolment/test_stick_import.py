"""Packets on a stick at the office: the same door, counted once, receipts beside them."""

import shutil
from pathlib import Path

import pytest

from rekam.enrolment import intake, pipeline, stick, sync_messages
from rekam.enrolment.models import Packet, Record
from rekam.enrolment.stick_import import import_folder
from rekam.kernel.database import EVERYWHERE, scope
from rekam.vault.keys import server_keys
from tests.enrolment.scene import NOON, Sending, Session, make_resident, person_of


def packet_on(folder: Path, *, nik: str) -> Sending:
    """A packet with every part excepted, on the stick."""
    with scope(EVERYWHERE):
        sent = Session(person=person_of(make_resident(nik=nik))).send()
    folder.mkdir(exist_ok=True)
    stick.packet_path(folder, sent.id).write_bytes(sent.data)
    return sent


def stage_on(folder: Path, sent: Sending) -> int:
    receipt = stick.receipt_path(folder, sent.id).read_bytes()
    told = sync_messages.open_receipt(receipt, keys=server_keys().receipt_public)
    assert told.packet == sent.id
    return told.stage


@pytest.mark.usefixtures("server")
def test_both_arrivals_count_once_and_the_receipts_go_back(tmp_path: Path) -> None:
    folder = tmp_path / stick.FOLDER
    first, second = (packet_on(folder, nik=nik) for nik in ("3673024101900001", "3673024101900002"))
    with scope(EVERYWHERE):
        intake.receive(first.data, packet=first.id, at=NOON)  # over the line, before the stick came

    done = import_folder(folder, at=NOON)

    assert (done.new, done.known, done.receipts, done.failed) == (1, 1, 2, {})
    assert [stage_on(folder, sent) for sent in (first, second)] == [1, 1]
    pipeline.run_waiting()
    assert import_folder(folder, at=NOON).known == 2
    assert [stage_on(folder, sent) for sent in (first, second)] == [2, 2]
    with scope(EVERYWHERE):
        assert Packet.objects.count() == Record.objects.count() == 2


@pytest.mark.usefixtures("server")
def test_files_that_are_damaged_are_named_and_stop_no_other(tmp_path: Path) -> None:
    folder = tmp_path / stick.FOLDER
    whole = packet_on(folder, nik="3673024101900001")
    cut = packet_on(folder, nik="3673024101900002")
    path = stick.packet_path(folder, cut.id)
    path.write_bytes(cut.data[:-50])
    (folder / "holiday.rekam").write_bytes(b"no packet")
    shutil.copy(stick.packet_path(folder, whole.id), folder / "copy.rekam")

    done = import_folder(folder, at=NOON)

    assert done.new == 1
    assert done.failed == {
        path.name: "packet_malformed",
        "holiday.rekam": "packet_malformed",
        "copy.rekam": "packet_id_wrong",
    }
    path.write_bytes(cut.data)  # the honest bytes are not shut out by the damaged ones
    assert import_folder(folder, at=NOON).new == 1
