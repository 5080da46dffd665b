"""What belongs to a household as a whole: where it is, where it came from, its family card."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt

from rekam.kernel.region import children
from rekam.simulation.numbers import make_kk_numbers
from rekam.simulation.places import CITY, Places, old_prefixes
from rekam.simulation.words import draw

Ints = npt.NDArray[np.int64]
Days = npt.NDArray[np.datetime64]
Words = npt.NDArray[np.object_]
Bools = npt.NDArray[np.bool_]

# Kabupaten and kota that people of the city come from, with the birthplace they name; most from nearby.
_ORIGINS = (
    *(("36.04", "Serang"), ("36.01", "Pandeglang"), ("36.02", "Lebak"), ("36.72", "Cilegon")),
    *(("36.03", "Tangerang"), ("31.73", "Jakarta"), ("31.74", "Jakarta"), ("32.73", "Bandung")),
    *(("18.71", "Bandar Lampung"), ("33.28", "Tegal"), ("33.72", "Surakarta"), ("13.71", "Padang")),
    ("12.71", "Medan"),
)
_MIGRANT_SHARE = 0.2
_SPLIT_FROM_SERANG = np.datetime64("2007-08-10")
_SIAK_BEGINS = np.datetime64("2004-03-01")
LOCAL = -1


@dataclass(frozen=True)
class Homes:
    """Structure of arrays over households.

    village   index into the table of kelurahan
    origin    index into the origins, LOCAL for families of the city
    card      KK number; made: the day on it
    religion  index into the words of people.RELIGIONS
    """

    village: Ints
    rw: Ints
    rt: Ints
    address: Words
    origin: Ints
    noble: Bools
    religion: Ints
    card: Ints
    made: Days


def settle(*, count: int, places: Places, on: date, rng: np.random.Generator) -> Homes:
    """Homes for that many households, spread over the kelurahan by their shares, sorted by kelurahan."""
    cuts = np.round(np.cumsum(places.shares) * count).astype(np.int64)
    village = np.searchsorted(cuts, np.arange(count), side="right")
    rw = 1 + (rng.random(count) * places.rws[village]).astype(np.int64)
    kecamatan = places.kecamatan[village]
    made = _card_days(count=count, on=on, rng=rng)
    current = np.array([int(f"{CITY.digits}{number:02}") for number in range(1, 7)])[kecamatan - 1]
    old = np.array(list(old_prefixes().values()))[kecamatan - 1]
    return Homes(
        village=village,
        rw=rw,
        rt=1 + (rng.random(count) * (3 + rw % 4)).astype(np.int64),
        address=_addresses(count=count, kecamatan=kecamatan, rng=rng),
        origin=_origins(count=count, rng=rng),
        noble=rng.random(count) < 0.02,
        religion=rng.choice(6, size=count, p=(0.962, 0.014, 0.009, 0.002, 0.012, 0.001)),
        card=make_kk_numbers(prefixes=np.where(made < _SPLIT_FROM_SERANG, old, current), made=made),
        made=made,
    )


@cache
def origin_prefixes() -> list[tuple[str, Ints]]:
    """For each origin its birthplace word and the NIK prefixes of its kecamatan."""
    return [
        (place, np.array([int(area.code.digits) for area in children(code)], dtype=np.int64))
        for code, place in _ORIGINS
    ]


def _origins(*, count: int, rng: np.random.Generator) -> Ints:
    chance = 1 / (np.arange(len(_ORIGINS)) + 2.0)
    origin = rng.choice(len(_ORIGINS), size=count, p=chance / chance.sum())
    return np.where(rng.random(count) < _MIGRANT_SHARE, origin, LOCAL)


def _card_days(*, count: int, on: date, rng: np.random.Generator) -> Days:
    ago = rng.gamma(1.6, 1500, count).astype(np.int64)
    return np.maximum(np.datetime64(on) - ago, _SIAK_BEGINS + ago % 1200)


def _addresses(*, count: int, kecamatan: Ints, rng: np.random.Generator) -> Words:
    """Streets in the middle of the city, hamlets (Kp.) outside, some housing estates everywhere."""
    urban = np.isin(kecamatan, (1, 5))
    kind = rng.random(count)
    number = rng.integers(1, 180, count)
    numbered = np.array([f" No. {n}" for n in range(180)], dtype=object)[number]
    block = np.array([f" Blok {chr(65 + n // 20)} No. {n % 20 + 1}" for n in range(180)], dtype=object)[
        number
    ]
    street = draw(name="street", size=count, rng=rng) + numbered
    hamlet = draw(name="kampung", size=count, rng=rng)
    estate = draw(name="housing", size=count, rng=rng) + block
    return np.where(kind < 0.22, estate, np.where(urban & (kind < 0.65), street, hamlet)).astype(object)
