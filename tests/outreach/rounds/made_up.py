"""Days of visits at home that nobody lives in."""

from typing import Any

import numpy as np

from rekam.outreach.rounds.routing.day import Crew, Day, Home

EIGHT, THREE = 8 * 60, 15 * 60
KM_PER_HOUR, DETOUR, LEAST = 25, 1.3, 3


def day_of(places: list[tuple[float, float]], *, crews: int = 1, homes: Any = None, **crew: Any) -> Day:
    """Crews in the middle of nowhere and homes at these places, in km; a minute for each km of the way."""
    at = np.array([(0.0, 0.0)] * crews + places)
    ways = np.ceil(np.hypot(*(at[:, None] - at).transpose(2, 0, 1))).astype(np.int64)
    shift = {"leaves": EIGHT, "back": THREE} | crew
    return Day([Crew(**shift)] * crews, homes or [Home(20)] * len(places), ways)


def drawn(count: int, *, crews: int = 1, seed: int = 0, km: float = 12.0) -> Day:
    """Homes drawn evenly over a square with the office in its middle; every third has half a day only.

    Visits of 15, 20 or 25 minutes; worth 1 to 4, as days of waiting make it.
    """
    chance = np.random.default_rng(seed)
    at = chance.uniform(0, km, (crews + count, 2))
    at[:crews] = km / 2
    straight = np.hypot(*(at[:, None] - at).transpose(2, 0, 1))
    ways = np.maximum(np.ceil(straight * DETOUR / KM_PER_HOUR * 60), LEAST).astype(np.int64)
    np.fill_diagonal(ways, 0)
    halves = [(0, 24 * 60), (0, 12 * 60), (12 * 60, 24 * 60), *[(0, 24 * 60)] * 3]
    homes = [
        Home(int(chance.choice([15, 20, 25])), 1 + min(int(chance.integers(120)), 90) / 30, *halves[half])
        for half in chance.integers(len(halves), size=count)
    ]
    return Day([Crew(EIGHT, THREE)] * crews, homes, ways)
