"""People who wait, on many paths at once, by how many weeks they have waited (pure)."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from rekam.coverage.projection.lives import Bools, Floats, Ints


class Pool:
    """Whole people on each path, spread over weekly columns; the last columns are several years wide.

    `people` is what is counted. `_columns` [column, path] says in what proportion they have waited how long;
    it is brought to the same sum once a step, when somebody new begins to wait.
    """

    def __init__(self, columns: Floats, *, widths: Ints, people: Ints) -> None:
        """Everybody at the start.

        columns  how they are spread over the columns
        widths   weeks that each column spans, 1 except at the end
        people   how many they are on each path
        """
        self.people = people
        self._columns = np.repeat(columns[:, None].astype(np.float32), len(people), axis=1)
        self._spread = np.full(len(people), float(columns.sum()))
        self._narrow = int((widths == 1).sum())
        self._widths = widths[self._narrow :, None].astype(np.float32)

    def take(
        self, shares: Floats, *, slices: Sequence[slice], rng: np.random.Generator, most: Floats
    ) -> Ints:
        """Let people go, each class with its own chance, at most `most` on a path; how many went.

        shares  [path, class] chance (0 to 1) of going in this step
        """
        sums = np.stack([self._columns[part].sum(axis=0) for part in slices], axis=1, dtype=np.float64)
        meant, everybody = (sums * shares).sum(axis=1), sums.sum(axis=1)
        chance = _ratio(meant, everybody)
        gone = rng.binomial(self.people, np.clip(chance, 0, 1))
        gone = np.minimum(gone, np.floor(most)).astype(np.int64)
        # Where luck or a limit let fewer go than meant, every class keeps its part of them.
        eased = _ratio(gone, chance * self.people)
        kept = np.clip(1 - shares * eased[:, None], 0, 1)
        for number, part in enumerate(slices):
            self._columns[part] *= kept[:, number].astype(np.float32)
        self._spread = (sums * kept).sum(axis=1)
        self.people = self.people - gone
        return gone

    def leave(self, chance: Floats, *, rng: np.random.Generator) -> Ints:
        """Let each of them go with the same chance [path]; how many went."""
        gone = rng.binomial(self.people, np.clip(chance, 0, 1))
        self.change(-gone)
        return gone

    def change(self, people: Ints) -> None:
        """Let so many come or go on each path, who have waited as long as the others."""
        self.people = self.people + people

    def begin(
        self,
        beginners: Ints,
        *,
        at_once: Floats,
        weeks: int,
        asleep: Bools,
        rng: np.random.Generator,
        most: Floats | float,
    ) -> Ints:
        """A step passes, in the course of which these begin to wait; how many of them go in the same step.

        at_once  [path] chance (0 to 1) to go in what is left of the step, half of it on average
        weeks    how long the step is
        asleep   [path] where the clock stood still, so that nobody has waited longer by then
        """
        gone = np.minimum(rng.binomial(beginners, np.clip(at_once, 0, 1)), np.floor(most)).astype(np.int64)
        self._columns *= _ratio(self.people, self._spread).astype(np.float32)
        # Where nobody waited, newcomers who had waited elsewhere begin anew.
        newcomers = beginners - gone + np.where(self._spread > 0, 0, self.people)
        as_before = self._columns[:, asleep]
        as_before[0] += newcomers[asleep]
        self._grow_older(newcomers, weeks=weeks)
        self._columns[:, asleep] = as_before
        self.people = self.people + beginners - gone
        self._spread = self.people.astype(float)
        return gone

    def _grow_older(self, newcomers: Ints, *, weeks: int) -> None:
        columns, narrow = self._columns, self._narrow
        carried = columns[narrow:] * (weeks / self._widths)
        columns[narrow:] -= carried
        columns[narrow] += columns[narrow - weeks : narrow].sum(axis=0)
        columns[narrow + 1 :] += carried[:-1]
        columns[-1] += carried[-1]
        columns[weeks:narrow] = columns[: narrow - weeks].copy()
        columns[:weeks] = newcomers / weeks


def spread_by_week(waited: Ints, *, weeks: Sequence[int]) -> tuple[Floats, Ints, list[slice]]:
    """People by column, the widths of the columns, and the columns of each class.

    waited  days that each person has waited, 0 or more
    weeks   edges of the classes from 0 on; classes up to two years are cut into weeks
    """
    narrow = max(edge for edge in weeks[:-1] if edge <= 104)
    edges = np.array([*range(narrow + 1), *(edge for edge in weeks if edge > narrow)])
    columns = np.histogram(np.minimum(waited // 7, edges[-1] - 1), bins=edges)[0].astype(float)
    slices = [
        slice(int(np.searchsorted(edges, low)), int(np.searchsorted(edges, high)))
        for low, high in pairwise(weeks)
    ]
    return columns, np.diff(edges), slices


def _ratio(part: Floats | Ints, whole: Floats | Ints) -> Floats:
    """part / whole; 0 where there is nothing."""
    return np.divide(part, whole, out=np.zeros(len(whole)), where=np.asarray(whole) > 0)
