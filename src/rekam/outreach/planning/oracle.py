"""What an office's days and sites are worth at most under given prices of its sessions."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from rekam.outreach.planning import pricing
from rekam.outreach.planning.columns import Session
from rekam.outreach.planning.region import Real, Region

MOST_STOPS = 24
MOST_VISITS = 400


class Offer(NamedTuple):
    """A day or a series of visits, and what it is worth under the prices at which it was found."""

    worth: float
    sessions: tuple[Session, ...]


class Oracle:
    """The two questions the bound asks of a region; it keeps the arrays in which they are worked out."""

    def __init__(self, region: Region) -> None:
        self.region = region
        sites = len(region.sites)
        reach = region.between + region.back[None, :]
        np.fill_diagonal(reach, 2 * region.shift + 2**16)
        self._near = np.argsort(reach, axis=1, kind="stable")
        self._reach = np.take_along_axis(reach, self._near, axis=1)
        self._arrive = np.empty((region.shift + 1, sites))
        self._leave = np.empty((sites, region.shift + 1))
        self._peak = np.empty(sites)
        self._value = np.empty(sites)
        self._stops, self._minutes = (np.empty((sites, MOST_STOPS), np.int64) for _ in range(2))
        self._size = np.empty(sites, np.int64)
        self._worth = np.empty(int(region.people.max(initial=0.0) / region.rate) + 2)
        self._visits = np.empty((2, MOST_VISITS), np.int64)

    def days(self, prices: Real, *, weekday: int, away: int | None) -> list[list[Offer]]:
        """Days of a weekday by falling worth: of an own team; with `away` of a lent one, so much shorter.

        prices[site, kind, minutes]   of a session; 0 for no minutes, never falling
        No day is worth more than the first of its list, or than nothing where the list is empty.
        """
        region, places = self.region, np.arange(len(self.region.sites))
        kind = np.maximum(region.kind[weekday], 0)
        worth = np.ascontiguousarray(prices[places, kind])
        longest = np.where(region.kind[weekday] >= 0, region.longest[places, kind], 0)
        pricing.sweep_days(
            *(worth, longest, region.between, self._near, self._reach, region.out, region.back),
            *(region.shift, region.setup, self._arrive, self._leave, self._peak),
        )
        return [
            self._collect(worth, kind, until=region.shift - lost)
            for lost in ((0,) if away is None else (0, away))
        ]

    def _collect(self, worth: Real, kind: np.ndarray, *, until: int) -> list[Offer]:
        region = self.region
        pricing.collect_days(
            *(worth, region.between, region.out, region.back, until, region.setup),
            *(self._arrive, self._leave, self._value, self._stops, self._minutes, self._size),
        )
        return [
            Offer(
                float(self._value[last]),
                tuple(
                    Session(int(site), int(kind[site]), int(minutes))
                    for site, minutes in zip(
                        self._stops[last, : self._size[last]],
                        self._minutes[last, : self._size[last]],
                        strict=True,
                    )
                ),
            )
            for last in np.argsort(-self._value, kind="stable")
            if self._size[last]
        ]

    def series(self, prices: Real, *, weight: Real, sites: Iterable[int]) -> Iterator[Offer]:
        """For each of the sites what it is worth at most, with the visits that are worth about that.

        weight    by site, what one of its people counts
        """
        region = self.region
        minutes = np.arange(prices.shape[2])
        for site in sites:
            gain = weight[site] * region.rate * minutes - prices[site]
            opened = region.longest[site] > 0
            first = float(prices[site, opened, 1].min()) if opened.any() else 0.0
            worth, visits = pricing.best_series(
                *(gain, first, region.longest[site], region.turnout[site]),
                *(region.people[site], weight[site], region.rate, self._worth, *self._visits),
            )
            kinds, lengths = self._visits[:, :visits].tolist()
            yield Offer(worth, tuple(Session(site, *visit) for visit in zip(kinds, lengths, strict=True)))
