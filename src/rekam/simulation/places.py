"""The kelurahan of the demo city: how many live there and how many of them are still to be recorded."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from rekam.kernel.region import AreaCode, get_area

CITY = AreaCode("36.73")


@dataclass(frozen=True)
class Places:
    """Structure of arrays over kelurahan, in the order of their codes.

    shares  of the city's households, sum 1
    gaps    wajib not recorded, % of wajib (assumed)
    rws     number of RW
    """

    codes: tuple[str, ...]
    shares: npt.NDArray[np.float64]
    gaps: npt.NDArray[np.float64]
    rws: npt.NDArray[np.int64]

    @property
    def kecamatan(self) -> npt.NDArray[np.int64]:
        """Number of the kecamatan (1 to 6) of each kelurahan."""
        return np.array([int(code.split(".")[2]) for code in self.codes], dtype=np.int64)


@cache
def kota_serang() -> Places:
    """The table of Kota Serang; raises ValueError when it does not hold exactly its kelurahan."""
    table = resources.files("rekam.simulation") / "tables" / "kota_serang.csv"
    with table.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    weights = np.array([float(row["weight"]) for row in rows])
    return Places(
        codes=tuple(row["code"] for row in rows),
        shares=weights / weights.sum(),
        gaps=np.array([float(row["gap"]) for row in rows]),
        rws=np.array([int(row["rw"]) for row in rows], dtype=np.int64),
    )


def old_prefixes() -> dict[int, int]:
    """NIK prefix (six digits) that people of a kecamatan got before the city left Kab. Serang in 2007."""
    found = {}
    for number in range(1, 7):
        area = get_area(f"{CITY}.{number:02}")
        found[number] = int(area.predecessors[0].digits)
    return found
