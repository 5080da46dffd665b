"""Everything the card rooms keep, gathered from their parts."""

from rekam.cards.blanks.models import Blank, BlankMove, Delivery
from rekam.cards.counter.models import Waiver
from rekam.cards.orders.models import Attempt, PrintJob
from rekam.cards.packs.models import FieldAct, Pack, PackCard

__all__ = ["Attempt", "Blank", "BlankMove", "Delivery", "FieldAct", "Pack", "PackCard", "PrintJob", "Waiver"]
