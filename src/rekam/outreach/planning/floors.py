"""Floors: the share of its people to reach in every kecamatan, and what a plan loses that misses it.

A person missing costs three times what the heaviest one counts, and up to nine times where most of the floor
is missing. So a floor is missed only where no plan found keeps it, and then nobody's is missed
by far while a neighbour's is nearly kept.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from rekam.outreach.planning.evaluate import Evaluation, Kecamatan
from rekam.outreach.planning.problem import Problem
from rekam.outreach.planning.region import Real, Region, Whole

# A person missing below a floor costs this many times the heaviest one, at the floor itself.
HEAVY = 3.0
NOBODY = 1e-9


@dataclass(frozen=True, eq=False)
class Floors:
    """The floors of a problem, in the order in which its sites name their kecamatan.

    names    of the kecamatan
    of       by row of the problem's sites, the row of its kecamatan
    people   to reach in each; 0 = no floor
    heavy    what a person missing costs at the floor, in value
    """

    names: tuple[str, ...]
    of: Whole
    people: Real
    heavy: float

    def reached(self, by_kecamatan: Mapping[str, Kecamatan]) -> Real:
        """People reached in each, out of what `evaluate` says."""
        return np.array([by_kecamatan[name].people for name in self.names])

    @property
    def rows(self) -> frozenset[int]:
        """Of the kecamatan that have one."""
        return frozenset(np.flatnonzero(self.people).tolist())

    def asked(self, *regions: Region) -> frozenset[int]:
        """Those of them in which a region has a site."""
        return self.rows.intersection(row for region in regions for row in self.of[region.rows].tolist())

    def only(self, rows: Collection[int]) -> "Floors":
        """The floors of these rows alone; the others have none."""
        kept = np.isin(np.arange(len(self.people)), sorted(rows))
        return replace(self, people=np.where(kept, self.people, 0.0))

    def paid(self, prices: Real, *, region: Region) -> Real:
        """By site of a region, the price of its kecamatan's people."""
        paid: Real = prices[self.of[region.rows]]
        return paid

    def cost(self, reached: Real) -> float:
        """What it costs, in value, that only so many people are reached in each kecamatan."""
        return self.heavy * float(missing(self.people, reached).sum())

    def least(self, prices: Real) -> Real:
        """By kecamatan, the least that people reached at a price each and those missing cost together."""
        short = self.people * np.clip((prices / self.heavy - 1) / 2, 0.0, 1.0)
        left = self.people - short
        return prices * left + self.heavy * missing(self.people, left)


def lost_by(problem: Problem, found: Evaluation) -> float:
    """What people missing below floors cost a plan: what a bound takes off its value (bound.Bound)."""
    floors = floors_of(problem)
    return floors.cost(floors.reached(found.by_kecamatan))


def missing(floor: Real, reached: Real) -> Real:
    """People missing below a floor, each counted once at the floor and up to three times far below it."""
    short = np.maximum(0.0, floor - reached)
    return short * (1.0 + short / np.maximum(floor, NOBODY))


def floors_of(problem: Problem) -> Floors:
    """The floors of a problem; all 0 where it asks for none."""
    names = tuple(dict.fromkeys(site.kecamatan for site in problem.sites))
    row = {name: at for at, name in enumerate(names)}
    of = np.array([row[site.kecamatan] for site in problem.sites], np.int64)
    left: Real = np.zeros(len(names))
    np.add.at(left, of, [site.not_recorded for site in problem.sites])
    heaviest = max((site.weight for site in problem.sites), default=1.0)
    return Floors(names, of, left * (problem.floor or 0.0), HEAVY * (heaviest or 1.0))
