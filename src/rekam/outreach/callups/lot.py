"""Which RT is called in which week: drawn by lot, the same again for the same seed. Pure.

In each kelurahan the RT are shuffled and dealt to the weeks in turn, from a week that is drawn too: so each
week has its share of every kelurahan, and no RT is more likely to be early than another.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Steps = npt.NDArray[np.int64]


def draw(units: Mapping[str, str], *, weeks: int, seed: int) -> Mapping[str, int]:
    """The week of each unit, 0 to weeks - 1.

    units  unit -> the kelurahan inside which it is drawn; their order does not matter
    """
    names = sorted(units)
    drawn = draws([units[name] for name in names], weeks=weeks, count=1, seed=seed)[0]
    return {name: int(week) for name, week in zip(names, drawn, strict=True)}


def draws(strata: Sequence[str], *, weeks: int, count: int, seed: int) -> Steps:
    """So many lots at once, one a row: the week of each unit in the order of `strata`."""
    random = np.random.default_rng(seed)
    kinds = np.array(strata)
    drawn = np.empty((count, len(kinds)), dtype=np.int64)
    for kind in sorted(set(strata)):
        (places,) = np.nonzero(kinds == kind)
        rank = random.random((count, len(places))).argsort(axis=1).argsort(axis=1)
        start = random.integers(weeks, size=(count, 1))
        drawn[:, places] = (rank + start) % weeks
    return drawn
