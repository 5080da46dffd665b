"""The 16-year-olds of every path, and the children behind them whose 17th birthdays are known (pure)."""

import numpy as np

from rekam.coverage.projection.lives import Floats, Ints, Spells

WEEKS = 52
_HALF = WEEKS // 2 + 1


class Teens:
    """Row 0 turns 17 in the coming step, row 52 in a year; [week, path] numbers are expected people."""

    def __init__(self, spells: Spells, *, children_due: Ints, day: int, first: int, paths: int) -> None:
        """Everybody younger than 17 of an area.

        spells  waits for a recording; first  days of the first step
        """
        young = spells.only((spells.since > day) & (spells.enter <= day) & (spells.left > day))
        # Some of the youngest 16-year-olds share a week with the oldest children, and wait with them.
        waiting = np.concatenate([young.since[young.event > day], children_due])
        self._behind = _by_week(waiting, day=day, first=first)
        ahead = _by_week(young.since[young.event <= day], day=day, first=first)
        self._open = np.repeat(self._behind[: WEEKS + 1, None], paths, axis=1)
        self._ahead = np.repeat(ahead[: WEEKS + 1, None], paths, axis=1)
        self._next = WEEKS + 1

    @property
    def waiting(self) -> tuple[float, float]:
        """Those not recorded today, more than half a year from their day, and the others."""
        return float(self._open[_HALF:, 0].sum()), float(self._open[:_HALF, 0].sum())

    def meant(self, chances: Floats) -> Floats:
        """How many `record` would take with these chances, by path."""
        far, near = self._open[_HALF:].sum(axis=0), self._open[:_HALF].sum(axis=0)
        people: Floats = far * chances[:, 0] + near * chances[:, 1]
        return people

    def record(self, chances: Floats) -> Floats:
        """Some are recorded ahead of their day; how many on each path.

        chances  [path, 2] of those more than half a year from their day, and of the others
        """
        recorded = self.meant(chances)
        for part, chance in ((slice(_HALF, None), chances[:, 0]), (slice(_HALF), chances[:, 1])):
            taken = self._open[part] * chance
            self._open[part] -= taken
            self._ahead[part] += taken
        return recorded

    def marry(self, chance: Floats) -> Floats:
        """Some marry, and are wajib from that day; how many of those not recorded."""
        married: Floats = self._open.sum(axis=0) * chance
        self._open *= 1 - chance
        return married

    def turn(self, staying: Floats, *, passed: Floats, weeks: int) -> tuple[Floats, Floats]:
        """A step passes: who turned 17 unrecorded, and who turned 17 recorded ahead.

        staying  [path] share of the teens who are still here after the step; above 1 where more come
        passed   [path] the same for children, since today
        weeks    how long the step is
        """
        for rows in (self._open, self._ahead):
            rows *= staying
        unrecorded, recorded = (rows[:weeks].sum(axis=0) for rows in (self._open, self._ahead))
        for rows in (self._open, self._ahead):
            rows[:-weeks] = rows[weeks:].copy()
            rows[-weeks:] = 0
        coming = self._behind[self._next : self._next + weeks]
        self._open[len(self._open) - weeks :][: len(coming)] = coming[:, None] * passed
        self._next += weeks
        return unrecorded, recorded


def _by_week(due: Ints, *, day: int, first: int) -> Floats:
    """People by weeks until they turn 17; week 0 = in the first step."""
    weeks = np.maximum(-(-(due - day - first) // 7), 0)
    return np.bincount(weeks, minlength=WEEKS + 1).astype(float)
