"""A real disk that can only be read any more, as after an error: packets still get out."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rekam.enrolment import stick
from rekam.kernel.errors import RuleBroken
from rekam.station import carrying
from rekam.station.store import outbox
from tests.faults.block_device import NotHere, run
from tests.faults.clerk import Clerk, open_desk, person


@pytest.fixture
def disk(quick_folder: Path) -> Iterator[Path]:
    folder = quick_folder / "disk"
    folder.mkdir()
    try:
        run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder))
    except NotHere as reason:
        pytest.skip(f"no disk of our own: {reason}")
    yield folder
    run("umount", str(folder))


def record_on(station: Path) -> None:
    desk = open_desk(station)
    try:
        Clerk(desk=desk, chance=random.Random(1)).unlock().record(person(2))
    finally:
        desk.close()


@pytest.mark.parametrize("closed", [True, False], ids=["closed before", "power cut before"])
def test_packets_get_out_of_a_disk_that_can_only_be_read(
    disk: Path,
    stations: Callable[[], Path],
    quick_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    closed: bool,
) -> None:
    monkeypatch.setattr(outbox, "LEAST_ROOM", 0)
    monkeypatch.setenv("REKAM_STATION_DATA", str(disk / "station"))
    desk = open_desk(stations())
    Clerk(desk=desk, chance=random.Random(1)).unlock().record(person(1))
    if closed:
        desk.close()
    shutil.copytree(desk.folder, disk / "station")
    desk.close()
    run("mount", "-o", "remount,ro", str(disk))

    assert carrying.carry("export", folder=quick_folder) == 0
    assert len(list(stick.packets_in(stick.folder_on(quick_folder)))) == 1
    with pytest.raises(RuleBroken, match="store_unreadable"):
        record_on(disk / "station")
