"""The people of a whole province: parts made like the simulated city, spread over its own areas."""

import csv
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path

import numpy as np

from rekam.kernel.region import children
from rekam.simulation.city import City, generate
from rekam.simulation.extract import write_extract
from rekam.simulation.places import Places

SEED = 20261124
ON = date(2026, 11, 22)
PART = 800_000
"""Residents made at once: a part of some gigabytes of memory."""
SERIALS = 450
"""Numbers of one day and kecamatan that a part may use; the next part's lie behind."""
BROKEN = 0.5


def _populations() -> dict[str, int]:
    """Residents of each kabupaten or kota of Banten, 2024; source in simulation/tables/README.md."""
    table = resources.files("rekam.simulation") / "tables" / "banten_2024_population.csv"
    with table.open(encoding="utf-8") as lines:
        return {row["area_code"]: int(row["population"]) for row in csv.DictReader(lines)}


RESIDENTS = sum(_populations().values())


def write_province(path: Path, *, residents: int) -> None:
    """Write one extract of everybody, with half a percent of damaged lines, telling how far it is.

    residents   active ones; the dead come on top
    """
    parts = list(_parts(residents))
    with path.open("w", encoding="utf-8", newline="") as file:
        for at, (area, count) in enumerate(parts):
            city = _moved(generate(SEED + at, on=ON, residents=count), area=area, at=at)
            write_extract(city, file, broken=BROKEN, heading=at == 0)
            print(f"    {at + 1} of {len(parts)}: {count:,} residents of {area}", flush=True)


def _parts(residents: int) -> list[tuple[str, int]]:
    found = []
    for area, population in _populations().items():
        count = round(residents * population / RESIDENTS)
        pieces = -(-count // PART)
        found += [(area, count // pieces)] * pieces
    return found


def _moved(city: City, *, area: str, at: int) -> City:
    """The same people in the kelurahan of another area, with numbers that no other part uses."""
    codes = [str(village.code) for district in children(area) for village in children(str(district.code))]
    homes = city.homes
    for numbers in (city.nik, homes.card):
        if int((numbers % 10_000).max()) >= SERIALS:
            raise ValueError("a part uses more serials than it may")
    village = (homes.village * 97 + homes.rw) % len(codes)  # an RW stays together
    blank = np.zeros(len(codes))
    return replace(
        city,
        nik=city.nik + at * SERIALS,
        places=Places(codes=tuple(codes), shares=blank, gaps=blank, rws=blank.astype(np.int64)),
        homes=replace(homes, village=village, card=homes.card + at * SERIALS),
    )
