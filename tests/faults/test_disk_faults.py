"""The disk is full, or can only be read: each act says so, keeps nothing half, and goes on afterwards."""

import random
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import apsw
import pytest

from rekam.kernel.errors import RuleBroken
from rekam.station.desk import Desk
from rekam.station.store import outbox
from rekam.station.store.database import Database
from tests.faults.clerk import Clerk, open_desk, person
from tests.faults.conftest import Seeds
from tests.faults.counting import Counted
from tests.faults.inspecting import inspect
from tests.faults.mutants import loose
from tests.faults.power import Disk, under
from tests.faults.test_power_cuts import OPERATIONS, PEOPLE, Stations

RUNS = 10
FAULTS = [(apsw.FullError, "store_disk_full"), (apsw.ReadOnlyError, "store_unreadable")]


def moment(seed: int) -> int:
    return random.Random(seed).randrange(1, OPERATIONS * 3 // 4)


def disturbed(station: Path, *, after: int, fault: type[apsw.Error], code: str) -> Counted:
    """A morning in which the disk fails for a while, from that operation on."""
    with under(Disk(after=after, fault=fault)) as disk:
        clerk = Clerk(desk=open_desk_when_possible(station, disk=disk), chance=random.Random(after))
        for number in range(PEOPLE):
            try:
                clerk.unlock().record(person(number))
            except RuleBroken as broken:
                assert broken.code == code  # noqa: PT017 (some moments break nothing)
                disk.settle()
        disk.settle()
        clerk.desk.close()
        return inspect(station, noted=clerk.noted, attempted=clerk.attempted)


def open_desk_when_possible(station: Path, *, disk: Disk) -> Desk:
    try:
        return open_desk(station)
    except RuleBroken:
        disk.settle()
        return open_desk(station)


@pytest.mark.parametrize(("fault", "code"), FAULTS)
def test_a_disk_that_fails_for_a_while_harms_nobody(
    seeds: Seeds, stations: Stations, told: Callable[[object], None], fault: type[apsw.Error], code: str
) -> None:
    runs = (disturbed(stations(), after=moment(seed), fault=fault, code=code) for seed in seeds(RUNS))
    total = sum(runs, start=Counted())

    told(total)
    assert total.harm == 0
    assert total.landed >= total.acknowledged > 0


def test_without_one_transaction_for_a_capture_somebody_is_stranded(stations: Stations) -> None:
    with patch.object(Database, "writing", loose):
        moments = range(60, OPERATIONS, 7)
        runs = (
            disturbed(stations(), after=after, fault=apsw.FullError, code="store_disk_full")
            for after in moments
        )
        assert any(one.harm for one in runs)


def test_a_full_disk_stops_before_a_person_is_begun_and_lets_the_begun_one_end(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = Clerk(desk=open_desk(stations()), chance=random.Random(1)).unlock()
    begun = clerk.start(person(1))
    monkeypatch.setattr(outbox, "LEAST_ROOM", 2**62)

    with pytest.raises(RuleBroken, match="store_almost_full"):
        clerk.start(person(2))
    clerk.finish(begun)

    assert clerk.desk.outbox.only_here() == 1
    clerk.desk.close()


def test_room_is_made_by_letting_go_what_the_server_has(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = Clerk(
        desk=open_desk(stations()), chance=random.Random(1), draw=lambda chance: chance.randbytes(200_000)
    ).unlock()
    box = clerk.desk.outbox
    sent = clerk.record(person(1))
    box.mark_accepted(sent, at="t")
    assert [row.packet for row in box.kept()] == [sent]
    monkeypatch.setattr(outbox, "LEAST_ROOM", box._room() + 500_000)

    clerk.record(person(2))

    assert box.kept() == []
    assert box.only_here() == 1
    clerk.desk.close()
