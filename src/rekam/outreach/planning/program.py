"""A linear program that grows: rows with an upper limit, columns added as they are found (HiGHS)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import highspy
import numpy as np

from rekam.outreach.planning.region import Real, Whole


class _New(NamedTuple):
    """A column not yet handed over: what it costs, what it takes of each row, how often at most."""

    cost: float
    entry: Mapping[int, float]
    most: float


class Program:
    """The least cost at which no row takes more than its limit; columns are numbered as they came."""

    def __init__(self) -> None:
        self.rows = 0
        self.value = 0.0
        self._waiting: list[_New] = []
        self._program = highspy.Highs()  # type: ignore[no-untyped-call]
        self._program.setOptionValue("output_flag", False)
        self._program.setOptionValue("threads", 1)

    def add_rows(self, upper: Real | Whole) -> int:
        """Rows with these limits; the number of the first."""
        count, first = len(upper), self.rows
        empty = np.zeros(0, np.int32)
        lower = np.full(count, -highspy.kHighsInf)
        self._program.addRows(count, lower, upper.astype(np.float64), 0, empty, empty, np.zeros(0))
        self.rows += count
        return first

    def add(self, cost: float, entry: Mapping[int, float], *, most: float = highspy.kHighsInf) -> None:
        """A column that may be taken up to `most` times."""
        self._waiting.append(_New(cost, entry, most))

    def _flush(self) -> None:
        if not self._waiting:
            return
        entries = [new.entry for new in self._waiting]
        sizes = np.array([len(entry) for entry in entries], np.int32)
        self._program.addCols(
            len(entries),
            np.array([new.cost for new in self._waiting], np.float64),
            np.zeros(len(entries)),
            np.array([new.most for new in self._waiting], np.float64),
            int(sizes.sum()),
            (np.cumsum(sizes) - sizes).astype(np.int32),
            np.array([row for entry in entries for row in entry], np.int32),
            np.array([amount for entry in entries for amount in entry.values()], np.float64),
        )
        self._waiting = []

    def solve(self) -> Real:
        """What one more of each row would save; `value` is then the least cost, taken negative."""
        self._flush()
        self._program.run()
        self.value = -self._program.getInfo().objective_function_value
        duals: Real = np.maximum(0.0, -np.array(self._program.getSolution().row_dual))
        return duals

    @property
    def taken(self) -> Sequence[float]:
        """How often the last solution takes each column."""
        return self._program.getSolution().col_value

    @property
    def losses(self) -> Sequence[float]:
        """What each column would cost the last solution if it were taken once more."""
        return self._program.getSolution().col_dual

    def shift(self, row: int, *, columns: int) -> Real:
        """How often each of the columns would be taken more often with one more of a row."""
        one = np.zeros(self.rows)
        one[row] = 1.0
        basic = np.array(self._program.getBasicVariables()[1])  # type: ignore[attr-defined]
        more = np.array(self._program.getBasisSolve(one)[1])  # type: ignore[attr-defined]
        shift: Real = np.zeros(columns)
        shift[basic[basic >= 0]] = more[basic >= 0]
        return shift
