"""Everything the card rooms keep, gathered from their parts."""

from rekam.cards.blanks.models import Blank, BlankMove, Delivery
from rekam.cards.orders.models import Attempt, PrintJob, Reprint
from rekam.cards.suket.models import Suket, SuketCheck

__all__ = ["Attempt", "Blank", "BlankMove", "Delivery", "PrintJob", "Reprint", "Suket", "SuketCheck"]
