"""The way down to a good bound: ask for prices, look what they miss, add it, ask again.

The bound is what `look` works out, from any prices; everything else here only seeks good prices.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from rekam.outreach.planning.columns import Day, Prices, Series, first_prices, full_sessions
from rekam.outreach.planning.floors import Floors
from rekam.outreach.planning.master import Duals, Master, Steps
from rekam.outreach.planning.oracle import Offer, Oracle
from rekam.outreach.planning.problem import WEEKDAYS
from rekam.outreach.planning.region import Real, Region
from rekam.outreach.planning.steps import minutes_used, with_new

# Days are added that come this near to the dearest, and of those that share a site only so many.
NEAR_THE_BEST, SHARING_A_SITE = 0.8, 3
# How much of the prices is taken from those before (first round) or from the best known (later rounds).
FIRST_WEIGHT, FIRST_SLOW, LATER_WEIGHT = 0.5, 0.9, 0.9
# The weight falls slowly while much is found, fast where little is; below LIGHT every weekday is seen.
SLOW, FAST, LITTLE, LIGHT = 0.93, 0.6, 0.07, 0.3
# A round has stalled when so small a share was won in three programs.
STALLED = 1e-4
# Shares of the time after which a round is not left unfinished for the next, and no other is begun.
UNFINISHED, FINISHED = 0.15, 0.7
# A column that loses less than this is taken along into the next round (weighted people).
TAKEN_ALONG = 1.0
ENOUGH = 1e-7
ROUNDING = 1e-9


class Descent:
    """Prices of one region, or of several that share teams (lent by `away` minutes' journey) or a floor."""

    def __init__(
        self,
        regions: Sequence[Region],
        *,
        floors: Floors,
        away: int | None,
        start: Iterable[Day | Series],
        clock: Callable[[], float],
    ) -> None:
        self.best = sum(float(region.weight @ region.people) for region in regions)
        self.iterations = 0
        self.closed = False
        self.day_prices: list[Real] = []
        self._used: list[tuple[float, Day | Series]] = []
        self.regions = regions
        self.floors = floors
        self._away = away
        self._oracles = [Oracle(region) for region in regions]
        self._weekdays = [day for day in range(WEEKDAYS) if any(region.team_days[day] for region in regions)]
        self._steps: Steps = {}
        self._master = self._new_master()
        self._master.add(start)
        self._centre = Prices(tuple(first_prices(region) for region in regions), np.zeros(len(floors.people)))
        self._weight = 0.0
        self._values: list[float] = []
        self._round = 0
        self._turn = 0
        self._added = 0
        self._little = LITTLE * sum(len(region.sites) for region in regions)
        self._unlooked = True
        began = clock()
        self._begin()
        self.look_seconds = clock() - began

    def _new_master(self) -> Master:
        lending = self._away is not None
        return Master(self.regions, steps=self._steps, floors=self.floors, lending=lending)

    def _begin(self) -> None:
        """Offer the program days under the first prices, and full sessions at every site."""
        self._master.add(self.look(self._centre, duals=None)[0])
        for at, region in enumerate(self.regions):
            self._master.add(Series(at, visits) for visits in full_sessions(region))

    def step(self, *, spent: float) -> None:
        """One program, and what its prices miss; `spent` = the share of the time that is gone (0 to 1)."""
        duals = self._master.solve()
        self.iterations += 1
        self.day_prices = self._master.day_prices(duals)
        self._values.append(self._master.value)
        prices = self._mixed(duals)
        light = self._round > 0 and self._weight < LIGHT
        stalled = self._stalled() and (self._round == 0 or light)
        whole = stalled or light
        found, bound = self.look(prices, duals=duals) if whole else self._glance(prices, duals=duals)
        self._added = self._master.add(found)
        if self._round == 0 or bound <= self.best:
            self._centre = prices
        self.best = min(self.best, bound)
        self._unlooked = not whole
        self._lighten()
        ended = whole and not self._added and self._weight < ROUNDING
        if (stalled and spent < UNFINISHED) or (ended and spent < FINISHED):
            self._refine()
        elif ended:
            self.closed = True

    def finish(self, *, quickly: bool) -> None:
        """Work out what the last prices prove, where that was not done; it takes about `look_seconds`.

        quickly    leave it out where another bound has been proven before
        """
        if self._unlooked and not (quickly and self._round > 0):
            self.best = min(self.best, self.look(self._centre, duals=None)[1])
            self._unlooked = False

    def conflict(self) -> tuple[int, ...]:
        """Kecamatan, by their rows, whose floors no plan reaches together: proven; none where it is not.

        Were nothing worth anything but people of these kecamatan, at the last prices, then all that the days
        earn and the sites bring beyond them would be less than the people to reach are worth.
        """
        if not self._master.missing():
            return ()
        worth = self._worth(self._centre.floors, own=0.0)
        whole = self._worth(self._centre.floors)
        prices = [
            (part / np.maximum(all_of_it, ENOUGH))[:, None, None] * price
            for part, all_of_it, price in zip(worth, whole, self._centre.sessions, strict=True)
        ]
        _, earned = self._look_at_days(prices, self._weekdays, duals=None)
        _, beyond = self._look_at_sites(prices, worth, every=1, duals=None)
        asked = float(self._centre.floors @ self.floors.people)
        if (earned + beyond) * (1 + ROUNDING) >= asked:
            return ()
        return tuple(np.flatnonzero(self._centre.floors * self.floors.people).tolist())

    def _worth(self, floors: Real, *, own: float = 1.0) -> list[Real]:
        """By region and site what one of its people counts: `own` times its weight, and its floor's price."""
        return [own * region.weight + floors[self.floors.of[region.rows]] for region in self.regions]

    def days_used(self) -> list[tuple[float, Day]]:
        """How often each day is taken by the last program that was solved."""
        used = self._master.used() or self._used
        return [(share, column) for share, column in used if isinstance(column, Day)]

    def _mixed(self, duals: Duals) -> Prices:
        share = self._weight if self.iterations > 1 else 0.0
        pairs = zip(self._centre.sessions, duals.prices.sessions, strict=True)
        return Prices(
            tuple(share * centre + (1 - share) * price for centre, price in pairs),
            share * self._centre.floors + (1 - share) * duals.prices.floors,
        )

    def _stalled(self) -> bool:
        if len(self._values) < 5 or (self._round == 0 and self._added > self._little):
            return False
        return self._values[-1] - self._values[-4] < STALLED * abs(self._values[-1])

    def _lighten(self) -> None:
        if self._round == 0:
            self._weight = FIRST_WEIGHT if self.iterations == 1 else FIRST_SLOW * self._weight
            self._weight *= self._added > 0
            return
        self._weight *= SLOW if self._added > self._little else FAST
        if not self._added and self._weight < LIGHT / 10:
            self._weight = 0.0

    def look(self, prices: Prices, *, duals: Duals | None) -> tuple[list[Day | Series], float]:
        """The dearest days and series under prices, and the bound they prove.

        duals    leave out what brings no profit at them

        Whatever the prices: a plan is worth no more than what its days could earn by them at most, and
        what each site's visits bring beyond them at most. A price of a kecamatan's people counts for its
        sites; the least that its floor costs at that price is taken off again.
        """
        days, earned = self._look_at_days(prices.sessions, self._weekdays, duals=duals)
        worth = self._worth(prices.floors)
        series, beyond = self._look_at_sites(prices.sessions, worth, every=1, duals=duals)
        floors = float(self.floors.least(prices.floors).sum())
        return [*days, *series], earned + beyond - floors + ROUNDING * (earned + beyond + floors)

    def _glance(self, prices: Prices, *, duals: Duals) -> tuple[list[Day | Series], float]:
        """Part of a look, which proves nothing: some weekdays, some sites, more after the first round."""
        self._turn += 1
        count = len(self._weekdays)
        chosen = {self._weekdays[(self._turn + at) % count] for at in range(0, count, count // 2 or 1)}
        days, _ = self._look_at_days(prices.sessions, sorted(chosen), duals=duals)
        every, worth = 4 if self._round == 0 else 2, self._worth(prices.floors)
        series, _ = self._look_at_sites(prices.sessions, worth, every=every, duals=duals)
        return [*days, *series], np.inf

    def _look_at_days(
        self, prices: Sequence[Real], weekdays: Sequence[int], *, duals: Duals | None
    ) -> tuple[list[Day], float]:
        found: list[Day] = []
        earned = 0.0
        for weekday in weekdays:
            best = []
            for at, (oracle, price) in enumerate(zip(self._oracles, prices, strict=True)):
                lists = oracle.days(price, weekday=weekday, away=self._away)
                best.append([offers[0].worth if offers else 0.0 for offers in lists])
                for lent, offers in enumerate(lists):
                    found += self._days(at, weekday, offers, lent=lent > 0, duals=duals)
            earned += _days_worth([int(region.team_days[weekday]) for region in self.regions], best)
        return found, earned

    def _look_at_sites(
        self, prices: Sequence[Real], worth: Sequence[Real], *, every: int, duals: Duals | None
    ) -> tuple[list[Series], float]:
        found: list[Series] = []
        beyond = 0.0
        for at, (oracle, price) in enumerate(zip(self._oracles, prices, strict=True)):
            chosen = range(self._turn % every, len(price), every)
            for offer in oracle.series(price, weight=worth[at], sites=chosen):
                beyond += offer.worth
                series = Series(at, offer.sessions)
                if offer.sessions and (duals is None or self._master.profit(series, duals) > ENOUGH):
                    found.append(series)
        return found, beyond

    def _days(
        self, at: int, weekday: int, offers: Sequence[Offer], *, lent: bool, duals: Duals | None
    ) -> Iterator[Day]:
        used: Counter[int] = Counter()
        for worth, sessions in offers:
            sites = {session.site for session in sessions}
            if duals and worth < NEAR_THE_BEST * offers[0].worth:
                return
            if duals and max(used[site] for site in sites) >= SHARING_A_SITE:
                continue
            alike = self.regions[at].weekdays_like(weekday, sites=sorted(sites))
            day = Day(at, alike.intersection(self._weekdays), lent, tuple(sorted(sessions)))
            if duals is None or self._master.profit(day, duals) > ENOUGH:
                used.update(sites)
                yield day

    def _refine(self) -> None:
        """Begin a round in which prices may follow the minutes more closely where the program uses them."""
        before = dict(self._steps)
        self._used = self._master.used()
        for place, minutes in minutes_used(self._used).items():
            region, site, kind = place
            longest = int(self.regions[region].longest[site, kind])
            self._steps[place] = with_new(self._steps.get(place, ()), minutes, longest=longest)
        self.closed = self._steps == before
        if self.closed:
            return
        kept = self._master.worth_keeping(within=TAKEN_ALONG)
        self._master = self._new_master()
        self._master.add(kept)
        self._round += 1
        self._values = []
        self._weight = LATER_WEIGHT


def _days_worth(team_days: Sequence[int], best: Sequence[Sequence[float]]) -> float:
    """What all team-days of a weekday earn at most; a lent one works where its day is dearest."""
    worth = 0.0
    for home, count in enumerate(team_days):
        lent = [values[1] for at, values in enumerate(best) if at != home and len(values) > 1]
        worth += count * max(best[home][0], *lent, 0.0)
    return worth
