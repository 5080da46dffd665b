"""Everything the card rooms keep, gathered from their parts."""

from rekam.cards.blanks.models import Blank, BlankMove, Delivery
from rekam.cards.counter.models import Waiver
from rekam.cards.orders.models import Attempt, PrintJob

__all__ = ["Attempt", "Blank", "BlankMove", "Delivery", "PrintJob", "Waiver"]
