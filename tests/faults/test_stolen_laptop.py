"""A stolen laptop's disk, after log-out or a power cut: no name, NIK, address, image or template."""

import random
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest.mock import patch

import pytest

from rekam.enrolment import packet
from rekam.kernel.errors import RuleBroken
from rekam.station.store.database import Database
from tests.faults import canaries, cards
from tests.faults.clerk import Clerk, furnish, open_desk, work_list
from tests.faults.mutants import in_clear, unsealed
from tests.faults.power import Disk, under

CUTS = 4
pytestmark = pytest.mark.usefixtures("cheap_passphrases")


@dataclass
class Laptop:
    """A station, the place of temporary files, and what must not be found in either."""

    station: Path
    temporary: Path
    pictures: list[bytes] = field(default_factory=list)

    def holds(self, *more: Path) -> list[str]:
        words = canaries.words_of(canaries.people(1))
        assert len(words) > 500
        pieces = [one[6:70] for one in self.pictures]
        return canaries.found_in(more or (self.station, self.temporary), canaries=[*words, *pieces])

    def clerk(self) -> Clerk:
        def drawn(chance: random.Random) -> bytes:
            self.pictures.append(canaries.picture(chance))
            return self.pictures[-1]

        return Clerk(desk=open_desk(self.station), chance=random.Random(1), draw=drawn)


@pytest.fixture
def laptops(quick_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Laptop]:
    temporary = quick_folder / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    numbers = iter(range(100))

    def made() -> Laptop:
        listed = work_list(people=canaries.people(1))
        return Laptop(furnish(quick_folder / f"{next(numbers)}" / "station", listed=listed), temporary)

    return made


def morning(laptop: Laptop) -> None:
    """Somebody is recorded, somebody is begun, somebody given up; then the officer logs out."""
    clerk = laptop.clerk()
    with suppress(RuleBroken):
        clerk.unlock()
        first, second, third, *_ = canaries.people(1)
        clerk.record(first)
        next(clerk.capture(clerk.start(second)))
        begun = clerk.start(third)
        next(clerk.capture(begun))
        clerk.give_up(begun)
    clerk.desk.lock()
    clerk.desk.close()


def test_after_log_out_nothing_is_found(laptops: Callable[[], Laptop]) -> None:
    laptop = laptops()
    morning(laptop)

    assert len(laptop.pictures) == 9
    assert laptop.holds() == []


def test_after_a_power_cut_at_any_moment_nothing_is_found(laptops: Callable[[], Laptop]) -> None:
    for seed in range(CUTS):
        laptop, disk = laptops(), Disk(after=40 + 60 * seed)
        with under(disk):
            clerk = laptop.clerk()
            with suppress(RuleBroken):
                clerk.unlock().record(canaries.people(1)[0])
            open_files = shutil.copytree(laptop.station, laptop.station.with_name("open"))
            disk.cut()
            clerk.desk.close()
        left = disk.after_cut(
            laptop.station, into=laptop.station.with_name("after"), chance=random.Random(seed)
        )

        assert laptop.holds(open_files, left, laptop.temporary) == []


def test_cards_that_were_taken_along_show_nobody_either(laptops: Callable[[], Laptop]) -> None:
    """One card is given out, one hand-over is begun; neither names nor the holders' fingers lie there."""
    laptop = laptops()
    listed = canaries.people(1)
    for path in laptop.station.glob("visit.*"):
        path.unlink()
    fingers = [canaries.picture(random.Random(one.nik)) for one in listed]
    laptop.pictures += fingers
    sealed = cards.sealed(listed, references=fingers)
    furnish(laptop.station, listed=replace(work_list(people=listed), cards=(sealed,)))
    desk = laptop.clerk().unlock().desk
    cards.hand_over(desk, order=0)
    cards.begin(desk, order=1)
    open_files = shutil.copytree(laptop.station, laptop.station.with_name("open"))
    desk.lock()
    desk.close()

    assert laptop.holds(open_files) == []
    assert laptop.holds() == []


@pytest.mark.parametrize("mutant", ["the visit's store in clear", "parts not sealed"])
def test_without_it_the_thief_reads_them(laptops: Callable[[], Laptop], mutant: str) -> None:
    laptop = laptops()
    place, name, instead = {
        "the visit's store in clear": (Database, "__init__", in_clear),
        "parts not sealed": (packet, "seal_part", unsealed),
    }[mutant]
    if place is Database:
        for path in laptop.station.glob("visit.db*"):
            path.unlink()
    with patch.object(place, name, instead):
        furnish(laptop.station, listed=work_list(people=canaries.people(1)))
        morning(laptop)

    assert laptop.holds() != []
