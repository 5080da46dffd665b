"""The page of versions: what is in use, what a stick brings, and that no recording is cut in two."""

import uuid
from pathlib import Path

import pytest
from django.test import Client
from tests.devices.updates.scene import NOW, TRUST, Press

from rekam.devices.updates.making import base_of
from rekam.devices.updates.reading import open_bundle
from rekam.devices.updates.trust import write_trust
from rekam.kernel.errors import RuleBroken
from rekam.station.desk import Desk
from rekam.station.store.files import replace_file
from rekam.station.store.outbox import StoredPart
from rekam.station.updating import checking, installing
from rekam.station.updating.program import Program
from rekam.station.updating.slots import Slots, read_slots, version_folder, write_slots

PAGE = "/pembaruan"
ROOM = 10**12


@pytest.fixture
def program(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Version 1 in use, version 2 ready."""
    press, folder = Press(folder=tmp_path / "press"), tmp_path / "program"
    press.folder.mkdir()
    folder.mkdir()
    (folder / installing.TRUST).write_bytes(write_trust(TRUST))
    bundles = {number: press.bundle(number) for number in (1, 2)}
    installing.unpack(open_bundle(bundles[1], trust=TRUST), program=folder)
    write_slots(folder, Slots(current=1, highest=1))
    base = base_of(press.folder / "pins.txt")
    here = checking.Here(
        platform="test-x", python="3.0", base=base, free=ROOM, outbox=0, stores=checking.STORES
    )
    monkeypatch.setattr(checking, "this_laptop", lambda _, **_of: here)
    monkeypatch.setattr(installing, "_rehearse", _rehearsed)
    made = Program(
        folder,
        data=desk.folder,
        outbox=desk.outbox,
        gate=desk.gate,
        now=lambda: NOW,
        persons_open=desk.persons_open,
        power=tmp_path,
    )
    made.stage(bundles[2])
    desk.program = made
    return made


def _rehearsed(program: Path, number: int, data: Path) -> None:
    replace_file(version_folder(program, number) / "rehearsed", content=b"")


def said(client: Client, place: str = PAGE) -> str:
    return client.get(place).content.decode()


def check_a_laptop_without_versions_says_so(client: Client, desk: Desk) -> None:
    assert "belum disiapkan" in said(client)
    client.post(PAGE, {"act": "switch"})
    assert "update_not_set_up" in said(client)


def check_what_is_ready_is_taken_into_use_and_can_be_left_once(
    client: Client, desk: Desk, program: Program
) -> None:
    restarts: list[int] = []
    program.restart = lambda: restarts.append(1)
    assert "0.2.0" in said(client)

    assert "mulai lagi" in client.post(PAGE, {"act": "switch"}).content.decode()

    assert read_slots(program.folder).current == 2
    assert restarts == [1]
    assert "update_restarting" in client.post("/masuk", {"act": "unlock"}).content.decode()


def check_nothing_is_switched_over_an_open_recording(client: Client, desk: Desk, program: Program) -> None:
    draft = uuid.uuid4()
    desk.outbox.keep_part(draft=draft, position="face", part=StoredPart(facts=b"f", sealed=b"s"))

    client.post(PAGE, {"act": "switch"})

    assert "update_capture_open" in said(client)
    assert "1 perekaman belum selesai" in said(client)
    assert read_slots(program.folder).current == 1


def check_nothing_is_switched_over_a_person_who_was_begun(
    unlocked: Client, desk: Desk, program: Program
) -> None:
    unlocked.post("/", {"resident": str(uuid.UUID(int=1))})

    with pytest.raises(RuleBroken, match="update_person_open"):
        program.switch()
    assert read_slots(program.folder).current == 1


def check_without_a_version_before_there_is_no_way_back(client: Client, desk: Desk, program: Program) -> None:
    client.post(PAGE, {"act": "back"})

    assert "update_no_step_back" in said(client)


def check_a_stick_without_a_bundle_is_told(
    client: Client, desk: Desk, program: Program, tmp_path: Path
) -> None:
    desk.second = tmp_path / "stick"
    desk.second.mkdir()

    client.post(PAGE, {"act": "stick"})

    assert "update_not_found" in said(client)
