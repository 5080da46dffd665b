"""What has been kept long enough goes, what has not stays, and the audit proves both."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import Error

from rekam.audit.models import Entry
from rekam.enrolment import intake, upload_files, uploads
from rekam.enrolment.models import Packet, PacketState, Record, Upload
from rekam.enrolment.rules import Status
from rekam.kernel import part_files
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, private_folder
from rekam.outreach.models import Pull, Visit
from rekam.registry.bulk import running
from rekam.registry.bulk import services as imports
from rekam.registry.bulk.columns import NO_LAYOUT
from rekam.registry.bulk.models import Import
from rekam.registry.bulk.rules import Kind as ListKind
from rekam.registry.bulk.steps import folder_of
from rekam.registry.entries.models import Entry as EventEntry
from rekam.vault import services as vault
from rekam.vault.keys import make_keys
from rekam.web.retention import command, services
from rekam.web.retention.table import applied
from tests.conftest import raw
from tests.personas import KASEMEN
from tests.registry.bulk.lists import SITI, people

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=800)
LATELY = NOW - timedelta(days=3)
LIST = people(SITI, "rusak")


@pytest.fixture
def folder(own_database: str, tmp_path: Path) -> Iterator[Path]:
    """REKAM_DATA of a server with keys; the database lies elsewhere, and commits for real."""
    shutil.copy(data_folder() / "connections.json", tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REKAM_DATA", str(tmp_path))
        make_keys()
        yield tmp_path


def run(*, dry_run: bool = False) -> dict[str, int]:
    return {gone.kind: gone.count for gone in services.apply(at=NOW, dry_run=dry_run)}


def an_upload(*, at: datetime) -> Path:
    upload = uploads.announced(packet=uuid4(), sha256="ab" * 32, length=100, at=at)
    uploads.begin(upload)
    path = upload_files.path_of(upload.packet, upload.sha256)
    with part_files.held(path):
        path.write_bytes(b"half")
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def a_packet(*, copied_at: datetime | None, status: Status | None) -> Packet:
    """A packet in the vault, of a recording at that status; None = of a hand-over."""
    address = vault.keep(uuid4().bytes, kind="packet")
    with scope(EVERYWHERE):
        packet = Packet.objects.create(
            uuid=uuid4(),
            sha256=address.partition("/")[2],
            area_code=KASEMEN,
            length=16,
            address=address,
            state=PacketState.ACCEPTED,
            received_at=LONG_AGO,
            copied_at=copied_at,
        )
        if status is None:
            return packet
        Record.objects.create(
            packet=packet,
            area_code=KASEMEN,
            served_in=KASEMEN,
            state=status,
            state_since=LONG_AGO,
            officer="yayan",
            captured_on=LONG_AGO.date(),
            received_at=LONG_AGO,
            particulars="-",
        )
    return packet


def is_kept(packet: Packet) -> bool:
    try:
        return bool(vault.read(packet.address))
    except RuleBroken:
        return False


def test_an_upload_that_nobody_finished_goes_with_its_bytes(folder: Path) -> None:
    old, young = an_upload(at=LONG_AGO), an_upload(at=LATELY)

    assert run()["uploads"] == 1
    assert (old.exists(), young.exists()) == (False, True)
    assert Upload.objects.count() == 1


def test_an_upload_over_a_bad_line_stays_while_bytes_arrive(folder: Path) -> None:
    path = an_upload(at=LONG_AGO)
    path.touch()

    assert run()["uploads"] == 0
    assert path.exists()


def test_a_packet_that_served_leaves_the_vault_and_its_receipt_stays(folder: Path) -> None:
    served = a_packet(copied_at=LONG_AGO, status=Status.CARD_ISSUED)
    lately = a_packet(copied_at=LATELY, status=Status.CARD_ISSUED)
    waiting = a_packet(copied_at=LONG_AGO, status=Status.ADJUDICATE_RECORD)
    uncopied = a_packet(copied_at=None, status=Status.PRINT_READY_RECORD)

    assert run()["packets"] == 1
    assert [is_kept(one) for one in (served, lately, waiting, uncopied)] == [False, True, True, True]
    again = intake.find_packet(served.uuid)
    assert again is not None
    assert again.forgotten_at == NOW
    assert intake.receipt(again)


def test_a_packet_of_a_hand_over_goes_too_and_its_receipt_stays(folder: Path) -> None:
    old, young = (a_packet(copied_at=at, status=None) for at in (LONG_AGO, LATELY))

    gone = run()

    assert (gone["hand_over_packets"], gone["packets"]) == (1, 0)
    assert (is_kept(old), is_kept(young)) == (False, True)
    again = intake.find_packet(old.uuid)
    assert again is not None
    assert intake.receipt(again)


def test_a_forgotten_packet_found_on_a_stick_stays_forgotten(folder: Path) -> None:
    data = b"sealed bytes of long ago"
    packet = a_packet(copied_at=LONG_AGO, status=Status.CARD_ISSUED)
    with scope(EVERYWHERE):
        address = vault.keep(data, kind="packet")
        Packet.objects.filter(pk=packet.pk).update(address=address, sha256=address.partition("/")[2])
    run()
    packet.address = address

    assert intake.receive(data, packet=packet.uuid, at=NOW).state == PacketState.ACCEPTED
    assert not is_kept(packet)


def test_files_left_by_a_broken_run_go_with_the_next(folder: Path) -> None:
    packet = a_packet(copied_at=LONG_AGO, status=Status.CARD_ISSUED)
    with scope(EVERYWHERE):
        Packet.objects.filter(pk=packet.pk).update(forgotten_at=LATELY)

    assert run()["packets"] == 0
    assert not is_kept(packet)


def test_a_visits_list_is_emptied_and_the_visit_stays(folder: Path) -> None:
    with scope(EVERYWHERE):
        for on in (LONG_AGO.date(), LATELY.date()):
            Visit.objects.create(
                area_code=KASEMEN,
                place="Balai",
                on=on,
                people=[str(uuid4())],
                planned_by="bakri",
                planned_at=LONG_AGO,
            )

    assert run()["call_up_lists"] == 1
    with scope(EVERYWHERE):
        assert [len(visit.people) for visit in Visit.objects.order_by("on")] == [0, 1]


def test_ended_sessions_go_and_refused_tries_but_never_a_granted_nonce(folder: Path) -> None:
    Session.objects.create(session_key="old", session_data="", expire_date=LONG_AGO)
    Session.objects.create(session_key="new", session_data="", expire_date=NOW + timedelta(hours=1))
    for granted in (False, True):
        Pull.objects.create(station="k", nonce=bytes([granted] * 16), at=LONG_AGO, granted=granted)

    gone = run()

    assert (gone["sessions"], gone["pull_tries"]) == (1, 1)
    assert Session.objects.get().session_key == "new"
    assert Pull.objects.get().granted


def test_old_refused_sign_ins_go(folder: Path) -> None:
    for name in ("old", "new"):
        AccessAttempt.objects.create(username=name, ip_address="127.0.0.1", failures_since_start=1)
    AccessAttempt.objects.filter(username="old").update(attempt_time=LONG_AGO)
    AccessAttempt.objects.filter(username="new").update(attempt_time=LATELY)

    assert run()["sign_in_tries"] == 1
    assert AccessAttempt.objects.get().username == "new"


def an_import(*, at: datetime, content: bytes = b"x") -> Import:
    with scope(EVERYWHERE):
        one = imports.receive(
            kind=ListKind.RESIDENTS,
            file_name="daftar.csv",
            as_of=at.date(),
            layout=NO_LAYOUT,
            actor="rina",
            at=at,
        )
    file = private_folder(folder_of(one.uuid)) / "file.csv"
    file.write_bytes(content)
    running.check(one.uuid, path=file, rejects=file.with_name("rejects.csv"))
    return one


def state_of(one: Import) -> Import:
    with scope(EVERYWHERE):
        return Import.objects.get(pk=one.pk)


def staging_tables(database: str) -> list[tuple[object, ...]]:
    with raw(database, role="rekam_load") as loader:
        return loader.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'staging'").fetchall()


def test_a_list_that_nobody_decided_on_is_closed_and_nothing_of_its_lines_is_left(
    folder: Path, own_database: str
) -> None:
    old, young = an_import(at=LONG_AGO, content=LIST), an_import(at=LATELY, content=LIST)
    assert len(staging_tables(own_database)) > 3

    assert run(dry_run=True)["imports"] == 1
    assert run()["imports"] == 1
    assert run()["imports"] == 0
    assert (state_of(old).state, state_of(old).code) == ("refused", "import_undecided")
    assert (state_of(old).sample, state_of(old).counts["rejected"]) == ({}, 1)
    assert not folder_of(old.uuid).exists()
    assert state_of(young).state == "ready"
    assert (folder_of(young.uuid) / "file.csv").exists()
    assert all(young.uuid.hex in str(name) for (name,) in staging_tables(own_database))


def test_the_rejected_lines_of_a_decided_list_go(folder: Path, own_database: str) -> None:
    old = an_import(at=LONG_AGO, content=LIST)
    with scope(EVERYWHERE):
        imports.refuse(old.uuid, actor="wati", at=LONG_AGO)
    assert (folder_of(old.uuid) / "rejects.csv").exists()

    assert run()["imports"] == 1
    assert (state_of(old).state, state_of(old).code) == ("refused", "")
    assert not folder_of(old.uuid).exists()
    assert staging_tables(own_database) == []


def test_refused_entries_are_emptied(folder: Path) -> None:
    with scope(EVERYWHERE):
        for at in (LONG_AGO, LATELY):
            EventEntry.objects.create(
                kind="change",
                area_code=KASEMEN,
                office_area=KASEMEN,
                facts={"note": "x"},
                before={},
                risk="low",
                entered_by="siti",
                entered_at=at,
                state="refused",
                decided_by="budi",
                decided_at=at,
            )

    assert run()["refused_entries"] == 1
    with scope(EVERYWHERE):
        assert [one.facts for one in EventEntry.objects.order_by("decided_at")] == [{}, {"note": "x"}]


def test_a_dry_run_counts_and_changes_nothing(folder: Path) -> None:
    old = an_upload(at=LONG_AGO)
    packet = a_packet(copied_at=LONG_AGO, status=Status.CARD_ISSUED)

    gone = run(dry_run=True)

    assert (gone["uploads"], gone["packets"]) == (1, 1)
    assert old.exists()
    assert is_kept(packet)
    assert not Entry.objects.filter(action="web.let_go").exists()


def test_each_run_is_one_entry_a_kind_with_a_hash_of_the_ids(folder: Path) -> None:
    upload = an_upload(at=LONG_AGO)

    run()

    entries = {entry.facts["kind"]: entry for entry in Entry.objects.filter(action="web.let_go")}
    assert set(entries) == {line.kind for line in applied()}
    assert entries["uploads"].facts["count"] == 1
    assert entries["uploads"].facts["sha256"] == services.hash_of([upload.name[:36]])
    assert entries["uploads"].purpose == "system"


def test_one_kind_that_fails_holds_up_no_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> list[str]:
        raise Error("away")

    lines = [replace(line, forget=broken) if line.kind == "uploads" else line for line in applied()]
    monkeypatch.setattr(services, "applied", lambda: lines)
    Session.objects.create(session_key="old", session_data="", expire_date=LONG_AGO)

    with pytest.raises(ExceptionGroup):
        run()
    assert not Session.objects.exists()
    assert command.main([]) == 1


def test_the_command_shows_what_would_go(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    an_upload(at=LONG_AGO)

    assert command.main(["--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "uploads" in told
    assert "Nothing was changed." in told
