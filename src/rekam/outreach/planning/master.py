"""The linear program that proposes prices: days of teams on one side, series of visits to sites on the other.

Sessions are what days supply and series use up, measured by steps: one session, its first minutes, its next
minutes, and so on. The duals of those rows, added up along the steps, are the prices of sessions; that of a
floor is what one more person of the kecamatan is worth beside the weight. Nothing of the proof rests on this
program: it may be stopped, inexact or wrong, and the bound only becomes worse.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import highspy
import numpy as np

from rekam.outreach.planning.columns import Day, Prices, Series, people_of
from rekam.outreach.planning.floors import Floors
from rekam.outreach.planning.problem import WEEKDAYS
from rekam.outreach.planning.region import Real, Region, Whole

# By (region, site, kind): the minutes at which one step ends and the next begins.
Steps = dict[tuple[int, int, int], tuple[int, ...]]


# Into so many parts the people missing below a floor are divided, each dearer than the one before.
PARTS = 8


class _Supply(NamedTuple):
    """A column that turns a team's days into days of a group of weekdays, or of another region."""

    row: int
    into: int


class _Missing(NamedTuple):
    """A column of people missing below a floor, which cost the more the farther below it they are."""

    row: int
    part: int


Column = Day | Series | _Supply | _Missing


class _New(NamedTuple):
    """A column not yet in the program: what it costs, what it takes of each row, how often at most."""

    cost: float
    entry: dict[int, float]
    most: float = highspy.kHighsInf


class Duals(NamedTuple):
    """What the program pays: for sessions and people below floors, and for each of its rows."""

    prices: Prices
    rows: Real


class Master:
    """One program for a region, or for all regions where teams are lent between them."""

    def __init__(
        self, regions: Sequence[Region], *, steps: Steps, floors: Floors, lending: bool = False
    ) -> None:
        self.regions = regions
        self.columns: list[Column] = []
        self.value = 0.0
        self._steps = steps
        self._known: set[Column] = set()
        self._waiting: list[_New] = []
        self._groups: dict[tuple[int, frozenset[int], bool], int] = {}
        self._program = highspy.Highs()  # type: ignore[no-untyped-call]
        self._program.setOptionValue("output_flag", False)
        self._program.setOptionValue("threads", 1)
        self._rows = 0
        self._own = [self._add_rows(region.team_days) for region in regions]
        self._lent = [self._add_rows(np.zeros(WEEKDAYS)) if lending else -1 for _ in regions]
        self._site = [self._add_rows(np.ones(len(region.sites))) for region in regions]
        self._session = [self._add_steps(at) for at in range(len(regions))]
        self._floors = floors
        self._floor = self._add_floors()
        if lending:
            self._add_moves()

    def _add_rows(self, upper: Real | Whole) -> int:
        count, first = len(upper), self._rows
        empty = np.zeros(0, np.int32)
        lower = np.full(count, -highspy.kHighsInf)
        self._program.addRows(count, lower, upper.astype(np.float64), 0, empty, empty, np.zeros(0))
        self._rows += count
        return first

    def _add_steps(self, at: int) -> dict[tuple[int, int], tuple[int, Real]]:
        """By site and kind the first row of its sessions, and what a session takes of each step."""
        region = self.regions[at]
        minutes = np.arange(int(region.longest.max(initial=0)) + 1)
        rows = {}
        for site, kind in np.argwhere(region.longest > 0).tolist():
            ends = (*self._steps.get((at, site, kind), ()), len(minutes))
            taken = [(minutes > 0).astype(np.float64)]
            for start, end in zip((0, *ends), ends, strict=False):
                taken.append(np.clip(minutes - start, 0, end - start).astype(np.float64))
            rows[site, kind] = (self._add_rows(np.zeros(len(taken))), np.array(taken))
        return rows

    def _add_floors(self) -> dict[int, int]:
        """By kecamatan the row of its floor, which people who are reached or missing fill."""
        rows = {}
        for kecamatan in np.flatnonzero(self._floors.people).tolist():
            people = float(self._floors.people[kecamatan])
            rows[kecamatan] = self._add_rows(np.array([-people]))
            for part in range(PARTS):
                cost = self._floors.heavy * (1 + (2 * part + 1) / PARTS)
                self.columns.append(_Missing(rows[kecamatan], part))
                self._waiting.append(_New(cost, {rows[kecamatan]: -1.0}, most=people / PARTS))
        return rows

    def _kecamatan(self, series: Series) -> int:
        return int(self._floors.of[self.regions[series.region].rows[series.sessions[0].site]])

    def _add_moves(self) -> None:
        for weekday in range(WEEKDAYS):
            for home in self._own:
                for at, lent in enumerate(self._lent):
                    if self._own[at] != home:
                        self._add_supply(home + weekday, into=lent + weekday)

    def _add_supply(self, row: int, *, into: int) -> None:
        self.columns.append(_Supply(row, into))
        self._waiting.append(_New(0.0, {row: 1.0, into: -1.0}))

    def _group(self, day: Day) -> int:
        """The row of the days that a column can be gone on."""
        key = (day.region, day.weekdays, day.lent)
        if key not in self._groups:
            self._flush()
            self._groups[key] = self._add_rows(np.zeros(1))
            for weekday in sorted(day.weekdays):
                if day.lent:
                    self._add_supply(self._lent[day.region] + weekday, into=self._groups[key])
                self._add_supply(self._own[day.region] + weekday, into=self._groups[key])
        return self._groups[key]

    def add(self, columns: Iterable[Day | Series]) -> int:
        """Offer columns to the program; how many of them are new."""
        before = len(self._known)
        for column in columns:
            if column in self._known:
                continue
            self._known.add(column)
            if isinstance(column, Day):
                entry, cost, sign = {self._group(column): 1.0}, 0.0, -1.0
            else:
                site, sign = column.sessions[0].site, 1.0
                people = people_of(self.regions[column.region], column.sessions)
                entry, cost = (
                    {self._site[column.region] + site: 1.0},
                    -people * float(self.regions[column.region].weight[site]),
                )
                if (floor := self._floor.get(self._kecamatan(column))) is not None:
                    entry[floor] = -people
            for session in column.sessions:
                first, taken = self._session[column.region][session.site, session.kind]
                for row, amount in enumerate(taken[:, session.minutes], start=first):
                    if amount:
                        entry[row] = entry.get(row, 0.0) + sign * amount
            self.columns.append(column)
            self._waiting.append(_New(cost, entry))
        return len(self._known) - before

    def _flush(self) -> None:
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

    def solve(self) -> Duals:
        """Solve with the columns so far; `value` is then the most they are worth together."""
        self._flush()
        self._program.run()
        self.value = -self._program.getInfo().objective_function_value
        rows = np.maximum(0.0, -np.array(self._program.getSolution().row_dual))
        prices = []
        for region, sessions in zip(self.regions, self._session, strict=True):
            price = np.zeros((*region.longest.shape, int(region.longest.max(initial=0)) + 1))
            for (site, kind), (first, taken) in sessions.items():
                price[site, kind] = rows[first : first + len(taken)] @ taken
            prices.append(price)
        floors = np.zeros(len(self._floors.people))
        floors[list(self._floor)] = rows[list(self._floor.values())]
        return Duals(Prices(tuple(prices), floors), rows)

    def profit(self, column: Day | Series, duals: Duals) -> float:
        """What a column would bring more than it is paid; above 0 it is worth adding."""
        price = duals.prices.sessions[column.region]
        worth = sum(float(price[session]) for session in column.sessions)
        if isinstance(column, Series):
            region, site = self.regions[column.region], column.sessions[0].site
            each = float(region.weight[site] + duals.prices.floors[self._kecamatan(column)])
            paid = worth + float(duals.rows[self._site[column.region] + site])
            return each * people_of(region, column.sessions) - paid
        group = self._groups.get((column.region, column.weekdays, column.lent))
        if group is not None and group < len(duals.rows):
            return worth - float(duals.rows[group])
        source = self._lent if column.lent else self._own
        return worth - min(float(duals.rows[source[column.region] + weekday]) for weekday in column.weekdays)

    def day_prices(self, duals: Duals) -> list[Real]:
        """By region and weekday, what one more team-day is worth."""
        return [duals.rows[first : first + WEEKDAYS] for first in self._own]

    def missing(self) -> bool:
        """Whether the last solution leaves people missing below a floor."""
        taken = self._program.getSolution().col_value
        pairs = zip(taken, self.columns[: len(taken)], strict=True)
        return any(people > 1e-6 and isinstance(column, _Missing) for people, column in pairs)

    def used(self) -> list[tuple[float, Day | Series]]:
        """The columns of the last solution, with how often each is taken."""
        taken = self._program.getSolution().col_value
        pairs = zip(taken, self.columns[: len(taken)], strict=True)
        return [
            (share, column) for share, column in pairs if share > 1e-6 and isinstance(column, Day | Series)
        ]

    def worth_keeping(self, *, within: float) -> list[Day | Series]:
        """The columns that the last solution takes, or that would lose it at most so much."""
        losses = self._program.getSolution().col_dual
        pairs = zip(losses, self.columns[: len(losses)], strict=True)
        return [column for loss, column in pairs if loss < within and isinstance(column, Day | Series)]
