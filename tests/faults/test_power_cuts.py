"""The power goes at any operation of the disk: nobody whose recording was acknowledged is lost."""

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import apsw

from rekam.kernel.errors import RuleBroken
from tests.faults.clerk import Clerk, open_desk, person
from tests.faults.conftest import Seeds
from tests.faults.counting import Counted
from tests.faults.inspecting import inspect
from tests.faults.mutants import Careless
from tests.faults.power import Disk, under

PEOPLE = 2
OPERATIONS = 420  # a little more than a morning with so many people has
RUNS = 30
Stations = Callable[[], Path]


def morning(station: Path, *, disk: Disk, seed: int, connection: type[apsw.Connection]) -> Clerk:
    """People are recorded until the disk says no; what is written at the end does not arrive."""
    with under(disk, connection=connection):
        desk = open_desk(station)
        clerk = Clerk(desk=desk, chance=random.Random(seed))
        with suppress(RuleBroken):
            clerk.unlock()
            for number in range(PEOPLE):
                clerk.record(person(number))
        disk.cut()
        desk.close()
    return clerk


def cut(station: Path, *, seed: int, connection: type[apsw.Connection] = apsw.Connection) -> Counted:
    """One morning with a power cut at a moment that the seed draws, and what is there afterwards."""
    chance = random.Random(seed)
    disk = Disk(after=chance.randrange(1, OPERATIONS))
    clerk = morning(station, disk=disk, seed=seed, connection=connection)
    left = disk.after_cut(station, into=station.with_name("after"), chance=chance)
    return inspect(left, noted=clerk.noted, attempted=clerk.attempted)


def test_no_power_cut_loses_doubles_or_strands_anybody(
    seeds: Seeds, stations: Stations, told: Callable[[object], None]
) -> None:
    total = sum((cut(stations(), seed=seed) for seed in seeds(RUNS)), start=Counted())

    told(total)
    assert total.acknowledged > RUNS / 4
    assert total.landed >= total.acknowledged
    assert total.harm == 0


def test_without_waiting_for_the_disk_people_are_lost(seeds: Seeds, stations: Stations) -> None:
    assert any(cut(stations(), seed=seed, connection=Careless).lost for seed in seeds(RUNS))
