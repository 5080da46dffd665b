"""How many blanks are asked of the centre, line by line, so that the letter adds up (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass

from rekam.cards.orders.rules import Priority

MOST_MONTHS = 12
# Spoiled of a whole year's blanks: Kab. Pekalongan 2016, 2,707 of 57,540 (infoberitabola.info/2017/01).
USUAL_SPOILED, USUAL_USED = 2_707, 57_540
_BELIEF = 100  # blanks that the usual share counts for, so that a young ledger says little


@dataclass(frozen=True)
class Spoiling:
    """How many blanks were spoiled of those put into a printer, and the share that follows from it."""

    spoiled: int
    used: int

    @property
    def share(self) -> float:
        """Spoiled of all blanks used (0 to 1, exclusive), the office's own drawn to the usual 4.7 %."""
        return (self.spoiled + _BELIEF * USUAL_SPOILED / USUAL_USED) / (self.used + _BELIEF)

    def blanks_lost(self, cards: int) -> int:
        """How many blanks are spoiled on the way to so many good cards, cut up."""
        return -int(-cards * self.share / (1 - self.share) // 1)


@dataclass(frozen=True)
class Asked:
    """The lines of a request; all are counts.

    waiting   cards waited for now, by group
    monthly   cards asked for in an ordinary month, by group
    months    for how many months (1 to 12) the request is to last
    stock     usable blanks in all safes of the office
    coming    allotted by the centre and not received yet
    """

    waiting: Mapping[Priority, int]
    monthly: Mapping[Priority, int]
    months: int
    stock: int
    coming: int
    spoiling: Spoiling

    @property
    def queue(self) -> int:
        """Who waits now, all groups."""
        return sum(self.waiting.values())

    @property
    def a_month(self) -> int:
        """Cards of an ordinary month, all groups."""
        return sum(self.monthly.values())

    @property
    def ahead(self) -> int:
        """Cards of the months to come."""
        return self.months * self.a_month

    @property
    def cards(self) -> int:
        """All cards that the request is for."""
        return self.queue + self.ahead

    @property
    def lost(self) -> int:
        """Blanks that will be spoiled on the way."""
        return self.spoiling.blanks_lost(self.cards)

    @property
    def need(self) -> int:
        """Blanks needed, those that will be spoiled too."""
        return self.cards + self.lost

    @property
    def requested(self) -> int:
        """need − stock − coming; never below 0."""
        return max(0, self.need - self.stock - self.coming)
