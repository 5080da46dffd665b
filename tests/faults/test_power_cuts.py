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
from tests.faults.inspecting import Noted, inspect
from tests.faults.mutants import Careless
from tests.faults.power import Disk, under

PEOPLE = 2
OPERATIONS = 420  # a little more than a morning with so many people has
RUNS = 30
Stations = Callable[[], Path]


def morning(
    station: Path, *, disk: Disk, seed: int, connection: type[apsw.Connection]
) -> tuple[list[Noted], int]:
    """What was acknowledged, and how many were begun, until the disk said no."""
    with under(disk, connection=connection):
        try:
            desk = open_desk(station)
        except RuleBroken:
            return [], 0
        clerk = Clerk(desk=desk, chance=random.Random(seed))
        with suppress(RuleBroken):
            clerk.unlock()
            for number in range(PEOPLE):
                clerk.record(person(number))
        disk.cut()  # what closing writes does not arrive
        desk.close()
    return clerk.noted, clerk.attempted


def cut(station: Path, *, seed: int, connection: type[apsw.Connection] = apsw.Connection) -> Counted:
    """One morning with a power cut at a moment that the seed draws, and what is there afterwards."""
    chance = random.Random(seed)
    disk = Disk(after=chance.randrange(1, OPERATIONS))
    noted, attempted = morning(station, disk=disk, seed=seed, connection=connection)
    left = disk.after_cut(station, into=station.with_name("after"), chance=chance)
    return inspect(left, noted=noted, attempted=attempted)


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
