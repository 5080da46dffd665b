"""Everything the card rooms keep, gathered from their parts."""

from rekam.cards.allocation.models import (
    BlankLoan,
    BlankRequest,
    BlankShare,
    LoanStep,
    PriorityOrder,
    ShareLine,
)
from rekam.cards.blanks.models import Blank, BlankMove, Delivery
from rekam.cards.orders.models import Attempt, PrintJob

__all__ = [
    "Attempt",
    "Blank",
    "BlankLoan",
    "BlankMove",
    "BlankRequest",
    "BlankShare",
    "Delivery",
    "LoanStep",
    "PrintJob",
    "PriorityOrder",
    "ShareLine",
]
