"""Recorded wajib who wait for a card, bounded by blanks and printers (pure)."""

import numpy as np

from rekam.coverage.projection.beliefs import Belief
from rekam.coverage.projection.hazard import CARD_WEEKS
from rekam.coverage.projection.lives import Floats, Ints, Register
from rekam.coverage.projection.pool import Pool, spread_by_week
from rekam.coverage.projection.scenarios import MONTH_DAYS, Scenario, printer_limit


class CardQueue:
    """Who waits for a card on each path, and the blanks in the safe.

    Every blank goes to a first card; replacements would leave fewer.
    """

    def __init__(
        self,
        register: Register,
        *,
        belief: Belief,
        settled: Ints,
        scenario: Scenario,
        rng: np.random.Generator,
    ) -> None:
        here = register.cards.only(register.inside[register.cards.unit])
        waited = register.day - here.since[here.waiting_on(register.day)]
        columns, widths, self._classes = spread_by_week(np.maximum(waited, 0), weeks=CARD_WEEKS)
        self._pool = Pool(columns, widths=widths, people=settled - register.held)
        self._belief, self._scenario, self._rng = belief, scenario, rng
        self._stock = np.zeros(len(settled), dtype=float)
        self._elapsed = 0.0

    @property
    def waiting(self) -> Ints:
        """Recorded wajib without a card, by path."""
        return self._pool.people

    def move(self, step: int, *, days: int, beginners: Ints, left: Ints, of: Ints) -> None:
        """One step: cards go out as far as blanks and printers reach, some who wait leave, others begin.

        left  recorded people who died or moved away in the step, among `of` recorded ones
        """
        most = np.minimum(self._deliver(days=days), printer_limit(self._scenario, days=days))
        chances = self._belief.chances(step, days=days)
        issued = self._pool.take(chances, slices=self._classes, rng=self._rng, most=most)
        waits = self._pool.people / np.maximum(of, 1)
        gone = self._rng.binomial(left, np.clip(waits, 0, 1))
        self._pool.change(-np.minimum(gone, self._pool.people))
        soon = self._belief.chance_at_once(step, days=days, kind=0)
        issued = issued + self._pool.begin(beginners, at_once=soon, rng=self._rng, most=most - issued)
        if self._scenario.blanks is not None:
            self._stock = self._stock - issued

    def _deliver(self, *, days: int) -> Floats:
        """Blanks at hand on each path after this step's deliveries."""
        self._elapsed += days
        dry = self._elapsed <= self._scenario.dry_months * MONTH_DAYS
        if self._scenario.blanks is None:
            return np.full(len(self._stock), 0.0 if dry else np.inf)
        if not dry:
            low, high = self._scenario.blanks
            self._stock = self._stock + self._rng.uniform(low, high, len(self._stock)) * days / MONTH_DAYS
        return self._stock
