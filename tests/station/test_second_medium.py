"""Sealed packets on a stick: copied when they are made, carried, taken in elsewhere, and receipts back."""

import errno
import random
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from rekam.enrolment import stick
from rekam.enrolment.sync_messages import Receipt, encode_receipt
from rekam.kernel.errors import RuleBroken
from rekam.station import carrying, second_medium
from rekam.station.store.outbox import Outbox, State
from tests.faults.clerk import RECEIPT_KEYS, RECEIPT_SEED, Clerk, furnish, open_desk, person, work_list


@pytest.fixture
def clerk(tmp_path: Path, cheap_passphrases: None) -> Iterator[Clerk]:
    desk = open_desk(furnish(tmp_path / "station", listed=work_list()))
    yield Clerk(desk=desk, chance=random.Random(1)).unlock()
    desk.close()


@pytest.fixture
def medium(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Outbox]:
    box = Outbox(tmp_path / "other" / "outbox.db")
    yield box
    box.close()


def on(medium: Path) -> list[str]:
    return sorted(path.name for path in stick.folder_on(medium).iterdir())


def receipt_for(outbox: Outbox, packet: uuid.UUID, *, stage: int, seed: bytes = RECEIPT_SEED) -> bytes:
    (row,) = [row for row in outbox.rows() if row.packet == packet]
    told = Receipt(
        packet=packet,
        sha256=row.sha256,
        stage=stage,
        state="accepted",
        code="",
        received_at="2026-11-24T06:00",
    )
    return encode_receipt(told, seed=seed)


def test_a_new_packet_is_copied_to_the_folder_of_the_settings(clerk: Clerk, medium: Path) -> None:
    clerk.desk.second = medium
    packet = clerk.record(person(1))

    assert clerk.desk.copy_out() == 1
    assert clerk.desk.copy_out() == 0

    assert on(medium) == [f"{packet}.rekam"]
    _, content = stick.read_packet(stick.packet_path(stick.folder_on(medium), packet))
    assert content == clerk.desk.outbox.content(packet)
    assert clerk.desk.outbox.rows()[0].copied
    assert clerk.desk.outbox.only_here() == 1


def test_sticks_that_are_plugged_in_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugged = tmp_path / "media" / "yayan" / "STICK"
    plugged.mkdir(parents=True)
    monkeypatch.setattr("os.path.ismount", lambda place: Path(place) == plugged)

    assert second_medium.at_hand(None, roots=[tmp_path / "media"]) == [plugged]
    assert second_medium.at_hand(tmp_path / "absent", roots=[]) == []


def test_what_the_server_has_is_taken_from_the_medium(clerk: Clerk, medium: Path) -> None:
    packet = clerk.record(person(1))
    second_medium.mirror(clerk.desk.outbox, media=[medium], at="t")
    clerk.desk.outbox.mark_accepted(packet, at="t")

    second_medium.mirror(clerk.desk.outbox, media=[medium], at="t")

    assert on(medium) == []


def test_a_medium_that_fails_is_told_and_the_others_get_their_copies(clerk: Clerk, medium: Path) -> None:
    clerk.record(person(1))
    broken = medium / "a-file"
    broken.write_bytes(b"")

    with pytest.raises(RuleBroken, match="store_unreadable"):
        second_medium.mirror(clerk.desk.outbox, media=[broken, medium], at="t")

    assert len(on(medium)) == 1


def test_a_stick_that_is_full_is_told_and_leaves_no_half_file(
    clerk: Clerk, medium: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.record(person(1))

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(RuleBroken, match="store_disk_full"):
        second_medium.export(clerk.desk.outbox, medium=medium, at="t")

    assert list(stick.packets_in(stick.folder_on(medium))) == []


def test_a_damaged_copy_is_written_again(clerk: Clerk, medium: Path) -> None:
    packet = clerk.record(person(1))
    second_medium.export(clerk.desk.outbox, medium=medium, at="t")
    path = stick.packet_path(stick.folder_on(medium), packet)
    path.write_bytes(path.read_bytes()[:-1] + b"?")

    second_medium.export(clerk.desk.outbox, medium=medium, at="t")

    assert path.read_bytes() == clerk.desk.outbox.content(packet)


def test_another_laptop_takes_packets_in_once_and_does_not_count_them_as_its_own(
    clerk: Clerk, medium: Path, other: Outbox
) -> None:
    packet = clerk.record(person(1))
    second_medium.export(clerk.desk.outbox, medium=medium, at="t")

    first = second_medium.take_in(other, medium=medium, keys=RECEIPT_KEYS, at="t")
    second = second_medium.take_in(other, medium=medium, keys=RECEIPT_KEYS, at="t")

    assert (first.packets, second.packets, first.failed) == (1, 0, {})
    (row,) = other.rows()
    assert (row.packet, row.number, row.state) == (packet, None, State.QUEUED)
    assert other.queue(packet=uuid.uuid4(), build=lambda number: (b"%d" % number, b"h"), at="t") == 1


def test_a_file_that_was_cut_off_or_renamed_is_refused_and_the_others_are_taken(
    clerk: Clerk, medium: Path, other: Outbox
) -> None:
    cut, renamed, whole = (clerk.record(person(number)) for number in range(3))
    second_medium.export(clerk.desk.outbox, medium=medium, at="t")
    folder = stick.folder_on(medium)
    path = stick.packet_path(folder, cut)
    path.write_bytes(path.read_bytes()[:-100])
    stick.packet_path(folder, renamed).rename(folder / f"{uuid.uuid4()}.rekam")

    done = second_medium.take_in(other, medium=medium, keys=RECEIPT_KEYS, at="t")

    assert done.packets == 1
    assert sorted(done.failed.values()) == ["packet_id_wrong", "packet_malformed"]
    assert [row.packet for row in other.rows()] == [whole]


def test_the_offices_receipt_on_the_stick_frees_the_laptop(clerk: Clerk, medium: Path) -> None:
    box = clerk.desk.outbox
    packet = clerk.record(person(1))
    second_medium.export(box, medium=medium, at="t")
    path = stick.receipt_path(stick.folder_on(medium), packet)
    for stage, only_here in ((1, 1), (2, 0)):
        path.write_bytes(receipt_for(box, packet, stage=stage))
        box.mark_sent(packet, at="t")
        assert second_medium.take_in(box, medium=medium, keys=RECEIPT_KEYS, at="t").receipts == 1
        assert box.only_here() == only_here


def test_a_strangers_receipt_on_the_stick_frees_nothing(clerk: Clerk, medium: Path) -> None:
    packet = clerk.record(person(1))
    second_medium.export(clerk.desk.outbox, medium=medium, at="t")
    forged = receipt_for(clerk.desk.outbox, packet, stage=2, seed=bytes(32))
    stick.receipt_path(stick.folder_on(medium), packet).write_bytes(forged)

    done = second_medium.take_in(clerk.desk.outbox, medium=medium, keys=RECEIPT_KEYS, at="t")

    assert list(done.failed.values()) == ["document_key_unknown"]
    assert clerk.desk.outbox.only_here() == 1


def test_the_command_exports_beside_a_running_station_and_without_any_key(
    clerk: Clerk, medium: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clerk.record(person(1))
    home = clerk.desk.folder
    for gone in ("visit.keys", "visit.db", "trust.json", "station.key"):
        (home / gone).unlink()
    monkeypatch.setenv("REKAM_STATION_DATA", str(home))

    assert carrying.carry("export", folder=medium) == 0
    assert len(on(medium)) == 1
    assert carrying.carry("export", folder=None) == carrying.carry("export", folder=medium / "no") == 2
    assert not (medium / "no").exists()
    assert "1 packets" in capsys.readouterr().out


def test_the_command_exports_from_a_disk_that_can_only_be_read(
    clerk: Clerk, medium: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.record(person(1))
    home = clerk.desk.folder
    monkeypatch.setenv("REKAM_STATION_DATA", str(home))
    whole = Outbox.__init__

    def refused(self: Outbox, path: Path) -> None:
        if path.parent == home:
            raise RuleBroken("store_unreadable")
        whole(self, path)

    monkeypatch.setattr(Outbox, "__init__", refused)

    assert carrying.carry("export", folder=medium) == 0
    assert len(on(medium)) == 1
    assert [path.name for path in medium.iterdir()] == [stick.FOLDER]


def test_what_was_sent_can_be_ordered_again(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    packet = clerk.record(person(1))
    clerk.desk.outbox.mark_accepted(packet, at="t")
    monkeypatch.setenv("REKAM_STATION_DATA", str(clerk.desk.folder))

    assert carrying.carry("resend", folder=None) == 0
    assert [row.state for row in clerk.desk.outbox.rows()] == [State.QUEUED]
