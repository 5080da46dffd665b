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
from rekam.cards.counter.models import Waiver
from rekam.cards.orders.models import Attempt, PrintJob, Reprint
from rekam.cards.packs.models import FieldAct, Pack, PackCard
from rekam.cards.printing.models import Batch, BatchCard, CardStep, Printer, PrinterFault
from rekam.cards.suket.models import Suket, SuketCheck

__all__ = [
    "Attempt",
    "Batch",
    "BatchCard",
    "Blank",
    "BlankLoan",
    "BlankMove",
    "BlankRequest",
    "BlankShare",
    "CardStep",
    "Delivery",
    "FieldAct",
    "LoanStep",
    "Pack",
    "PackCard",
    "PrintJob",
    "Printer",
    "PrinterFault",
    "PriorityOrder",
    "Reprint",
    "ShareLine",
    "Suket",
    "SuketCheck",
    "Waiver",
]
