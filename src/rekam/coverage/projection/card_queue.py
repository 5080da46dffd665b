"""Recorded wajib who wait for a card, bounded by blanks and printers (pure)."""

import numpy as np

from rekam.coverage.projection.beliefs import Belief
from rekam.coverage.projection.hazard import CARD_WEEKS, WEEK
from rekam.coverage.projection.lives import Clock, Floats, Ints, Register
from rekam.coverage.projection.pool import Pool, spread_by_week
from rekam.coverage.projection.scenarios import MONTH_DAYS, Scenario, printer_limit


class CardQueue:
    """Who waits for a card on each path, and how many first cards the blanks at hand are enough for."""

    def __init__(
        self,
        register: Register,
        *,
        clock: Clock,
        belief: Belief,
        settled: Ints,
        scenario: Scenario,
        rng: np.random.Generator,
    ) -> None:
        here = register.cards.only(register.inside[register.cards.unit])
        waited = clock.read(register.day) - clock.read(here.since[here.waiting_on(register.day)])
        columns, widths, self._classes = spread_by_week(np.maximum(waited, 0), weeks=CARD_WEEKS)
        self._pool = Pool(columns, widths=widths, people=settled - register.held)
        self._belief, self._scenario, self._rng = belief, scenario, rng
        self._first = 1 - (scenario.replaced or 0)
        self._stock = np.full(len(settled), (scenario.stock or 0) * self._first)
        self._elapsed = 0.0

    @property
    def waiting(self) -> Ints:
        """Recorded wajib without a card, by path."""
        return self._pool.people

    def move(self, step: int, *, days: int, beginners: Ints, left: Ints, of: Ints) -> None:
        """One step: cards go out as far as blanks and printers reach, some who wait leave, others begin.

        Where not one card can be made the clock stands still, as it did while waits were learnt from: that
        nobody came for a card that could not be had says nothing of who will come.
        left  recorded people who died or moved away in the step, among `of` recorded ones
        """
        most = np.minimum(self._deliver(days=days), printer_limit(self._scenario, days=days) * self._first)
        chances = self._belief.chances(step, days=days)
        issued = self._pool.take(chances, slices=self._classes, rng=self._rng, most=most)
        waits = self._pool.people / np.maximum(of, 1)
        gone = self._rng.binomial(left, np.clip(waits, 0, 1))
        self._pool.change(-np.minimum(gone, self._pool.people))
        soon = self._belief.chance_at_once(step, days=days, kind=0)
        weeks = -(-days // WEEK)
        issued = issued + self._pool.begin(
            beginners,
            at_once=soon,
            weeks=weeks,
            asleep=self._belief.asleep(step) | (most < 1),
            rng=self._rng,
            most=most - issued,
        )
        self._stock = self._stock - issued

    def _deliver(self, *, days: int) -> Floats:
        """First cards that can be handed out on each path after this step's deliveries."""
        self._elapsed += days
        if self._elapsed > self._scenario.dry_months * MONTH_DAYS:
            self._stock = self._stock + self._delivered(days=days) * self._first
        return self._stock

    def _delivered(self, *, days: int) -> Floats:
        if self._scenario.blanks is None:
            return np.full(len(self._stock), np.inf)
        return self._rng.uniform(*self._scenario.blanks, len(self._stock)) * days / MONTH_DAYS
