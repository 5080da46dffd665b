"""Banten at the beginning of November 2017: two published counts, spread to its kelurahan (pure).

Published: 7,549,281 wajib KTP, 232,020 of them not recorded. Source: Antara Banten, November 2017; the day
is told as "the beginning of November", for which FIRST_MONDAY stands. All else is invented: wajib follow
the shares of the population of December 2024 (Kepmendagri 300.2.2-2138/2025), the gap is heavier where a
kecamatan looks remote, coastal or near a border on a map (tables/banten_2017_traits.csv, nobody's decree).
"""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from rekam.kernel.region import children

WAJIB = 7_549_281
NOT_RECORDED = 232_020
FIRST_MONDAY = date(2017, 11, 6)
PROVINCE = "36"
WEEKS = 13  # of invented history
TARGET_ON = date(2018, 12, 31)  # "by the beginning of 2019 all have an electronic KTP", as the source says

SEED = 2017
# How many times the gap of an ordinary kelurahan; of two traits the larger counts (assumed).
HEAVIER = {"coast": 1.5, "border": 1.6, "remote": 2.4, "island": 3.0}
# By how much of itself the gap was larger each week before; the parts differ, so that some are off track.
SHRINKING = {"36.01": 0.009, "36.02": 0.004, "36.03": 0.02, "36.04": 0.013, "36.71": 0.025}
SHRINKING_ELSEWHERE = 0.018
GROWTH = 0.0003  # of the wajib, a week
YOUNGEST, OLDEST = 17, 80
AGES = OLDEST - YOUNGEST + 1

Counts = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Situation:
    """Structure of arrays over the kelurahan, in the order of their codes; people."""

    codes: tuple[str, ...]
    wajib: Counts
    missing: Counts

    def weeks_ago(self, weeks: int) -> tuple[Counts, Counts]:
        """Wajib and not recorded so many weeks before (0 to WEEKS); of no source."""
        pace = np.array([SHRINKING.get(code[:5], SHRINKING_ELSEWHERE) for code in self.codes])
        wajib = np.rint(self.wajib * (1 - GROWTH * weeks)).astype(np.int64)
        missing = np.rint(self.missing * (1 + pace * weeks)).astype(np.int64)
        return wajib, np.minimum(missing, wajib)


def history_days() -> list[tuple[int, date]]:
    """Weeks ago and the day, the oldest first, without today."""
    return [(weeks, FIRST_MONDAY - timedelta(weeks=weeks)) for weeks in range(WEEKS, 0, -1)]


@cache
def situation() -> Situation:
    """The two published counts, spread; the parts sum to them exactly."""
    population = _population()
    of = {area: _villages(area) for area in population}
    wajib_of = spread(WAJIB, np.array(list(population.values()), dtype=float))
    chance = np.random.default_rng(SEED)
    codes: list[str] = []
    wajib: list[Counts] = []
    for area, people in zip(population, wajib_of, strict=True):
        codes += of[area]
        wajib.append(spread(int(people), chance.lognormal(0, 0.4, len(of[area]))))
    all_wajib = np.concatenate(wajib)
    heavier = np.array([_heavier(code) for code in codes]) * chance.lognormal(0, 0.25, len(codes))
    return Situation(tuple(codes), all_wajib, spread(NOT_RECORDED, all_wajib * heavier))


def by_sex_and_age(people: Counts, *, young: float) -> Counts:
    """People of each kelurahan, invented by sex (2) and age (YOUNGEST to OLDEST): kelurahan x sex x age.

    young   how many times heavier the age of 17 is than it would be among all
    """
    ages = np.linspace(1.6, 0.2, AGES)
    ages[0] *= young
    weights = np.concatenate([0.507 * ages, 0.493 * ages])
    parts = np.stack([spread(int(one), weights) for one in people])
    shaped: Counts = parts.reshape(len(people), 2, AGES)
    return shaped


def spread(total: int, weights: Weights) -> Counts:
    """Whole people in proportion to weights, summing to the total: largest remainders get one more.

    Raises ValueError unless some weight is above 0 and none is below.
    """
    if (weights < 0).any() or weights.sum() <= 0:
        raise ValueError("weights must be 0 or more, and not all 0")
    exact = total * weights / weights.sum()
    whole: Counts = np.floor(exact).astype(np.int64)
    behind = np.argsort(whole - exact, kind="stable")[: total - int(whole.sum())]
    whole[behind] += 1
    return whole


@cache
def traits() -> Mapping[str, frozenset[str]]:
    """The traits of kecamatan and kelurahan that the scenario assumes, by code."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows("banten_2017_traits.csv"):
        found[row["area_code"]].add(row["trait"])
    return {code: frozenset(of) for code, of in found.items()}


def traits_of(code: str) -> frozenset[str]:
    """The traits of a kelurahan: its own, and those of its kecamatan."""
    return traits().get(code, frozenset()) | traits().get(code.rpartition(".")[0], frozenset())


def _heavier(code: str) -> float:
    return max((HEAVIER[trait] for trait in traits_of(code)), default=1.0)


def _population() -> Mapping[str, int]:
    return {row["area_code"]: int(row["population"]) for row in _rows("banten_2024_population.csv")}


def _villages(area: str) -> list[str]:
    return [village.code.text for district in children(area) for village in children(district.code)]


def _rows(name: str) -> list[dict[str, str]]:
    table = resources.files("rekam.simulation") / "tables" / name
    with table.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
